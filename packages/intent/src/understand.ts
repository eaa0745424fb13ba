// From a sentence to what it asks for. Grammar decides, gates stop, the classifier speaks where the grammar is silent.
import type { Built, Request } from './actions/build.js';
import { eventToCreate } from './actions/calendar-create.js';
import { messageToSend } from './actions/chat-send.js';
import { issueToCreate } from './actions/issue-create.js';
import { mailToList } from './actions/mail-list.js';
import { mailToSend } from './actions/mail-send.js';
import { webhookToSend } from './actions/webhook-send.js';
import { likelihoods, warmUp } from './classifier/classifier.js';
import { furtherClauses } from './grammar/clauses.js';
import { type Frame, frameAt, toldThenAsked } from './grammar/frame.js';
import {
  gateOfLead,
  gateOfReading,
  gateOfRequest,
  hasLooseCondition,
  hasOnlyIf,
  isRetracted,
} from './grammar/gates.js';
import { openingFrom } from './grammar/opening.js';
import { CALENDARS, ELSEWHERE, NOT_EVENTS, QUESTION_WORDS } from './grammar/words.js';
import { sentenceFor } from './sentences.js';
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
const SENDS_AT_ONCE: ReadonlySet<Intent> = new Set(['email.send', 'chat.send', 'github.issue.create', 'webhook.send']);

/** Prepares what the first sentence would otherwise wait for. */
export const prepare = (): void => warmUp();

/** What a text asks Relay for. It never throws for a text; it does for a time zone that is none. */
export function understand(text: string, context: Context): Understanding {
  if (text.length > MOST_CHARACTERS) return { kind: 'none', reason: 'too_long' };
  const tokens = tokensOf(text);
  if (!tokens.some(({ kind }) => kind !== 'punctuation')) return { kind: 'none', reason: 'empty' };
  const start = startOf(tokens);
  if (start.frame) return requested(text, tokens, start.frame, start.wished, context);
  return start.gate ? { kind: 'none', reason: start.gate } : unframed(text, tokens, start.leadGate, context);
}

interface Start {
  frame?: Frame;
  gate?: Gate;
  /** Of a text that names no action for certain. */
  leadGate?: Gate;
  wished: boolean;
}

/** The first request of a text: at its beginning, or at the beginning of a later sentence. */
function startOf(tokens: readonly Token[]): Start {
  const opening = openingFrom(tokens, 0);
  const frame = opening.at < tokens.length ? frameAt(tokens, opening.at, tokens.slice(0, opening.at)) : undefined;
  if (frame)
    return isAskedAbout(tokens, frame, opening.wished)
      ? { gate: 'question', wished: opening.wished }
      : { frame, wished: opening.wished };
  const told = toldThenAsked(tokens, opening.at);
  if (told && !gateOfLead(tokens.slice(told.at, told.asked))) return { frame: told, wished: false };
  const later = laterFrame(tokens, opening.at);
  const pause = later ? pauseBefore(tokens, later.at) : -1;
  const lead = tokens.slice(0, later ? (pause === -1 ? later.at : pause) : tokens.length);
  const gate = gateOfLead(later ? lead : leadWithoutTargets(lead));
  // Questions about mails, and what the classifier may know, are told later.
  if (later && !gate && pause !== -1) return { frame: later, wished: false };
  const instead = gate === 'negated' ? insteadOf(tokens, opening.at) : undefined;
  if (instead) return { frame: instead, wished: false };
  if (later && pause !== -1 && isQuoteToPost(tokens, later, pause)) return { frame: later, wished: false };
  if (later) return { gate: gate ?? 'unsure', wished: false };
  return { ...(gate && { leadGate: gate }), wished: false };
}

/** `don't mail ann@x.com, post in #dev: …` refuses one thing and asks for another. */
function insteadOf(tokens: readonly Token[], from: number): Frame | undefined {
  if (!/^(?:don't|dont|not|instead|rather|do)$/.test(tokens[from]?.word ?? '')) return undefined;
  const pause = tokens.findIndex(({ word }, index) => index > from && /^[,;.]$/.test(word));
  const verb = tokens
    .slice(from, Math.max(pause, from))
    .findIndex(({ word }) => !/^(?:don't|dont|do|not|please|instead|of)$/.test(word));
  if (pause === -1 || verb === -1) return undefined;
  const refused = frameAt(tokens.slice(0, pause), from + verb);
  const wanted = frameAt(tokens, openingFrom(tokens, pause + 1).at);
  return refused && wanted?.spoken && refused.intent !== wanted.intent ? wanted : undefined;
}

/** `"we won" - post it in #dev` */
const isQuoteToPost = (tokens: readonly Token[], later: Frame, pause: number) =>
  tokens[0]!.kind === 'quote' && pause === 1 && later.intent === 'chat.send';

const leadWithoutTargets = (lead: readonly Token[]) => lead.filter(({ kind }) => kind === 'word' || kind === 'quote');

/** The pause that a request at `at` comes behind, with nothing but what leads to requests between; -1 where there is none. */
const pauseBefore = (tokens: readonly Token[], at: number): number => {
  for (let pause = at - 1; pause >= Math.max(0, at - 8); pause--) {
    if (openingFrom(tokens, pause + 1).at !== at) continue;
    const { word } = tokens[pause]!;
    if (/^[.!?,;\n]$|^so$/.test(word)) return pause;
    if (word === '-' && pause === 1 && tokens[0]!.kind === 'quote') return pause;
    if (word === ':' || word === '-')
      return tokens
        .slice(0, pause)
        .some((token) =>
          /^(?:please|favor|favour|task|request|todo|thing|ask|need|help|urgent|important|asap|action|fyi|next|ok|okay|hi|hello|hey|morning)$/.test(
            token.word,
          ),
        )
        ? pause
        : -1;
  }
  return -1;
};

/** A frame with a verb further on, behind any word: it tells that the text is about an action, not that it asks for it. */
function laterFrame(tokens: readonly Token[], from: number): Frame | undefined {
  for (let at = from + 1; at < Math.min(tokens.length, from + 60); at++) {
    const frame =
      tokens[at]!.kind === 'word' &&
      !/^(?:to|in|on|at|the|a|an|my|do|did|have|has|is|are|any|what|who|when|how)$/.test(tokens[at]!.word)
        ? frameAt(tokens, at)
        : undefined;
    if (frame?.spoken && frame.intent !== 'email.list' && namesTarget(tokens, frame)) return frame;
  }
  return undefined;
}

const namesTarget = (tokens: readonly Token[], { at }: Frame) =>
  tokens.slice(at, at + 30).some(({ kind }) => /^(?:address|link|repository|channel)$/.test(kind));

/** `can you send emails?` asks what Relay can do. */
function isAskedAbout(tokens: readonly Token[], { at, intent }: Frame, wished: boolean): boolean {
  if (
    !wished ||
    intent === 'email.list' ||
    !/^(?:can|could|do|would)$/.test(tokens.find(({ kind }) => kind === 'word')?.word ?? '')
  )
    return false;
  const rest = tokens.slice(at + 1);
  return (
    !rest.some(({ kind }) => kind !== 'word' && kind !== 'punctuation') &&
    rest.some(({ word }) => /^(?:emails|mails|webhooks|messages|events|meetings|issues)$/.test(word)) &&
    tokens.at(-1)!.word === '?'
  );
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
  const begins = new Set(
    first.free
      .filter(({ marker }) => marker === undefined || tokens[marker]!.word !== '-')
      .map((field) => tokens[field.start]!),
  );
  if (isRetracted(withoutQuotes(tokens, first), begins)) return { kind: 'none', reason: 'negated' };
  const gate = gateOf(tokens, frame, first);
  if (gate) return gated(gate, first);
  if (clauses.length > 0) return several(text, tokens, first, clauses, context);
  const whole = first;
  if (whole.question) return { kind: 'question', ...whole.question, suggestions: [whole.suggestion] };
  const places = manyPlaces(tokens, frame, whole);
  if (places) return gated('multi', whole);
  if (wished && /^(?:should|would|might)$/.test(tokens[0]!.word) && !/^(?:you)$/.test(tokens[1]?.word ?? ''))
    return gated('hypothetical', whole);
  return { kind: 'suggestions', suggestions: [whole.suggestion] };
}

/** A message for two channels is two messages. */
const manyPlaces = (tokens: readonly Token[], { intent }: Frame, { free }: Built) =>
  intent === 'chat.send' &&
  tokens.filter(
    ({ kind }, index) => kind === 'channel' && !free.some(({ start, end }) => index >= start && index < end),
  ).length > 1;

function built(text: string, tokens: readonly Token[], { intent, at }: Frame, end: number, context: Context): Built {
  return BUILDERS[intent]({ text, tokens: tokens.slice(0, end), at, end, context });
}

const withoutQuotes = (tokens: readonly Token[], { free }: Built) =>
  tokens.filter(
    (token, index) =>
      token.kind !== 'quote' && !free.some(({ start, end, quoted }) => quoted && index >= start && index < end),
  );

function gateOf(
  tokens: readonly Token[],
  { at, intent, spoken }: Frame,
  { free, suggestion }: Built,
): Gate | undefined {
  const outside = tokens.filter(
    (_, index) =>
      (spoken ? index > at : index >= at) &&
      !free.some(({ marker, start, end }) => index >= (marker ?? start) && index < end),
  );
  const lead = isRefusal(tokens) ? [] : tokens.slice(0, at);
  const before = SENDS_AT_ONCE.has(intent)
    ? gateOfRequest(
        lead.filter(({ word }) => !/^(?:if|when|don't|dont|do|not|should|once|until)$/.test(word)),
        true,
      )
    : undefined;
  const own = intent === 'email.list' ? gateOfReading(outside) : gateOfRequest(outside, SENDS_AT_ONCE.has(intent));
  // Spoken without a mark, the text of a mail to a name cannot be told from the request; it is not ready anyway.
  const isSpoken =
    intent === 'email.send' && suggestion.missing.includes('to') && !tokens.some(({ kind }) => kind === 'address');
  if (isSpoken && /^(?:negated|scheduled|past|hypothetical)$/.test(own ?? '') && before === undefined) return undefined;
  if (own ?? before) return own ?? before;
  return free.some(
    ({ start, end, delimited, quoted }) =>
      !quoted && (delimited ? hasOnlyIf(tokens.slice(start, end)) : hasLooseCondition(tokens.slice(start, end))),
  )
    ? 'conditional'
    : undefined;
}

/** Of a request that came after a refused one, what is refused says nothing. */
const isRefusal = (tokens: readonly Token[]) => insteadOf(tokens, openingFrom(tokens, 0).at) !== undefined;

function gated(gate: Gate, { suggestion }: Built): Understanding {
  if (gate === 'negated' || gate === 'reported' || gate === 'past' || gate === 'quoted' || gate === 'hypothetical')
    return { kind: 'none', reason: gate };
  return { kind: 'question', about: gate, text: sentenceFor(gate), suggestions: [{ ...suggestion, blockedBy: gate }] };
}

function several(
  text: string,
  tokens: readonly Token[],
  first: Built,
  clauses: ReturnType<typeof furtherClauses>,
  context: Context,
): Understanding {
  const found: Suggestion[] = [first.suggestion];
  // Within a text that nothing closes, a connector may belong to the text as well.
  let isCertain = !first.question && !first.free.some(({ end, quoted }) => !quoted && end === clauses[0]!.from);
  clauses.forEach(({ frame }, index) => {
    if (!frame) {
      isCertain = false;
      return;
    }
    const end = clauses[index + 1]?.from ?? tokens.length;
    const own = tokens.slice(frame.at, end);
    const next = built(text, own, { ...frame, at: 0 }, own.length, context);
    found.push(next.suggestion);
    if (next.question || gateOf(own, { ...frame, at: 0 }, next)) isCertain = false;
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
