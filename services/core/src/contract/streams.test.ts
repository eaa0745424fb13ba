import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import express, { type Request } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '../platform/log.js';
import { problems } from './problems.js';
import { sendEvents, sendStream } from './streams.js';

const CHUNK = Buffer.alloc(64 * 1024, 'x');
let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Serves these chunks, and tells how many were asked for and when their iteration has ended. */
async function serve(chunks: () => AsyncIterable<string | Uint8Array>, stalledMs?: number) {
  const state = { pulled: 0, ended: Promise.withResolvers<void>() };
  async function* counted() {
    try {
      for await (const chunk of chunks()) {
        state.pulled++;
        yield chunk;
      }
    } finally {
      state.ended.resolve();
    }
  }
  const app = express();
  app.get('/', (request: Request) =>
    sendStream(
      request,
      200,
      { contentType: 'text/csv', headers: { 'Content-Disposition': 'attachment' }, chunks: counted() },
      stalledMs,
    ),
  );
  app.use(problems(createLogger('silent')));
  server = createServer(app);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { state, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** A reply whose body is not read until it is asked for. */
async function open(url: string): Promise<IncomingMessage> {
  const [response] = await once(sendRequest(url).end(), 'response');
  return response;
}

async function* endless() {
  for (;;) yield CHUNK;
}
const many = async function* () {
  for (let index = 0; index < 2_000; index++) yield CHUNK;
};

describe('sendStream', () => {
  it('sends the chunks, with their media type and headers', async () => {
    const { url } = await serve(async function* () {
      yield 'ä';
      yield Buffer.from('b');
    });
    const reply = await fetch(url);
    expect([reply.status, reply.headers.get('content-type'), reply.headers.get('content-disposition')]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'attachment',
    ]);
    expect(await reply.text()).toBe('äb');
  });

  it('sends an empty body when there is no chunk', async () => {
    const { url } = await serve(async function* () {});
    const reply = await fetch(url);
    expect([reply.status, await reply.text()]).toEqual([200, '']);
  });

  it('asks for no more than the client reads, and goes on when it reads again', async () => {
    const { url, state } = await serve(many);
    const response = await open(url);
    let before = -1;
    while (state.pulled !== before) {
      before = state.pulled;
      await pause(100);
    }
    expect(before).toBeLessThan(1_000); // what the socket's buffers hold
    let bytes = 0;
    for await (const chunk of response) bytes += chunk.length;
    expect([state.pulled, bytes]).toEqual([2_000, 2_000 * CHUNK.length]);
  });

  it('ends the iteration when the client goes away', async () => {
    const { url, state } = await serve(endless);
    (await open(url)).destroy();
    await state.ended.promise;
  });

  it('gives up on a client that takes nothing', async () => {
    const { url, state } = await serve(endless, 100);
    const response = await open(url);
    await state.ended.promise;
    await expect(response.toArray()).rejects.toThrow();
  });

  it('answers a failure before the first chunk as a problem', async () => {
    // biome-ignore lint/correctness/useYield: it fails before it could
    const { url } = await serve(async function* () {
      throw new Error('too early');
    });
    const reply = await fetch(url);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([500, 'application/problem+json; charset=utf-8']);
    expect(await reply.json()).toMatchObject({ code: 'internal' });
  });

  it('cuts the connection at a later failure: the client must not take a part for the whole', async () => {
    const { url } = await serve(async function* () {
      yield 'a';
      await pause(100);
      throw new Error('too late');
    });
    const reply = await fetch(url);
    await expect(reply.text()).rejects.toThrow();
  });
});

describe('sendEvents', () => {
  /** Serves these events, and tells when their iteration has ended. */
  async function serveEvents(events: () => AsyncIterable<unknown> | undefined, pingMs?: number) {
    const ended = Promise.withResolvers<void>();
    async function* watched(iterable: AsyncIterable<unknown>) {
      try {
        yield* iterable;
      } finally {
        ended.resolve();
      }
    }
    const app = express();
    app.get('/', (request: Request) => {
      const iterable = events();
      return sendEvents(request, iterable && watched(iterable), pingMs === undefined ? {} : { pingMs });
    });
    app.use(problems(createLogger('silent')));
    server = createServer(app);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return { ended: ended.promise, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
  }

  it('sends each event as it comes, and says which was the last', async () => {
    const release = Promise.withResolvers<void>();
    const { url } = await serveEvents(async function* () {
      yield { type: 'one', text: 'ä\n' };
      await release.promise;
      yield { type: 'two' };
    });
    const response = await open(url);
    const [first] = await once(response, 'data');
    expect(String(first)).toBe('data: {"type":"one","text":"ä\\n"}\n\n');
    release.resolve();
    expect(Buffer.concat(await response.toArray()).toString()).toBe('data: {"type":"two"}\n\ndata: [DONE]\n\n');
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-store',
      'x-accel-buffering': 'no',
      'x-vercel-ai-ui-message-stream': 'v1',
    });
  });

  it('sends a comment whenever nothing comes for long', async () => {
    const { url } = await serveEvents(async function* () {
      yield 1;
      await pause(120);
      yield 2;
    }, 20);
    const text = await (await fetch(url)).text();
    expect(text).toMatch(/^data: 1\n\n(: ping\n\n){2,6}data: 2\n\ndata: \[DONE\]\n\n$/);
  });

  it('answers 204 for no events at all', async () => {
    const { url } = await serveEvents(() => undefined);
    const reply = await fetch(url);
    expect([reply.status, await reply.text()]).toEqual([204, '']);
  });

  it('answers what fails before the first event as a problem', async () => {
    // biome-ignore lint/correctness/useYield: it fails before it could
    const { url } = await serveEvents(async function* () {
      throw new Error('too early');
    });
    const reply = await fetch(url);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([500, 'application/problem+json; charset=utf-8']);
  });

  it('cuts the connection at a later failure', async () => {
    const { url } = await serveEvents(async function* () {
      yield 1;
      await pause(50);
      throw new Error('too late');
    });
    const reply = await fetch(url);
    await expect(reply.text()).rejects.toThrow();
  });

  it('ends the iteration when the client goes away', async () => {
    const { url, ended } = await serveEvents(async function* () {
      for (;;) {
        yield 1;
        await pause(5);
      }
    });
    (await open(url)).destroy();
    await ended;
  });
});
