// From a sentence to what it asks for. Grammar decides, gates stop, the classifier speaks where the grammar is silent.
import type { Built, Request } from './actions/build.js';
import { eventToCreate } from './actions/calendar-create.js';
import { messageToSend } from './actions/chat-send.js';
import { issueToCreate } from './actions/issue-create.js';
import { mailToList } from './actions/mail-list.js';
import { mailToSend } from './actions/mail-send.js';
import { webhookToSend } from './actions/webhook-send.js';
import { likelihoods } from './classifier/classifier.js';
import { asksForMore, beginsWithOther } from './grammar/beside.js';
import { furtherClauses } from './grammar/clauses.js';
import type { Frame } from './grammar/frame.js';
import { openingFrom } from './grammar/opening.js';
import { isRefusal, startOf } from './grammar/start.js';
import { CALENDARS, ELSEWHERE, NOT_EVENTS, QUESTION_WORDS } from './grammar/words.js';
import { sentenceFor } from './sentences.js';
import { gateOf, isTakenBack } from './stops.js';
import { type Token, tokensOf } from './text/token.js';
import type { Context, Gate, Intent, Suggestion, Understanding } from './understanding.js';

/** The longest text that is read, in UTF-16 units. */
export const MOST_CHARACTERS = 8_000;

/** How sure the classifier has to be, where the grammar has no opinion. */
const SURE = 0.65;

/** It learned from spoken commands, so it has no say on what is longer than one, in words. */
const MOST_SPOKEN = 25;

const BUILDERS: Record<Intent, (request: Request) => Built> = {
  'email.send': mailToSend,
  'email.list': mailToList,
  'calendar.create': eventToCreate,
  'chat.send': messageToSend,
  'github.issue.create': issueToCreate,
  'webhook.send': webhookToSend,
};

/** What a text asks Relay for. It never throws for a text; it does for a time zone that is none. */
export function understand(text: string, context: Context): Understanding {
  if (text.length > MOST_CHARACTERS) return { kind: 'none', reason: 'too_long' };
  const tokens = tokensOf(text);
  if (!tokens.some(({ kind }) => kind !== 'punctuation')) return { kind: 'none', reason: 'empty' };
  const start = startOf(tokens);
  if (start.frame) {
    const understanding = requested(text, tokens, start.frame, start.wished, context);
    return start.unsure ? doubted(understanding) : understanding;
  }
  return start.gate ? { kind: 'none', reason: start.gate } : unframed(text, tokens, start.leadGate, context);
}

function requested(
  text: string,
  tokens: readonly Token[],
  frame: Frame,
  wished: boolean,
  context: Context,
): Understanding {
  const clauses = furtherClauses(tokens, frame.at);
  const first = built(text, tokens, frame, clauses[0]?.from ?? tokens.length, context);
  if (isTakenBack(tokens, first)) return { kind: 'none', reason: 'negated' };
  const gate = gateOf(tokens.slice(0, clauses[0]?.from), frame, first);
  if (gate) return gated(gate, first);
  if (clauses.length > 0) return several(text, tokens, frame, first, clauses, context);
  const begin = openingFrom(tokens, 0).at;
  if (asksForMore(text, tokens, frame, first) || (begin < frame.at && beginsWithOther(text, tokens, begin)))
    return { kind: 'question', about: 'multi', text: MORE, suggestions: [{ ...first.suggestion, blockedBy: 'multi' }] };
  if (first.question) return { kind: 'question', ...first.question, suggestions: [first.suggestion] };
  if (manyPlaces(tokens, frame, first)) return gated('multi', first);
  if (!wished && isDoubted(tokens, frame, first)) return gated('question', first);
  if (isSupposed(tokens, frame)) return gated('hypothetical', first);
  if (wished && /^(?:should|would|might)$/.test(tokens[0]!.word) && tokens[1]?.word !== 'you')
    return gated('hypothetical', first);
  return { kind: 'suggestions', suggestions: [first.suggestion] };
}

/** `schedule lunch tomorrow at noon?`: a question mark that is no part of a text. */
const isDoubted = (tokens: readonly Token[], { intent }: Frame, { free }: Built) =>
  intent !== 'email.list' &&
  tokens.at(-1)!.word === '?' &&
  !free.some(({ end, quoted }) => !quoted && end >= tokens.length - 1);

/** `let's say you post hi in #dev` */
const isSupposed = (tokens: readonly Token[], { at }: Frame) =>
  /^(?:let's|lets|us)$/.test(tokens[at - 1]?.word ?? '') &&
  tokens[at]!.word === 'say' &&
  /^(?:i|you|we|that|somebody|someone)$/.test(tokens[at + 1]?.word ?? '');

const MORE = 'There is more to do here than Relay understands. Shall this alone be done?';

/** A message for two channels is two messages, and what is for an address and a channel is two things. */
function manyPlaces(tokens: readonly Token[], { intent, at }: Frame, { free }: Built): boolean {
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
  return intent === 'github.issue.create' && (count('channel') > 0 || count('address') > 0);
}

function built(text: string, tokens: readonly Token[], { intent, at }: Frame, end: number, context: Context): Built {
  return BUILDERS[intent]({ text, tokens: tokens.slice(0, end), at, end, context });
}

/** The same, to be asked about before anything of it is offered. */
function doubted(understanding: Understanding): Understanding {
  if (understanding.kind !== 'suggestions') return understanding;
  const suggestions = understanding.suggestions.map((suggestion) => ({ ...suggestion, blockedBy: 'unsure' as const }));
  return { kind: 'question', about: 'unsure', text: sentenceFor('unsure'), suggestions };
}

function gated(gate: Gate, { suggestion }: Built): Understanding {
  if (gate === 'negated' || gate === 'reported' || gate === 'past' || gate === 'quoted' || gate === 'hypothetical')
    return { kind: 'none', reason: gate };
  return { kind: 'question', about: gate, text: sentenceFor(gate), suggestions: [{ ...suggestion, blockedBy: gate }] };
}

function several(
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
    if (next.question || isShared || gateOf(own, ownFrame, next) || asksForMore(text, own, ownFrame, next))
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

/** What Relay has no action for, whatever it is done to. */
const NO_REQUEST =
  /^(?:move|cancel|delete|remove|reschedule|change|postpone|push|clear|update|edit|rename|erase|shift|play|turn|archive)$/;

/** What the grammar has no frame for: spoken ways of asking, and everything that is not for Relay. */
function unframed(text: string, tokens: readonly Token[], gate: Gate | undefined, context: Context): Understanding {
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
