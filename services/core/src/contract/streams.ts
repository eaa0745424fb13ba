// Replies that are streamed: as fast as the client reads them, and no faster.
import { setTimeout as pause } from 'node:timers/promises';
import type { Request, Response } from 'express';

export interface Streamed<Media extends string, Headers extends object> {
  contentType: Media;
  headers: Headers;
  chunks: AsyncIterable<string | Uint8Array>;
}

/** A client that takes no byte for so long is gone; to wait for it would hold up a drain. */
const STALLED_MS = 60_000;

/**
 * Sends the chunks one by one and ends their iteration when the client goes away. Status and headers leave with the first chunk: what
 * fails before it is answered as a problem, what fails after it cuts the connection.
 */
export async function sendStream(
  request: Request,
  status: number,
  { contentType, headers, chunks }: Streamed<string, object>,
  stalledMs = STALLED_MS,
): Promise<string> {
  const response = request.res!;
  const begin = () => {
    if (response.headersSent) return;
    response.status(status).on('timeout', () => response.destroy());
    response.setHeader('Content-Type', contentType.startsWith('text/') ? `${contentType}; charset=utf-8` : contentType);
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
  };
  for await (const chunk of chunks) {
    if (response.destroyed) break;
    begin();
    if (!response.write(chunk)) await drained(response, stalledMs);
  }
  begin();
  response.end();
  return undefined as never; // the headers are sent, so tsoa leaves the response alone
}

/** What the AI SDK's clients, browsers and proxies need to know of a stream of events. */
const EVENT_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-store',
  Connection: 'keep-alive',
  'X-Accel-Buffering': 'no',
  'X-Vercel-AI-UI-Message-Stream': 'v1',
};
/** Shorter than the idle time-outs of the usual proxies. */
const PING_MS = 15_000;

/**
 * Sends each event as it comes, then `[DONE]`, with a comment in between whenever nothing comes for long. What fails before the first
 * event is answered as a problem. Answers 204 for no events at all. Ends the iteration when the client goes away.
 */
export async function sendEvents(
  request: Request,
  events: AsyncIterable<unknown> | undefined,
  { pingMs = PING_MS, stalledMs = STALLED_MS } = {},
): Promise<string> {
  const response = request.res!;
  if (!events) {
    response.status(204).end();
    return undefined as never;
  }
  const iterator = events[Symbol.asyncIterator]();
  const gone = new Promise<undefined>((resolve) => response.once('close', () => resolve(undefined)));
  const send = async (text: string) => {
    if (!response.headersSent) {
      response.status(200).on('timeout', () => response.destroy());
      for (const [name, value] of Object.entries(EVENT_HEADERS)) response.setHeader(name, value);
    }
    if (!response.write(text)) await drained(response, stalledMs);
  };
  try {
    for (let next = iterator.next(); !response.destroyed; ) {
      const step = await orPing(Promise.race([next, gone]), pingMs);
      if (step === undefined) break;
      if (step === 'ping') {
        if (response.headersSent) await send(': ping\n\n');
        continue;
      }
      if (step.done) break;
      await send(`data: ${JSON.stringify(step.value)}\n\n`);
      next = iterator.next();
    }
    if (!response.destroyed) await send('data: [DONE]\n\n');
  } finally {
    Promise.resolve(iterator.return?.()).catch(() => {}); // it may be waiting for what does not come
  }
  response.end();
  return undefined as never; // the headers are sent, so tsoa leaves the response alone
}

async function orPing<T>(next: Promise<T>, pingMs: number): Promise<T | 'ping'> {
  const timer = new AbortController();
  try {
    return await Promise.race([next, pause(pingMs, 'ping' as const, { signal: timer.signal, ref: false })]);
  } finally {
    timer.abort();
  }
}

/** Resolves when the client has taken what was written, or has gone away. */
async function drained(response: Response, stalledMs: number): Promise<void> {
  response.setTimeout(stalledMs); // of the socket: it begins anew with every byte that gets through
  await new Promise<void>((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
    if (response.destroyed) done();
  });
  response.setTimeout(0);
}
