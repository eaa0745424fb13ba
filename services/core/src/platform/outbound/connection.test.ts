import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { connectionFailed } from './failures.js';
import { createOutbound } from './outbound.js';
import { names, post, receiver, told } from './testing.js';
import type { Lookup, OutboundOptions } from './types.js';

const outbound = (options: Partial<OutboundOptions> = {}) =>
  createOutbound({ allow: ['127.0.0.1'], refused: [], ...options });

const failing =
  (code: string): Lookup =>
  (_host, _options, callback) =>
    callback(Object.assign(new Error(code), { code }), []);

const never: Lookup = () => {};

/** tcpmux, on which nobody listens any more, and which is never handed out to somebody who asks for a free port. */
const CLOSED_PORT = 1;

describe('a request that cannot leave', () => {
  it('says that the port refuses', async () => {
    expect(await outbound().send(post(`http://127.0.0.1:${CLOSED_PORT}/`))).toMatchObject({
      kind: 'not_sent',
      code: 'connection_refused',
      detail: '127.0.0.1 refused the connection on port 1.',
      retryable: true,
    });
  });

  it('says that all addresses of a name refuse', async () => {
    const lookup = names({ 'two.test': ['::1', '127.0.0.1'] });
    const result = await outbound({ allow: ['two.test'], lookup }).send(post(`http://two.test:${CLOSED_PORT}/`));
    expect(result).toMatchObject({ code: 'connection_refused', detail: 'two.test refused the connection on port 1.' });
  });

  it('says that one address refuses when the others have no route', () => {
    const errors = ['ENETUNREACH', 'ECONNREFUSED'].map((code) => Object.assign(new Error(code), { code }));
    const destination = { url: new URL('https://hooks.test/'), host: 'hooks.test', port: 443 };
    const error = Object.assign(new AggregateError(errors), { code: 'ENETUNREACH' });
    expect(connectionFailed(destination, 100, error).result.code).toBe('connection_refused');
  });

  it('says that a name does not exist', async () => {
    expect(await outbound({ lookup: names({}) }).send(post('https://hooks.test/'))).toMatchObject({
      kind: 'not_sent',
      code: 'dns_failed',
      detail: 'No address was found for hooks.test.',
      retryable: false,
    });
  });

  it('takes an empty answer of DNS for a name that does not exist', async () => {
    const result = await outbound({ lookup: names({ 'hooks.test': [] }) }).send(post('https://hooks.test/'));
    expect(result).toMatchObject({ code: 'dns_failed', detail: 'No address was found for hooks.test.' });
  });

  it('says that DNS is out of order', async () => {
    expect(await outbound({ lookup: failing('EAI_AGAIN') }).send(post('https://hooks.test/'))).toMatchObject({
      code: 'dns_failed',
      detail: 'The address of hooks.test could not be looked up.',
      retryable: true,
      cause: { code: 'EAI_AGAIN' },
    });
  });

  it("stays when Relay's own addresses cannot be looked up", async () => {
    const target = await receiver('', () => {});
    const refused = [{ host: 'postgres', port: target.port }];
    const result = await outbound({ refused, lookup: failing('EAI_AGAIN') }).send(post(target.url));
    expect([told(result), target.received]).toEqual(['not_sent/dns_failed', []]);
  });

  it('does not wait longer for DNS than for a connection', async () => {
    expect(await outbound({ lookup: never, connectTimeoutMs: 20 }).send(post('https://hooks.test/'))).toMatchObject({
      code: 'connect_timeout',
      detail: 'hooks.test could not be reached on port 443 within 20 ms; nothing was sent.',
      retryable: true,
    });
    const refused = [{ host: 'postgres', port: 443 }];
    const result = await outbound({ lookup: never, refused, deadlineMs: 20 }).send(post('https://hooks.test/'));
    expect(told(result)).toBe('not_sent/connect_timeout');
  });

  it('is not sent when the caller has given up before', async () => {
    const target = await receiver('', () => {});
    const gone = AbortSignal.abort();
    const waiting = new AbortController();
    const pending = outbound({ lookup: never }).send(post('https://hooks.test/'), { signal: waiting.signal });
    waiting.abort();
    expect(await pending).toMatchObject({
      kind: 'not_sent',
      code: 'connection_failed',
      detail: 'The request to hooks.test was cancelled before it was sent.',
    });
    expect(told(await outbound().send(post(target.url), { signal: gone }))).toBe('not_sent/connection_failed');
    expect(target.received).toEqual([]);
  });
});

describe('a request over TLS', () => {
  const secret = (port: number) => post(`https://127.0.0.1:${port}/hook?token=canary`);

  it.each([
    ['answers with something else', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['hangs up', (socket: Socket) => socket.end()],
    ['resets', (socket: Socket) => socket.resetAndDestroy()],
  ])('does not leave when the other side %s instead of a handshake', async (_, react) => {
    const target = await receiver('\x16\x03', react);
    const result = await outbound().send(secret(target.port));
    expect(result).toMatchObject({
      kind: 'not_sent',
      code: 'tls_failed',
      detail: expect.stringMatching(/^No secure connection to 127\.0\.0\.1 could be made: /),
    });
    const sent = Buffer.concat(target.received);
    expect(sent[0]).toBe(0x16); // a ClientHello
    expect(sent.includes('POST') || sent.includes('canary') || sent.includes('BODY')).toBe(false);
  });

  it('does not leave while the handshake hangs', async () => {
    const target = await receiver('', () => {});
    expect(told(await outbound({ connectTimeoutMs: 50 }).send(secret(target.port)))).toBe('not_sent/connect_timeout');
    expect(Buffer.concat(target.received).includes('canary')).toBe(false);
  });
});
