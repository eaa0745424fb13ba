// The table has how a stream of bytes begins and ends. This is how it is read, and left.
import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { AbortError, type ByteStream, type ConnectionError, type RelayEvent, TimeoutError } from '../src/index.js';
import { bytes } from './support/replies.js';
import { failureOf, useFaultServer } from './support/setup.js';

const fault = useFaultServer();
const endless = { ...bytes('a\n'), end: 'hang' } as const;
const isClosed = (received: { closed: boolean }[]) => received.at(-1)?.closed === true;

async function read(stream: ByteStream): Promise<string> {
  return new Response(stream).text();
}

async function nextOf(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | undefined> {
  const { value } = await reader.read();
  return value && new TextDecoder().decode(value);
}

describe('a stream of bytes', () => {
  it('gives bytes as they come, to the last one', async () => {
    fault.script(bytes('a\n', 50, 'b\n'));
    const reader = (await fault.client().audit.export()).getReader();
    expect([await nextOf(reader), await nextOf(reader), await nextOf(reader)]).toEqual(['a\n', 'b\n', undefined]);
  });

  it('is decoded by what the platform has', async () => {
    fault.script({ ...bytes('grüße\n'), pieceBytes: 1 });
    let text = '';
    const stream = await fault.client().audit.export();
    for await (const piece of stream.pipeThrough(new TextDecoderStream())) text += piece;
    expect(text).toBe('grüße\n');
  });

  it('comes with the reply around it on request', async () => {
    const disposition = 'attachment; filename="audit.ndjson"';
    const reply = bytes('a');
    fault.script({ ...reply, headers: { ...reply.headers, 'content-disposition': disposition } });
    const { data, response, requestId } = await fault.client().audit.export().withResponse();
    expect([response.headers.get('content-disposition'), requestId]).toEqual([disposition, 'req_1']);
    expect(await read(data)).toBe('a');
  });

  it('is not read ahead of its reader', async () => {
    const piece = Buffer.alloc(1_000_000);
    let sent = 0;
    const server = createServer(async (_, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      for (; sent < 100 && !response.destroyed; sent++)
        if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const reader = (await fault.client({ baseUrl }).audit.export()).getReader();
    await reader.read();
    for (let before = -1; before !== sent; await pause(100)) before = sent;
    expect(sent).toBeLessThan(50); // of 100; what the system keeps for a socket is its own affair
    await reader.cancel();
    server.close();
  });

  it('may have no body at all', async () => {
    const { audit } = fault.client({ fetch: async () => new Response(null) });
    expect(await read(await audit.export())).toBe('');
    fault.script({ type: 'text', status: 204, body: '' });
    expect(await read(await fault.client().audit.export())).toBe('');
  });
});

it('says why a stream of bytes ended', async () => {
  fault.script({ ...bytes('a\n'), end: 'drop' });
  const dropped = await failureOf<ConnectionError>(read(await fault.client().audit.export()));
  expect(dropped.message).toContain(`The connection to ${new URL(fault.url).host} failed`);
  fault.script(endless);
  const late = await failureOf(read(await fault.client().audit.export({}, { timeout: 300 })));
  expect([late, late.message]).toEqual([expect.any(TimeoutError), 'No bytes came within 300 ms.']);
});

it('does not count the time that the reader takes as silence', async () => {
  fault.script(bytes('a', 400, 'b'));
  const reader = (await fault.client({ timeout: 300 }).audit.export()).getReader();
  await reader.read();
  await pause(500);
  expect([await nextOf(reader), await nextOf(reader)]).toEqual(['b', undefined]);
});

describe('an abort', () => {
  it('has its reason as a cause', async () => {
    fault.script(endless);
    const controller = new AbortController();
    const stream = await fault.client().audit.export({}, { signal: controller.signal });
    setTimeout(() => controller.abort('enough'), 20);
    const error = await failureOf(read(stream));
    expect([error, error.cause]).toEqual([expect.any(AbortError), 'enough']);
  });

  it('ends a stream that nobody reads right now, without an unhandled rejection', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const run = fault.script(endless);
    const controller = new AbortController();
    const events: RelayEvent[] = [];
    const client = fault.client({ onEvent: (event) => events.push(event) });
    const stream = await client.audit.export({}, { signal: controller.signal });
    controller.abort();
    expect(await run.waitFor(isClosed)).toBe(true);
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    expect(events.at(-1)).toMatchObject({ type: 'error', error: expect.any(AbortError) });
    expect(await failureOf(read(stream))).toBeInstanceOf(AbortError);
  });
});

describe('a reader who has enough', () => {
  it.each<[string, (stream: ByteStream) => Promise<void>]>([
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
    const run = fault.script(endless);
    const { signal } = new AbortController();
    const events: RelayEvent[] = [];
    const client = fault.client({ onEvent: (event) => events.push(event) });
    await leave(await client.audit.export({}, { signal }));
    expect(await run.waitFor(isClosed)).toBe(true);
    expect(events.map(({ type }) => type)).toEqual(['request', 'response']);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('leaves nothing on the signal after the end either', async () => {
    const { signal } = new AbortController();
    fault.script(bytes('a'));
    await read(await fault.client().audit.export({}, { signal }));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('may also forget a stream unread', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const run = fault.script(endless);
    await (async () => void (await fault.client().audit.export().withResponse()))();
    for (let round = 0; round < 50 && !isClosed(run.received); round++) {
      await pause(20);
      collectGarbage();
    }
    expect(isClosed(run.received)).toBe(true);
  });
});
