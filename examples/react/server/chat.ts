// The stream of a chat, handed on as it comes: `useChat` in the page reads it as if Relay had sent it there.
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Body } from './calls.ts';
import { problem, problemIn, sendJson, sendProblem } from './replies.ts';
import type { Settings } from './settings.ts';

type To = Pick<Settings, 'apiKey' | 'baseUrl'>;

/** A confirm may take as long as the receiver does. */
const LONGEST_MS = 90_000;
const HEADERS = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };

/** Says something, and hands on the reply. */
export const streamChat = (to: To, body: Body, response: ServerResponse): Promise<void> =>
  handOn(to, response, '', { method: 'POST', body: JSON.stringify(askedOf(body)) });

/** The reply that is under way in a session, from its first event; 204 when there is none. */
export const resumeChat = (to: To, sessionId: string, response: ServerResponse): Promise<void> =>
  handOn(to, response, `/${sessionId}/stream`, { method: 'GET' });

async function handOn(
  { apiKey, baseUrl }: To,
  response: ServerResponse,
  path: string,
  request: { method: string; body?: string },
): Promise<void> {
  // Who goes away, or presses Stop, stops what is still thought about, unless they are back in two seconds; what was confirmed is
  // never stopped.
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const reply = await fetch(`${baseUrl}/api/chat${path}`, {
    ...request,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    signal: AbortSignal.any([gone.signal, AbortSignal.timeout(LONGEST_MS)]),
  }).catch(() => undefined);
  if (gone.signal.aborted) return;
  if (!reply) return sendProblem(response, problem(502, 'relay_unreachable', `Relay does not answer at ${baseUrl}.`));
  if (reply.status === 204) return sendJson(response, 204);
  if (!reply.ok || !reply.body) return sendProblem(response, await problemIn(reply, baseUrl));
  response.writeHead(200, { ...HEADERS, 'x-vercel-ai-ui-message-stream': 'v1' });
  // A stream that breaks off breaks off in the page too, which then says so.
  await pipeline(Readable.fromWeb(reply.body as ReadableStream), response).catch(() => response.destroy());
}

/** What Relay reads of a post of `useChat`. */
function askedOf({ id, messages, trigger, messageId, timeZone, contacts, relay }: Body): Body {
  const last = Array.isArray(messages) ? messages.slice(-1) : messages;
  return { id, messages: last, trigger, messageId, timeZone, contacts, relay };
}
