// Somebody is told to do something: bare verbs, and what makes them a part of a sentence that goes on.
import type { Token } from '../text/token.js';
import { ALSO_ADJECTIVES, ALSO_NOUNS, VERBS } from './verbs.js';

/** Verbs that say how something is. */
export const IS =
  /^(?:is|are|was|were|am|has|had|isn't|aren't|wasn't|it's|that's|i'm|we're|you're|he's|she's|they're)$/;
const FINITE =
  /^(?:is|are|was|were|has|have|had|will|won't|can|can't|isn't|aren't|should|must|may|might|would|works?|looks?|fails?|went|came|got)$/;
const DETERMINERS =
  /^(?:a|an|the|my|his|her|our|their|your|its|this|that|these|those|all|another|any|some|every|each|it|him|them|me|us|you|everyone|everybody|two|three|both|old|last)$|^\d/;
const SMALL =
  /^(?:on|off|up|down|out|in|for|at|to|from|with|over|back|again|now|afterwards?|too|please|later|today|tomorrow|tonight|immediately|then|along)$/;

/** What somebody is told to do by the word at `at`: to do something with an object or, as `order form` may be, with a thing; something alone; nothing. */
export function toldAt(text: string, tokens: readonly Token[], at: number): 'object' | 'thing' | 'alone' | undefined {
  const [verb, next] = [tokens[at], tokens[at + 1]];
  if (verb?.kind !== 'word' || (verb.word === 'thank' && next?.word === 'you')) return undefined;
  const [isVerb, isNoun] = [VERBS.has(verb.word), ALSO_NOUNS.has(verb.word)];
  const isAdjective = ALSO_ADJECTIVES.has(verb.word);
  if ((!isVerb && !isNoun && !isAdjective) || next?.word === ':' || next?.word === 'of') return undefined;
  // `at Cafe Wash and Fold`
  if (!next || (next.kind === 'punctuation' && next.word !== '('))
    return isAdjective || isNamed(text, tokens, at) ? undefined : 'alone';
  if (next.kind !== 'word') return 'object';
  if (tokens.slice(at + 1, at + 4).some(({ word }) => FINITE.test(word))) return undefined;
  if (DETERMINERS.test(next.word) || isName(text, next)) return 'object';
  if (SMALL.test(next.word)) return 'alone';
  return isVerb ? 'object' : isNoun ? 'thing' : undefined;
}

/** A capital where no sentence begins. */
const isNamed = (text: string, tokens: readonly Token[], at: number) =>
  /^\p{Lu}\p{Ll}/u.test(text.slice(tokens[at]!.start, tokens[at]!.end)) &&
  !/^[.!?;\n]$/.test(tokens[at - 1]?.word ?? '.');

export const isName = (text: string, { kind, start }: Token) => kind === 'word' && /^\p{Lu}$/u.test(text[start]!);

/** What licenses a bare verb further on: `I will come and dance`, `to meet and plan`, `call me and bring the keys`. */
export function isParallel(said: readonly Token[], at: number): boolean {
  const [word, next, before] = [said[at]!.word, said[at + 1]?.word, said[at - 1]?.word ?? ''];
  if (MODAL.test(word) || isInfinitive(said, at)) return true;
  if (/^(?:i|we|you|they)$/.test(word))
    return (
      next !== undefined &&
      !IS.test(next) &&
      !/ed$|^have$/.test(next) &&
      !/^(?:for|to|with|from|of|at|by)$/.test(before)
    );
  if (next === undefined && /^(?:come|go|try)$/.test(word)) return true;
  const begins = at === 0 || /^[.!?;,:\n]$|^(?:and|then|first|not|never|everyone|everybody)$/.test(before);
  return (
    begins && (next !== undefined || at === 0) && (VERBS.has(word) || ALSO_NOUNS.has(word) || ALSO_ADJECTIVES.has(word))
  );
}

const MODAL =
  /^(?:will|would|can|could|shall|should|may|might|must|let|lets|let's|please|do|does|did|help|won't|can't|cannot|don't|doesn't|didn't|couldn't|shouldn't|wouldn't)$|'(?:ll|d)$/;

export const isInfinitive = (said: readonly Token[], at: number) =>
  said[at]!.word === 'to' &&
  said[at + 1]?.kind === 'word' &&
  !DETERMINERS.test(said[at + 1]!.word) &&
  (VERBS.has(said[at + 1]!.word) ||
    ALSO_NOUNS.has(said[at + 1]!.word) ||
    /^(?:be|do|have|come)$/.test(said[at + 1]!.word));
