// The table has what streams of events do on a network. This is what it takes to read them, and to let go of them.
import { getEventListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { APIError, RelayError, type RelayEvent, type RelayOptions, type Stream, StreamError } from '../src/index.js';
import { readSettings } from '../src/options.js';
import { EventParser } from '../src/transport/event-parser.js';
import { Transport } from '../src/transport/transport.js';
import { bytes } from './support/replies.js';
import { apiKey, failureOf, useFaultServer } from './support/setup.js';

const fault = useFaultServer();
const events = (...chunks: (string | number)[]) => ({
  ...bytes(...chunks),
  headers: { 'content-type': 'text/event-stream; charset=utf-8' },
});
const start = 'data: {"type":"start"}\n\n';
const endless = { ...events(start, start), end: 'hang' } as const;
const isClosed = (received: { closed: boolean }[]) => received.at(-1)?.closed === true;

const open = (options: RelayOptions = {}, signal?: AbortSignal) =>
  new Transport(readSettings({ apiKey, baseUrl: fault.url, ...options })).request<Stream<{ type: string }>>(
    { method: 'POST', path: '/api/stream', hasBody: true, stream: 'events' },
    {},
    { signal },
  );

async function walk(stream: Stream<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const event of stream) all.push(event);
  return all;
}

describe('a stream of events', () => {
  it('is read once', async () => {
    fault.script(events(start, 'data: [DONE]\n\n'));
    const stream = await open();
    expect(await walk(stream)).toEqual([{ type: 'start' }]);
    const error = await failureOf(walk(stream));
    expect([error.constructor, error.message]).toEqual([RelayError, 'A stream can be read only once.']);
  });

  it('gives an event as soon as it is whole', async () => {
    fault.script(events(start, 5_000, 'data: [DONE]\n\n'));
    const before = performance.now();
    for await (const _ of await open()) break;
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  it('comes with the reply around it on request', async () => {
    fault.script(events(start, 'data: [DONE]\n\n'));
    const { data, response, requestId } = await open().withResponse();
    expect([response.status, requestId]).toEqual([200, 'req_1']);
    expect(await walk(data)).toHaveLength(1);
  });

  it('keeps what an error said, and tells it to onEvent once', async () => {
    const told: RelayEvent[] = [];
    fault.script(events('data: {"type":"error","errorText":"Too many words."}\n\n'));
    const error = await failureOf<StreamError>(walk(await open({ onEvent: (event) => told.push(event) })));
    expect(error.message).toBe('The stream told of an error: Too many words. (request req_1)');
    expect([error.data, error.code]).toEqual([{ type: 'error', errorText: 'Too many words.' }, undefined]);
    expect(told.filter(({ type }) => type === 'error')).toMatchObject([{ error }]);
  });

  it('does not show the key when an error shows it', async () => {
    const shown = JSON.stringify({ type: 'error', errorText: `Bearer ${apiKey}`, request: { authorization: apiKey } });
    fault.script(events(`data: ${shown}\n\n`));
    const error = await failureOf<StreamError>(walk(await open()));
    expect(error).toBeInstanceOf(StreamError);
    expect(JSON.stringify([error.message, error.stack, error.data])).not.toContain('canary');
    fault.script(events(`data: {"type":${apiKey}\n\n`));
    expect((await failureOf<StreamError>(walk(await open()))).data).toBe('{"type":[API key]');
  });

  it('is not what merely calls itself so', async () => {
    fault.script({ ...events(start), headers: { 'content-type': 'text/event-streams' } });
    expect(await failureOf(open())).toBeInstanceOf(APIError);
  });
});

describe('a reader who has enough', () => {
  it('aborts while the loop waits: the loop ends, and the connection closes', async () => {
    const run = fault.script(endless);
    const stream = await open();
    const walking = walk(stream);
    await pause(50);
    stream.abort();
    expect(await walking).toEqual([{ type: 'start' }, { type: 'start' }]);
    expect(await run.waitFor(isClosed)).toBe(true);
  });

  it('aborts within the loop: no further event is given', async () => {
    fault.script({ ...events(start + start + start), end: 'hang' });
    const stream = await open();
    let count = 0;
    for await (const _ of stream) {
      count++;
      stream.abort();
    }
    expect(count).toBe(1);
  });

  it('aborts before it has read anything', async () => {
    const run = fault.script(endless);
    const stream = await open();
    stream.abort();
    expect(await run.waitFor(isClosed)).toBe(true);
    expect(await walk(stream)).toEqual([]);
  });

  it('throws in the loop: the connection closes, and nothing is left on the signal', async () => {
    const run = fault.script(endless);
    const { signal } = new AbortController();
    const stream = await open({}, signal);
    const reading = async () => {
      for await (const _ of stream) throw new Error('full');
    };
    expect((await failureOf(reading())).message).toBe('full');
    expect(await run.waitFor(isClosed)).toBe(true);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('may also forget a stream unread', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const run = fault.script(endless);
    await (async () => void (await open()))();
    for (let round = 0; round < 50 && !isClosed(run.received); round++) {
      await pause(20);
      collectGarbage();
    }
    expect(isClosed(run.received)).toBe(true);
  });
});

describe('the parser', () => {
  const parse = (text: string, size: number) => {
    const parser = new EventParser();
    const found = [];
    for (let from = 0; from < text.length; from += size) found.push(...parser.read(text.slice(from, from + size)));
    return found;
  };
  const texts = [
    'data: a\r\n\r\ndata: b\rdata: c\r\r\nevent: x\ndata:d\n\n',
    'data\n\ndata:\n\ndata\ndata\n\n: only a comment\n\nevent: unused\n\ndata: end\n\n',
    '\n\r\n\r\r\ndata: : a: b \n\ndata:  two spaces\n\nid: 1\ndata: x\nretry: 5\n\n',
  ];

  it('reads what the standard says', () => {
    const message = (data: string) => ({ name: 'message', data });
    expect(parse(texts[0]!, 1_000)).toEqual([message('a'), message('b\nc'), { name: 'x', data: 'd' }]);
    expect(parse(texts[1]!, 1_000)).toEqual([message(''), message(''), message('\n'), message('end')]);
    expect(parse(texts[2]!, 1_000)).toEqual([message(': a: b '), message(' two spaces'), message('x')]);
  });

  it.each(texts)('does not care where a text is cut: %j', (text) => {
    const whole = parse(text, text.length);
    for (let size = 1; size < text.length; size++) expect(parse(text, size)).toEqual(whole);
  });

  it('looks at each character once, however long an event is', () => {
    const spy = vi.spyOn(String.prototype, 'matchAll');
    const piece = 'x'.repeat(1_000);
    const parser = new EventParser();
    const found = [];
    for (const text of ['data: ', ...Array<string>(1_000).fill(piece), '\n\n']) found.push(...parser.read(text));
    const looked = spy.mock.contexts.reduce<number>((sum, text) => sum + String(text).length, 0);
    spy.mockRestore();
    expect(found).toEqual([{ name: 'message', data: 'x'.repeat(1_000_000) }]);
    expect(looked).toBe(1_000_008);
  });
});
