// Clients that take their time, on purpose: each holds a connection no longer than it may. The limits are small here; the server
// looks at them by itself, so nothing waits for a fixed time.
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { listen, SERVER_LIMITS } from '../../src/server.js';
import { everything, parseReplies, useServed } from './serve.js';

const served = useServed({
  limits: { headersTimeout: 150, requestTimeout: 300, keepAliveTimeout: 150, connectionsCheckingInterval: 20 },
});
const patient = useServed({ limits: { timeout: 150 } });
const few = useServed({ limits: { maxRequestsPerSocket: 2 } });

/** What a client gets that sends `text` and then a byte now and then, which keeps no connection alive. */
async function trickle(text: string, byte: string): Promise<string> {
  const socket = served().connect();
  socket.write(text);
  const sending = setInterval(() => socket.writable && socket.write(byte), 20);
  const got = await everything(socket);
  clearInterval(sending);
  return got;
}

const TOO_LATE = { status: 408, code: 'request_timeout' };
function problemIn(bytes: string) {
  const [reply] = parseReplies(bytes);
  const { code, requestId } = JSON.parse(reply!.text);
  expect(reply!.headers.get('x-request-id')).toBe(requestId);
  expect(reply!.headers.get('connection')).toBe('close');
  return { status: reply!.status, code };
}

describe('a client that is too slow', () => {
  it('with its first byte is answered 408', async () => {
    expect(problemIn(await served().raw(''))).toEqual(TOO_LATE);
  });

  it('with its headers is answered 408', async () => {
    expect(problemIn(await trickle('GET /healthz HTTP/1.1\r\nHost: relay\r\nX-A: ', 'x'))).toEqual(TOO_LATE);
  });

  it('with its body is answered 408, under its own request id', async () => {
    const { admin } = served().keys;
    const headers = `Host: relay\r\nAuthorization: Bearer ${admin}\r\nX-Request-Id: slow-1\r\nContent-Type: application/json`;
    const got = await trickle(`POST /api/api-keys HTTP/1.1\r\n${headers}\r\nContent-Length: 200000\r\n\r\n{`, ' ');
    expect(problemIn(got)).toEqual(TOO_LATE);
    expect(got).toContain('"requestId":"slow-1"');
  });

  it('with a body that nobody reads loses its connection', async () => {
    const got = await trickle('POST /api/api-keys HTTP/1.1\r\nHost: relay\r\nContent-Length: 200000\r\n\r\n{', ' ');
    expect(parseReplies(got)[0]!.status).toBe(401);
  });

  it('with its next request loses its connection', async () => {
    const got = await served().raw('GET /healthz HTTP/1.1\r\nHost: relay\r\n\r\n');
    expect(parseReplies(got).map(({ status }) => status)).toEqual([200]);
  });

  it('to read its reply loses its connection', async () => {
    const { api } = patient().container;
    const { health } = api.system;
    const cut = Promise.withResolvers<void>();
    api.system.health = async (...args) => {
      args[1].signal.addEventListener('abort', () => cut.resolve());
      return { ...(await health.apply(api.system, args)), filler: 'x'.repeat(20_000_000) }; // more than sockets buffer
    };
    const socket = patient().connect();
    socket.write('GET /healthz HTTP/1.1\r\nHost: relay\r\n\r\n');
    await once(socket, 'readable'); // and is never read
    await cut.promise;
    api.system.health = health;
    socket.destroy();
  });
});

describe('many slow clients', () => {
  it('do not keep a good one waiting, and are all gone in the end', async () => {
    const slow = Array.from({ length: 200 }, () => trickle('GET /healthz HTTP/1.1\r\nX-A: ', 'x'));
    expect((await served().call('me.get', { key: served().keys.viewer })).status).toBe(200);
    for (const got of await Promise.all(slow)) expect(problemIn(got)).toEqual(TOO_LATE);
  });
});

describe('a connection', () => {
  it('is told to end after so many requests', async () => {
    const socket = few().connect();
    const given = everything(socket);
    socket.write('GET /healthz HTTP/1.1\r\nHost: relay\r\n\r\n'.repeat(2));
    socket.end();
    const replies = parseReplies(await given);
    expect(replies.map(({ headers }) => headers.get('connection'))).toEqual(['keep-alive', 'close']);
  });
});

describe('a stop', () => {
  it('does not wait for ever for a client that reads nothing', async () => {
    const listening = await listen('127.0.0.1', 0, { ...SERVER_LIMITS, drainTimeout: 100 });
    const asked = Promise.withResolvers<void>();
    listening.serve((_request, response) => {
      asked.resolve();
      response.end(Buffer.alloc(50_000_000)); // more than any buffer between the two takes
    });
    const socket = connect({ port: listening.port, host: '127.0.0.1' }).pause();
    socket.on('error', () => {}).write('GET / HTTP/1.1\r\nHost: relay\r\n\r\n');
    await asked.promise;
    await expect(listening.close()).resolves.toBeUndefined();
    socket.destroy();
  });
});

describe('the limits of a running Relay', () => {
  it('are small enough to matter and large enough to work', () => {
    const { headersTimeout, requestTimeout, connectionsCheckingInterval, maxHeaderSize } = SERVER_LIMITS;
    expect(headersTimeout + connectionsCheckingInterval).toBeLessThanOrEqual(20_000);
    expect(requestTimeout + connectionsCheckingInterval).toBeLessThanOrEqual(60_000);
    expect(maxHeaderSize).toBe(16_384);
  });
});
