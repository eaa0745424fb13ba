// More than one request in a text, or one for more than one place.
import type { Built } from './actions/build.js';
import { built } from './built.js';
import { asksForMore, beginsWithOther } from './grammar/beside.js';
import type { furtherClauses } from './grammar/clauses.js';
import type { Frame } from './grammar/frame.js';
import { isRefusal } from './grammar/start.js';
import { sentenceFor } from './sentences.js';
import { gateOf } from './stops.js';
import type { Token } from './text/token.js';
import type { Context, Suggestion, Understanding } from './understanding.js';

/** A message for two channels is two messages, and what is for an address and a channel is two things. */
export function manyPlaces(tokens: readonly Token[], { intent, at }: Frame, { free }: Built): boolean {
  const from = isRefusal(tokens) ? at : 0;
  const outside = tokens.filter(
    (_, index) => index >= from && !free.some(({ start, end }) => index >= start && index < end),
  );
  const count = (kind: Token['kind']) => outside.filter((token) => token.kind === kind).length;
  // Where no mark says that a text begins, a channel at its beginning is one more to send to.
  const isListed = free.some(
    ({ marker, start }) => marker === undefined && tokens[start]?.kind === 'channel' && start > at,
  );
  if (intent === 'chat.send') return count('channel') > 1 || (count('channel') > 0 && count('address') > 0) || isListed;
  if (intent === 'email.send') return count('channel') > 0;
  // `remind me and ann@x.com`: an event of one's own is nothing that she gets.
  if (intent === 'calendar.create')
    return tokens[at]!.word === 'remind' && /^(?:and|&)$/.test(tokens[at + 2]?.word ?? '');
  return intent === 'github.issue.create' && (count('channel') > 0 || count('address') > 0);
}

/** Several requests in one text: suggestions where it is certain what belongs to which, else a question. */
export function several(
  text: string,
  tokens: readonly Token[],
  frame: Frame,
  first: Built,
  clauses: ReturnType<typeof furtherClauses>,
  context: Context,
): Understanding {
  const found: Suggestion[] = [first.suggestion];
  // Within a text that nothing closes, a connector may belong to the text as well.
  let isCertain =
    !first.question &&
    !asksForMore(text, tokens.slice(0, clauses[0]!.from), frame, first) &&
    !manyPlaces(tokens.slice(0, clauses[0]!.from), frame, first) &&
    !beginsWithOther(text, tokens, frame.at) &&
    !first.free.some(({ end, quoted }) => !quoted && end === clauses[0]!.from);
  clauses.forEach(({ frame: further, from, next: begin }, index) => {
    if (!further) {
      isCertain = false;
      return;
    }
    const end = clauses[index + 1]?.from ?? tokens.length;
    const own = tokens.slice(begin, end);
    const ownFrame = { ...further, at: further.at - begin };
    const next = built(text, own, ownFrame, own.length, context);
    found.push(next.suggestion);
    // `tell ann@x.com and #dev: …` may say the same to both, `lunch tomorrow and dinner at 7` be on one day.
    const isShared = !further.spoken && (tokens[from - 1]!.kind === 'address' || further.intent === 'calendar.create');
    if (
      next.question ||
      isShared ||
      gateOf(own, ownFrame, next) ||
      asksForMore(text, own, ownFrame, next) ||
      manyPlaces(own, ownFrame, next)
    )
      isCertain = false;
  });
  if (isCertain) return { kind: 'suggestions', suggestions: found };
  return {
    kind: 'question',
    about: 'multi',
    text: sentenceFor('multi'),
    suggestions: found.map((suggestion) => ({ ...suggestion, blockedBy: 'multi' as const })),
  };
}
