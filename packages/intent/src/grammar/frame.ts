// A frame: the verb that asks and the thing that is asked for, which together name an intent.
import type { Token } from '../text/token.js';
import type { Intent } from '../understanding.js';
import { type Connector, connectorAt } from './connectors.js';
import { bareTarget, fragment } from './fragment.js';
import { calendar } from './frame-of-events.js';
import { chat, issue, mail, webhook } from './frame-of-sending.js';
import { Head, headEnd, isTimed, tellsTime } from './head.js';
import { isListFrame } from './list-frame.js';
import { openingFrom } from './opening.js';
import { isWhole } from './whole.js';
import * as words from './words.js';

export interface Frame {
  intent: Intent;
  /** Of the verb, or of the noun where there is no verb. */
  at: number;
  /** Whether it has a verb: `new meeting tomorrow at 3` has none. */
  spoken: boolean;
}

/** Readings of the same words from the same place on, while their text is read. */
const readings = new WeakMap<readonly Token[], Map<string, Frame | undefined>>();

/** The request that stands behind a connector at `index`, itself behind the request at `at`. */
export function requestBehind(
  tokens: readonly Token[],
  at: number,
  index: number,
  { next, firm }: Connector,
): Frame | undefined {
  const begin = openingFrom(tokens, next).at;
  const frame = begin < tokens.length ? frameAt(tokens, begin, tokens.slice(next, begin)) : undefined;
  if (!frame || isGuest(tokens, at, begin)) return undefined;
  // `and #dev: …` has no verb; behind another channel it is one more for the same message, if none was told yet.
  const isForBoth =
    tokens[index - 1]?.kind === 'channel' && !tokens.slice(at, index).some(({ kind }) => kind === 'quote');
  const place = /^(?:in|to|on|for)$/.test(tokens[begin]!.word) ? begin + 1 : begin;
  const isChannel = tokens[place]?.kind === 'channel' && !(isForBoth && place === begin);
  const isNamed = isChannel ? firm || place > begin : firm && isNextEvent(tokens, at, index, frame);
  const isJoined = firm || begin > next || tokens[index]!.word === ',';
  return isNamed || (frame.spoken && isJoined && isWhole(tokens, frame)) ? frame : undefined;
}

/** `lunch tomorrow at noon and invite ann@x.com`: somebody for the same event, as nothing is said of another. */
function isGuest(tokens: readonly Token[], at: number, begin: number): boolean {
  if (!/^(?:invite|add|include)$/.test(tokens[begin]!.word)) return false;
  const head = new Head(tokens, begin, headEnd(tokens, begin));
  if (!head.kind('address') || head.has(words.EVENT_NOUNS) || isTimed(head)) return false;
  return tokens
    .slice(at, begin)
    .some(({ kind, word }) => kind === 'word' && (words.EVENT_NOUNS.has(word) || words.SCHEDULE.has(word)));
}

/** `lunch on Thursday at noon and a call on Friday at 9`: an event with a time of its own behind one that has its time. */
const isNextEvent = (tokens: readonly Token[], at: number, index: number, frame: Frame) =>
  frame.intent === 'calendar.create' &&
  isTimed(new Head(tokens, frame.at, headEnd(tokens, frame.at))) &&
  tokens.slice(at, index).some(({ word }) => tellsTime(word));

/** Where the head of a frame ends: what belongs to the next request says nothing of this one. */
function endBeforeNext(tokens: readonly Token[], at: number): number {
  const end = headEnd(tokens, at);
  for (let index = at + 1; index < end; index++) {
    const connector = connectorAt(tokens, index);
    if (!connector) continue;
    if (requestBehind(tokens, at, index, connector)) return index;
    index = connector.next - 1;
  }
  return end;
}

/** The intent that the words from `at` on name, if they do; `lead` is what an opening passed before them. */
export function frameAt(tokens: readonly Token[], at: number, lead: readonly Token[] = []): Frame | undefined {
  const known = readings.get(tokens) ?? new Map<string, Frame | undefined>();
  readings.set(tokens, known);
  const key = `${at} ${lead.length}`;
  if (!known.has(key)) known.set(key, readFrame(tokens, at, lead));
  return known.get(key);
}

function readFrame(tokens: readonly Token[], at: number, lead: readonly Token[]): Frame | undefined {
  const verb = tokens[at];
  if (!verb) return undefined;
  if (verb.kind !== 'word') return bareTarget(tokens, at);
  const head = new Head(tokens, at, endBeforeNext(tokens, at), lead);
  if (isMade(head)) return undefined;
  if (head.has(words.ELSEWHERE) || words.ELSEWHERE.has(verb.word)) return undefined;
  const intent = webhook(head) ?? issue(head) ?? chat(head) ?? calendar(head) ?? mail(head);
  if (intent) return { intent, at, spoken: true };
  if (isListFrame(tokens, at, head.end)) return { intent: 'email.list', at, spoken: true };
  const noun = fragment(head);
  return noun && { intent: noun, at, spoken: false };
}

/** `write a script that opens an issue`: something is to be made that Relay does not make. */
const isMade = (head: Head) =>
  head.tokens.slice(head.at + 1, head.at + 4).some(({ kind, word }) => kind === 'word' && MADE.test(word)) &&
  !/^(?:schedule|book|report|file|track)$/.test(head.verb);

const MADE =
  /^(?:script|function|program|poem|story|macro|regex|song|essay|tutorial|snippet|limerick|haiku|handler|endpoint|template)s?$/;
