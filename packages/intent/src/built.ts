// A suggestion of a frame, and what becomes of it where something stands against it.
import type { Built, Request } from './actions/build.js';
import { eventToCreate } from './actions/calendar-create.js';
import { messageToSend } from './actions/chat-send.js';
import { issueToCreate } from './actions/issue-create.js';
import { mailToList } from './actions/mail-list.js';
import { mailToSend } from './actions/mail-send.js';
import { webhookToSend } from './actions/webhook-send.js';
import { endOfRequest } from './grammar/asked-of-relay.js';
import type { Frame } from './grammar/frame.js';
import { sentenceFor } from './sentences.js';
import type { Token } from './text/token.js';
import type { Context, Gate, Intent, Understanding } from './understanding.js';
import { unusedBefore, unusedIn } from './unused.js';

const BUILDERS: Record<Intent, (request: Request) => Built> = {
  'email.send': mailToSend,
  'email.list': mailToList,
  'calendar.create': eventToCreate,
  'chat.send': messageToSend,
  'github.issue.create': issueToCreate,
  'webhook.send': webhookToSend,
};

/** What the request of a frame is, as far as the token at `last`. */
export function built(
  text: string,
  tokens: readonly Token[],
  { intent, at }: Frame,
  last: number,
  context: Context,
): Built {
  const end = endOfRequest(tokens, at, last);
  const request = { text, tokens: tokens.slice(0, end), at, end, context };
  const found = BUILDERS[intent](request);
  // Of a list, the words that name it are no values.
  const unused =
    found.suggestion.missing.length === 0 && intent !== 'email.list'
      ? (unusedIn(text, request.tokens, found) ??
        (/\.send$/.test(intent) ? unusedBefore(text, request.tokens, found) : undefined))
      : undefined;
  if (unused !== undefined) found.suggestion.assumptions.push(`Not used: “${unused}”.`);
  return found;
}

/** A question about a request, or nothing, by what stands against it. */
export function gated(gate: Gate, { suggestion }: Built): Understanding {
  if (gate === 'negated' || gate === 'reported' || gate === 'past' || gate === 'quoted' || gate === 'hypothetical')
    return { kind: 'none', reason: gate };
  return { kind: 'question', about: gate, text: sentenceFor(gate), suggestions: [{ ...suggestion, blockedBy: gate }] };
}
