// A frame: the verb that asks and the thing that is asked for, which together name an intent.
import type { Token } from '../text/token.js';
import type { Intent } from '../understanding.js';
import { bareTarget, fragment } from './fragment.js';
import { calendar } from './frame-of-events.js';
import { chat, issue, mail, webhook } from './frame-of-sending.js';
import { Head, headEnd } from './head.js';
import { isListFrame } from './list-frame.js';
import * as words from './words.js';

export interface Frame {
  intent: Intent;
  /** Of the verb, or of the noun where there is no verb. */
  at: number;
  /** Whether it has a verb: `new meeting tomorrow at 3` has none. */
  spoken: boolean;
}

/** The intent that the words from `at` on name, if they do; `lead` is what an opening passed before them. */
export function frameAt(tokens: readonly Token[], at: number, lead: readonly Token[] = []): Frame | undefined {
  const verb = tokens[at];
  if (!verb) return undefined;
  if (verb.kind !== 'word') return bareTarget(tokens, at);
  const head = new Head(tokens, at, headEnd(tokens, at), lead);
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
