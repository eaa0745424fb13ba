import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { exchange } from './exchange.js';
import { createOutbound } from './outbound.js';
import { answering, post, receiver, told } from './testing.js';
import type { OutboundOptions } from './types.js';

const outbound = (options: Partial<OutboundOptions> = {}) =>
  createOutbound({ allow: ['127.0.0.1'], refused: [], ...options });
const text = (result: { body?: Uint8Array }) => Buffer.from(result.body ?? []).toString();
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n';

describe('what leaves', () => {
  it('is the request and three headers, and nothing else', async () => {
    const target = await answering('HTTP/1.1 200 OK\r\nX-Trace: 7\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n\r\nhello');
    const result = await outbound().send(post(`${target.url}?x=%20 y#fragment`));
    expect(target.received.map(String)).toEqual([
      `POST /hook?x=%20%20y HTTP/1.1\r\nhost: 127.0.0.1:${target.port}\r\nContent-Type: text/plain\r\n` +
        'content-length: 4\r\nconnection: close\r\n\r\nBODY',
    ]);
    expect(result).toMatchObject({ kind: 'answered', status: 200, headers: { 'x-trace': '7', 'set-cookie': 'a, b' } });
    expect(text(result as { body: Uint8Array })).toBe('hello');
  });

  it.each([
    ['POST', 'content-length: 0\r\n'],
    ['GET', ''],
    ['DELETE', ''],
  ])('has no body when there is none: %s', async (method, framing) => {
    const target = await receiver('\r\n\r\n', (socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
    const result = await outbound().send({ method, url: target.url, headers: {}, body: null });
    expect(told(result)).toBe('answered/204');
    expect(String(target.received[0])).toBe(
      `${method} /hook HTTP/1.1\r\nhost: 127.0.0.1:${target.port}\r\n${framing}connection: close\r\n\r\n`,
    );
  });

  it('counts bytes, not characters', async () => {
    const target = await receiver('ü', (socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
    await outbound().send({ method: 'DELETE', url: target.url, headers: {}, body: 'ü' });
    expect(String(target.received[0])).toContain('content-length: 2\r\n');
  });

  it('takes a connection of its own each time, whatever the other side offers', async () => {
    const keepAlive = 'HTTP/1.1 200 OK\r\nconnection: keep-alive\r\ncontent-length: 0\r\n\r\n';
    const target = await receiver('BODY', (socket) => socket.write(keepAlive));
    const client = outbound();
    expect([told(await client.send(post(target.url))), told(await client.send(post(target.url)))]).toEqual([
      'answered/200',
      'answered/200',
    ]);
    expect(target.received).toHaveLength(2);
  });

  it.each([
    ['a line break in a header', { headers: { 'x-a': 'b\r\nx-c: d' } }],
    ['a header name that is none', { headers: { 'x a': 'b' } }],
    ['a header of ours', { headers: { 'Content-Length': '1' } }],
    ['another host', { headers: { Host: 'example.com' } }],
    ['a header twice', { headers: { 'x-a': 'b', 'X-A': 'c' } }],
    ['a method that is none', { method: 'GET /' }],
    ['a tunnel', { method: 'CONNECT' }],
  ])('is never %s: that is a bug of the caller', async (_, part) => {
    const target = await receiver('', () => {});
    await expect(outbound().send({ ...post(target.url), ...part })).rejects.toThrow(TypeError);
    expect(target.received).toEqual([]);
  });
});

describe('a reply', () => {
  it.each([
    ['a reply to HEAD', 'HEAD', 'HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n', 'answered/200'],
    ['not modified', 'GET', 'HTTP/1.1 304 Not Modified\r\ncontent-length: 1000\r\n\r\n', 'answered/304'],
    ['no content', 'GET', 'HTTP/1.1 204 No Content\r\n\r\n', 'answered/204'],
    ['an error', 'GET', 'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n', 'answered/503'],
    ['chunks', 'GET', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n', 'answered/200'],
    ['HTTP/1.0', 'GET', 'HTTP/1.0 200 OK\r\n\r\nbody', 'answered/200'],
    [
      'interim replies and then one',
      'GET',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\nHTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n',
      'answered/201',
    ],
  ])('can be %s', async (_, method, reply, expected) => {
    const target = await receiver('\r\n\r\n', (socket) => socket.write(reply) && method !== 'HEAD' && socket.end());
    expect(told(await outbound().send({ method, url: target.url, headers: {}, body: null }))).toBe(expected);
  });

  it('is not decompressed', async () => {
    const target = await answering('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nraw');
    expect(text((await outbound().send(post(target.url))) as { body: Uint8Array })).toBe('raw');
  });

  it('may come before the request is complete', async () => {
    const target = await receiver('\r\n\r\n', (socket) => {
      socket.pause();
      socket.write('HTTP/1.1 413 Content Too Large\r\ncontent-length: 2\r\n\r\nno');
    });
    const body = new Uint8Array(32 * 1024 * 1024);
    const result = await outbound().send({ ...post(target.url), body });
    expect([told(result), text(result as { body: Uint8Array })]).toEqual(['answered/413', 'no']);
    expect(target.received[0]?.length).toBeLessThan(body.length);
  });

  it('without an end is cut at the cap, and the connection with it', async () => {
    let closed: Promise<unknown> | undefined;
    const target = await receiver('BODY', (socket) => {
      closed = new Promise((resolve) => socket.on('close', resolve));
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const flood = () => {
        while (!socket.destroyed && socket.write('x'.repeat(65_536)));
      };
      socket.on('drain', flood);
      flood();
    });
    const result = await outbound({ keepReplyBytes: 100_000 }).send(post(target.url));
    expect([told(result), text(result as { body: Uint8Array })]).toEqual([
      'answered/200/truncated',
      'x'.repeat(100_000),
    ]);
    await closed;
  });

  it('of exactly the cap is whole', async () => {
    const target = await answering('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello');
    const kept = async (keepReplyBytes: number) => {
      const result = await outbound({ keepReplyBytes }).send(post(target.url));
      return [told(result), text(result as { body: Uint8Array })];
    };
    expect(await kept(5)).toEqual(['answered/200', 'hello']);
    expect(await kept(4)).toEqual(['answered/200/truncated', 'hell']);
    expect(await kept(0)).toEqual(['answered/200/truncated', '']);
  });

  it.each([
    ['is reset', (socket: Socket) => socket.write(`${HEAD}part`, () => socket.resetAndDestroy())],
    ['ends early', (socket: Socket) => socket.end(`${HEAD}part`)],
    [
      'turns into garbage',
      (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\npart\r\nZZ\r\n'),
    ],
  ])('whose body %s is still an answer', async (_, react) => {
    const target = await receiver('BODY', react);
    const result = await outbound().send(post(target.url));
    expect([told(result), text(result as { body: Uint8Array })]).toEqual(['answered/200/truncated', 'part']);
  });

  it('whose body stalls is still an answer when the deadline comes', async () => {
    const target = await receiver('BODY', (socket) => socket.write(`${HEAD}part`));
    const result = await outbound({ deadlineMs: 250 }).send(post(target.url));
    expect([told(result), text(result as { body: Uint8Array })]).toEqual(['answered/200/truncated', 'part']);
  });
});

describe('a reply that is there in time', () => {
  it('is read, although this process was busy until the deadline had passed', async () => {
    const target = await receiver('BODY', (socket) => {
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello');
      const busyUntil = performance.now() + 300;
      while (performance.now() < busyUntil);
    });
    const result = await outbound({ deadlineMs: 200 }).send(post(target.url));
    expect([told(result), text(result as { body: Uint8Array })]).toEqual(['answered/200', 'hello']);
  });
});

describe('bytes after a complete reply', () => {
  it('do not make it incomplete', async () => {
    const target = await answering('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello, and more');
    const result = await outbound().send(post(target.url));
    expect([told(result), text(result as { body: Uint8Array })]).toEqual(['answered/200', 'hello']);
  });
});

describe('a connection that is gone before the first byte', () => {
  it('is not sent', async () => {
    const destination = { url: new URL('http://hooks.test/'), host: 'hooks.test', port: 80 };
    const message = { method: 'GET', headers: {}, body: undefined };
    const limits = { deadlineMs: 100, keepReplyBytes: 1 };
    const outcome = (socket: Socket, stop: AbortSignal) => exchange(socket, destination, message, limits, stop);
    const notSent = { result: { kind: 'not_sent', code: 'connection_failed' } };
    await expect(outcome(new Socket().destroy(), new AbortController().signal)).rejects.toMatchObject(notSent);
    await expect(outcome(new Socket(), AbortSignal.abort())).rejects.toMatchObject(notSent);
  });
});

describe('no reply', () => {
  it('is a timeout when the other side hangs', async () => {
    const target = await receiver('BODY', () => {});
    const result = await outbound({ deadlineMs: 100 }).send(post(target.url));
    expect(result).toMatchObject({
      kind: 'no_reply',
      code: 'timeout',
      detail: '127.0.0.1 did not answer within 100 ms; the request may have arrived.',
    });
    expect(result.durationMs).toBeGreaterThanOrEqual(99);
  });

  it.each([
    ['resets after the body', (socket: Socket) => socket.resetAndDestroy(), 'connection_reset'],
    ['hangs up after the body', (socket: Socket) => socket.end(), 'connection_reset'],
    ['sends garbage', (socket: Socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'), 'malformed_reply'],
    ['sends half a head', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nx-a: canary'), 'connection_reset'],
    [
      'sends an endless head',
      (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(99_999)}`),
      'malformed_reply',
    ],
    [
      'frames twice',
      (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n'),
      'malformed_reply',
    ],
    [
      'switches protocols unasked',
      (socket: Socket) =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n'),
      'malformed_reply',
    ],
  ])('is told apart when the other side %s', async (_, react, code) => {
    const target = await receiver('BODY', react);
    const result = await outbound().send({
      ...post(`${target.url}?token=canary`),
      headers: { authorization: 'canary' },
    });
    expect(result).toMatchObject({
      kind: 'no_reply',
      code,
      detail: expect.stringContaining('the request may have arrived.'),
    });
    const { detail, cause } = result as { detail: string; cause: Error };
    expect(detail + JSON.stringify({ ...cause, message: cause.message })).not.toContain('canary');
    expect(cause).not.toHaveProperty('rawPacket');
  });

  it('is a timeout sooner when that is wanted, and never later', async () => {
    const target = await receiver('BODY', () => {});
    const startedAt = performance.now();
    const result = await outbound().send(post(target.url), { withinMs: 50 });
    expect(told(result)).toBe('no_reply/timeout');
    expect(result).toMatchObject({ detail: '127.0.0.1 did not answer within 50 ms; the request may have arrived.' });
    expect(told(await outbound({ deadlineMs: 50 }).send(post(target.url), { withinMs: 30_000 }))).toBe(
      'no_reply/timeout',
    );
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('is a timeout when the caller gives up', async () => {
    const patience = new AbortController();
    const target = await receiver('BODY', () => patience.abort());
    expect(await outbound().send(post(target.url), { signal: patience.signal })).toMatchObject({
      kind: 'no_reply',
      code: 'timeout',
      detail: 'The wait for 127.0.0.1 was cancelled; the request may have arrived.',
    });
  });
});
