// What ties a request to something that may come to pass.
import type { Token } from '../text/token.js';

/** Two words that tie a request to something. */
export const CONDITION_PAIRS = new Set([
  'as soon',
  'in case',
  'as long',
  'only if',
  'the moment',
  'each time',
  'every time',
  'even if',
  'given that',
  'subject to',
  'depending on',
  'event of',
  'event that',
  'pending approval',
  'upon approval',
  'pending confirmation',
  'upon confirmation',
]);
export const pairs = (words: readonly string[]) => words.slice(1).map((word, index) => `${words[index]} ${word}`);

/** What leads to a question in somebody's text: `let me know if …` */
export const ASKS =
  /^(?:ask|asks|asking|know|see|wonder|wondering|check|sure|me|matter|tell|say|even|as|what|out|confirm|us|remember|like|matters|not|unsure|exactly|of)$/;

/** `only if`, which may be said of the request, also behind a text with a colon. */
export const hasOnlyIf = (tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ word }, index) => word === 'only' && /^(?:if|when|after|once|unless)$/.test(tokens[index + 1]?.word ?? ''),
  );

/** Whether a text that nothing closes may end with a condition of the request: `saying hi if the build fails`. */
export function hasLooseCondition(tokens: readonly Token[]): boolean {
  if (hasOnlyIf(tokens) || isShould(tokens)) return true;
  const said = tokens.filter(({ kind }) => kind === 'word').map(({ word }) => word);
  if (pairs(said).some((pair, at) => at > 0 && LOOSE_PAIRS.has(pair))) return true;
  return tokens.some(({ kind, word }, index) => {
    if (kind !== 'word' || index === 0 || !/^(?:if|unless|when|once|whenever|provided|assuming|until)$/.test(word))
      return false;
    const [before, next] = [tokens[index - 1]!.word, tokens[index + 1]?.word ?? ''];
    if (/^(?:provided|assuming)$/.test(word)) return true;
    if (word === 'once' && (before === 'at' || /^(?:a|an|again|more|per)$/.test(next))) return false;
    return (
      !ASKS.test(before) &&
      !/^(?:you|your|you're|you've|possible|needed|necessary|so|not|anything|that|this|upon|again|more|and|there|anyone|any)$/.test(
        next,
      )
    );
  });
}

const LOOSE_PAIRS = new Set(
  'as soon|in case|the moment|only if|subject to|event of|event that|pending approval|upon approval|pending confirmation|upon confirmation'.split(
    '|',
  ),
);

/** `should it rain`, and not `we should` or `what should it be`. */
export const isShould = (tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ kind, word }, at) =>
      kind === 'word' &&
      word === 'should' &&
      at > 0 &&
      /^(?:it|he|she|they|there|anyone|anybody|anything|the)$/.test(tokens[at + 1]?.word ?? '') &&
      !/^(?:what|when|where|who|how|why|which|it|he|she|they|we|i|you|and)$/.test(tokens[at - 1]!.word) &&
      tokens[at + 2]?.kind === 'word' &&
      tokens.at(-1)!.word !== '?',
  );
