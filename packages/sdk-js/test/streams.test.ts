import { getEventListeners, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import {
  AbortError,
  APIError,
  type ByteStream,
  ConnectionError,
  PermissionDeniedError,
  type RelayEvent,
  TimeoutError,
} from '../src/index.js';
import { hang, html, noContent, problem, reset } from './support/fault-server.js';
import { failureOf, recordPauses, useFaultServer } from './support/setup.js';

const fault = useFaultServer();
const head = { 'content-type': 'application/x-ndjson', 'x-request-id': 'req_1' };

/** Answers the next request with a head and a first piece; the test writes the rest. `closed` is when the connection is. */
function scriptStream(first = 'a\n') {
  const begun = Promise.withResolvers<ServerResponse>();
  const closed = begun.promise.then((response) => once(response, 'close'));
  fault.server.script((response) => {
    begun.resolve(response);
    response.writeHead(200, head).write(first);
  });
  return { begun: begun.promise, closed };
}

async function read(stream: ByteStream): Promise<string> {
  return new Response(stream).text();
}

async function nextOf(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | undefined> {
  const { value } = await reader.read();
  return value && new TextDecoder().decode(value);
}

describe('a stream', () => {
  it('gives bytes as they come, to the last one', async () => {
    const { begun } = scriptStream();
    const stream = await fault.client().audit.export();
    const reader = stream.getReader();
    expect(await nextOf(reader)).toBe('a\n');
    (await begun).end('b\n');
    expect([await nextOf(reader), await nextOf(reader)]).toEqual(['b\n', undefined]);
  });

  it('is walked by for await, and decoded by what the platform has', async () => {
    fault.server.script((response) => response.writeHead(200, head).end('grüße\n'));
    let text = '';
    const stream = await fault.client().audit.export();
    for await (const piece of stream.pipeThrough(new TextDecoderStream())) text += piece;
    expect(text).toBe('grüße\n');
  });

  it('is asked for in any format', async () => {
    fault.server.script((response) => response.writeHead(200, head).end());
    expect(await read(await fault.client().audit.export({ format: 'csv', cursor: '7' }))).toBe('');
    expect(fault.server.received).toMatchObject([
      { method: 'GET', url: '/api/audit/export?format=csv&cursor=7', headers: { accept: '*/*' } },
    ]);
  });

  it('comes with the reply around it on request', async () => {
    const disposition = 'attachment; filename="audit.ndjson"';
    fault.server.script((response) =>
      response.writeHead(200, { ...head, 'content-disposition': disposition }).end('a'),
    );
    const { data, response, requestId } = await fault.client().audit.export().withResponse();
    expect([response.headers.get('content-disposition'), requestId]).toEqual([disposition, 'req_1']);
    expect(await read(data)).toBe('a');
  });

  it('is not read ahead of its reader', async () => {
    const piece = Buffer.alloc(1_000_000);
    let sent = 0;
    fault.server.script(async (response) => {
      response.writeHead(200, head);
      for (; sent < 100 && !response.destroyed; sent++)
        if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    });
    const reader = (await fault.client().audit.export()).getReader();
    await reader.read();
    for (let before = -1; before !== sent; await pause(100)) before = sent;
    expect(sent).toBeLessThan(50); // of 100; what the system keeps for a socket is its own affair
    await reader.cancel();
  });

  it('may be empty', async () => {
    const { audit } = fault.client({ fetch: async () => new Response(null, { headers: head }) });
    expect(await read(await audit.export())).toBe('');
    fault.server.script(noContent);
    expect(await read(await fault.client().audit.export())).toBe('');
  });
});

describe('a stream that does not begin', () => {
  it('is an error reply like any other', async () => {
    fault.server.script(problem(403, 'role_insufficient'));
    const error = await failureOf<APIError>(fault.client().audit.export());
    expect([error.constructor, error.code, error.requestId]).toEqual([
      PermissionDeniedError,
      'role_insufficient',
      'req_1',
    ]);
  });

  it('is a page of HTML from something in between', async () => {
    fault.server.script(html(200, '<h1>Sign in to the Wi-Fi</h1>'));
    const error = await failureOf<APIError>(fault.client().audit.export());
    expect([error.constructor, error.status]).toEqual([APIError, 200]);
  });

  it('is retried', async () => {
    recordPauses();
    fault.server.script(reset, problem(503, 'unavailable'), (response) => response.writeHead(200, head).end('a'));
    expect(await read(await fault.client().audit.export())).toBe('a');
  });
});

describe('a stream that breaks off', () => {
  it.each([
    ['before its first byte', ''],
    ['in the middle', 'a\n'],
  ])('%s throws a ConnectionError, and is not asked for again', async (_, first) => {
    fault.server.script((response) => {
      response.writeHead(200, head).flushHeaders();
      if (first) response.write(first);
      setTimeout(() => response.socket?.destroy(), 20);
    });
    const error = await failureOf<ConnectionError>(read(await fault.client().audit.export()));
    expect([error.constructor, error.message]).toEqual([
      ConnectionError,
      expect.stringContaining(`The connection to ${new URL(fault.server.url).host} failed`),
    ]);
    expect(error.cause).toBeInstanceOf(TypeError);
    expect(fault.server.received).toHaveLength(1);
  });

  it('short of its announced length throws a ConnectionError', async () => {
    fault.server.script((response) => {
      response.writeHead(200, { ...head, 'content-length': '100' });
      response.write('a\n', () => response.socket?.end());
    });
    expect(await failureOf(read(await fault.client().audit.export()))).toBeInstanceOf(ConnectionError);
  });

  it('is told to onEvent', async () => {
    const events: RelayEvent[] = [];
    fault.server.script((response) => response.writeHead(200, head).write('a\n', () => response.socket?.destroy()));
    const client = fault.client({ onEvent: (event) => events.push(event) });
    const error = await failureOf(read(await client.audit.export()));
    expect(events.map(({ type, attempt }) => [type, attempt])).toEqual([
      ['request', 1],
      ['response', 1],
      ['error', 1],
    ]);
    expect(events[2]).toMatchObject({ error });
  });
});

describe('timeout', () => {
  it('ends an attempt when no head comes, which is made again', async () => {
    recordPauses();
    fault.server.script(hang, (response) => response.writeHead(200, head).end('a'));
    expect(await read(await fault.client({ timeout: 500 }).audit.export())).toBe('a');
  });

  it('ends a stream that says nothing for so long, and closes its connection', async () => {
    const { closed } = scriptStream();
    const reader = (await fault.client().audit.export({}, { timeout: 300 })).getReader();
    expect(await nextOf(reader)).toBe('a\n');
    const error = await failureOf(reader.read());
    expect([error, error.message]).toEqual([expect.any(TimeoutError), 'No bytes came within 300 ms.']);
    await closed;
    expect(fault.server.received).toHaveLength(1);
  });

  it('does not count how long the whole takes, nor does totalTimeout', async () => {
    fault.server.script(async (response) => {
      response.writeHead(200, head);
      for (const piece of 'abcdef') {
        response.write(piece);
        await pause(150);
      }
      response.end();
    });
    const options = { timeout: 600, totalTimeout: 600 };
    expect(await read(await fault.client(options).audit.export())).toBe('abcdef');
  });

  it('does not count the time that the reader takes', async () => {
    const { begun } = scriptStream();
    const reader = (await fault.client({ timeout: 200 }).audit.export()).getReader();
    await reader.read();
    await pause(400);
    (await begun).end('b');
    expect([await nextOf(reader), await nextOf(reader)]).toEqual(['b', undefined]);
  });
});

describe('an abort', () => {
  it('ends the call while no head is there', async () => {
    const controller = new AbortController();
    fault.server.script(() => controller.abort());
    expect(await failureOf(fault.client().audit.export({}, { signal: controller.signal }))).toBeInstanceOf(AbortError);
  });

  it('ends a stream while its reader waits, and closes the connection', async () => {
    const { closed } = scriptStream();
    const controller = new AbortController();
    const stream = await fault.client().audit.export({}, { signal: controller.signal });
    setTimeout(() => controller.abort('enough'), 50);
    const error = await failureOf(read(stream));
    expect([error, error.cause]).toEqual([expect.any(AbortError), 'enough']);
    await closed;
  });

  it('ends a stream that nobody reads right now, without an unhandled rejection', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const { closed } = scriptStream();
    const controller = new AbortController();
    const events: RelayEvent[] = [];
    const client = fault.client({ onEvent: (event) => events.push(event) });
    const stream = await client.audit.export({}, { signal: controller.signal });
    controller.abort();
    await closed;
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    expect(events.at(-1)).toMatchObject({ type: 'error', error: expect.any(AbortError) });
    expect(await failureOf(read(stream))).toBeInstanceOf(AbortError);
  });
});

describe('a reader who has enough', () => {
  it.each<[string, (stream: ByteStream) => Promise<void>]>([
    [
      'leaves a for await',
      async (stream) => {
        for await (const _ of stream) break;
      },
    ],
    [
      'throws in a for await',
      async (stream) => {
        const walk = async () => {
          for await (const _ of stream) throw new Error('disk full');
        };
        expect((await failureOf(walk())).message).toBe('disk full');
      },
    ],
    ['cancels', (stream) => stream.cancel()],
    [
      'cancels while it waits',
      async (stream) => {
        const reader = stream.getReader();
        await reader.read();
        const waiting = reader.read();
        await reader.cancel();
        expect(await waiting).toEqual({ done: true, value: undefined });
      },
    ],
  ])('%s: the connection closes, and it is no error', async (_, leave) => {
    const { closed } = scriptStream();
    const { signal } = new AbortController();
    const events: RelayEvent[] = [];
    const client = fault.client({ onEvent: (event) => events.push(event) });
    await leave(await client.audit.export({}, { signal }));
    await closed;
    expect(events.map(({ type }) => type)).toEqual(['request', 'response']);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('leaves nothing on the signal after the end either', async () => {
    const { signal } = new AbortController();
    fault.server.script((response) => response.writeHead(200, head).end('a'));
    await read(await fault.client().audit.export({}, { signal }));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('may also forget a stream unread', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const { closed } = scriptStream();
    let isClosed = false;
    void closed.then(() => (isClosed = true));
    await (async () => void (await fault.client().audit.export().withResponse()))();
    for (let round = 0; round < 50 && !isClosed; round++) {
      await pause(20);
      collectGarbage();
    }
    expect(isClosed).toBe(true);
  });
});
