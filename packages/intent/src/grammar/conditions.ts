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

/** Whether a pair of a set is among the words; `as soon as possible` ties to nothing. */
export const hasPair = (words: readonly string[], set: ReadonlySet<string>, from = 0): boolean =>
  pairs(words).some(
    (pair, at) =>
      at >= from && set.has(pair) && !(pair === 'as soon' && AT_ONCE.test(words.slice(at + 2, at + 6).join(' '))),
  );

const AT_ONCE = /^as (?:possible\b|(?:you|he|she|we|they) (?:can|could)(?: please)?$)/;

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
  if (hasPair(said, LOOSE_PAIRS, 1)) return true;
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

/** Whether words that nothing led to as somebody's text begin with what the request waits for: `tell #ops when it is done`. */
export function beginsWithCondition(tokens: readonly Token[], isAsked: boolean): boolean {
  const said = tokens.filter(({ kind }) => kind === 'word').map(({ word }) => word);
  const [first, second] = [said[0] ?? '', said[1] ?? ''];
  if (hasPair(said.slice(0, 4), CONDITION_PAIRS)) return true;
  if (isAsked && /^(?:if|whether|when)$/.test(first)) return false;
  // `when are you free?` asks, `once again` and `until then` say how often and how long.
  if (first === 'when' || first === 'whenever') return !IS_ASKED.test(second);
  if (first === 'once') return !/^(?:a|an|again|more|upon|per)$/.test(second);
  // `should the disk fill up`; `should we go?` asks.
  if (first === 'should') return tokens.at(-1)!.word !== '?' && !/^(?:i|we|you)$/.test(second);
  if (/^(?:on|upon)$/.test(first)) return said.length <= 3 && OUTCOMES.test(said.at(-1)!);
  return WAITS.test(first) || (first === 'the' && /^(?:minute|second|instant)$/.test(second));
}

const OUTCOMES =
  /^(?:failures?|success|errors?|completion|approval|confirmation|crash|crashes|release|deploy|demand|request)$/;

const WAITS = /^(?:if|whether|unless|until|till|after|before|while|provided|assuming|supposing|incase)$/;
const IS_ASKED = /^(?:are|is|do|does|did|can|could|will|would|shall|should|was|were|have|has|am)$/;
