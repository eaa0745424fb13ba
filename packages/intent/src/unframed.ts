// What the grammar has no frame for: the classifier may ask.
import { built, gated } from './built.js';
import { likelihoods } from './classifier/classifier.js';
import { openingFrom } from './grammar/opening.js';
import { CALENDARS, ELSEWHERE, NOT_EVENTS, QUESTION_WORDS } from './grammar/words.js';
import type { Token } from './text/token.js';
import type { Context, Gate, Intent, Understanding } from './understanding.js';

/** How sure the classifier has to be, where the grammar has no opinion. */
const SURE = 0.65;

/** It learned from spoken commands, so it has no say on what is longer than one, in words. */
const MOST_SPOKEN = 25;

/** What Relay has no action for, whatever it is done to. */
const NO_REQUEST =
  /^(?:move|cancel|delete|remove|reschedule|change|postpone|push|clear|update|edit|rename|erase|shift|play|turn|archive)$/;

/** What the grammar has no frame for: spoken ways of asking, and everything that is not for Relay. */
export function unframed(
  text: string,
  tokens: readonly Token[],
  gate: Gate | undefined,
  context: Context,
): Understanding {
  if (tokens.some(({ word }) => ELSEWHERE.has(word))) return { kind: 'none', reason: 'unsupported' };
  const words = tokens.filter(({ kind }) => kind === 'word').map(({ word }) => word);
  const begin = openingFrom(tokens, 0).at;
  if (NO_REQUEST.test(tokens[begin]?.word ?? '')) return { kind: 'none', reason: 'unsupported' };
  if (words.length > MOST_SPOKEN) return { kind: 'none', reason: 'out_of_scope' };
  const { oos, ...rest } = likelihoods(words);
  const [intent, likelihood] = (Object.entries(rest) as Array<[Intent, number]>).reduce((best, next) =>
    next[1] > best[1] ? next : best,
  );
  if (
    intent === 'calendar.create' &&
    words.some((word) => NOT_EVENTS.has(word) || word === 'coffee') &&
    !words.some((word) => CALENDARS.has(word))
  )
    return { kind: 'none', reason: 'out_of_scope' };
  const isAsking = QUESTION_WORDS.has(words[0] ?? '') && !/^(?:can|could|would|will)$/.test(words[0]!);
  if (likelihood < SURE || likelihood < oos || (isAsking && intent !== 'email.list'))
    return { kind: 'none', reason: 'out_of_scope' };
  if (gate && intent !== 'email.list' && (gate !== 'question' || isAsking)) return { kind: 'none', reason: gate };
  const guess = built(text, tokens, { intent, at: 0, spoken: false }, tokens.length, context);
  return gated('unsure', guess);
}
