// Requests that no HTTP client would send: what a proxy and Relay could read differently, and what only attackers try.
import { describe, expect, it } from 'vitest';
import { everything, parseReplies, useServed } from './serve.js';

const served = useServed();

const request = (start: string, headers: string[] = [], body = '') => [start, ...headers, '', body].join('\r\n');
const keyed = (...headers: string[]) => ['Host: relay', `Authorization: Bearer ${served().keys.admin}`, ...headers];
const close = 'Connection: close';

/** Sends bytes on one connection and reads every reply that they get. */
const exchange = async (text: string) => parseReplies(await served().raw(text));

async function refusal(text: string) {
  const replies = await exchange(text);
  expect(replies).toHaveLength(1);
  const { status, headers, text: body } = replies[0]!;
  const problem = JSON.parse(body);
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(headers.get('x-request-id')).toBe(problem.requestId);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(problem).toMatchObject({ status, type: expect.stringContaining(problem.code), title: expect.any(String) });
  return { status, code: problem.code as string, connection: headers.get('connection') };
}

const BODY = JSON.stringify({ name: 'smuggled', role: 'viewer' });
const bodyHeaders = (...headers: string[]) => keyed('Content-Type: application/json', ...headers);
const chunked = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
const keyCount = async () => Number((await served().db('api_keys').count())[0]!.count);

describe('a request whose length can be read in two ways', () => {
  it.each<[string, () => string]>([
    [
      'two lengths',
      () =>
        request(
          'POST /api/api-keys HTTP/1.1',
          bodyHeaders('Content-Length: 1', `Content-Length: ${BODY.length}`),
          BODY,
        ),
    ],
    [
      'the same length twice',
      () =>
        request(
          'POST /api/api-keys HTTP/1.1',
          bodyHeaders(`Content-Length: ${BODY.length}`, `Content-Length: ${BODY.length}`),
          BODY,
        ),
    ],
    [
      'a list of lengths',
      () => request('POST /api/api-keys HTTP/1.1', bodyHeaders(`Content-Length: ${BODY.length}, ${BODY.length}`), BODY),
    ],
    [
      'a length and chunks',
      () =>
        request(
          'POST /api/api-keys HTTP/1.1',
          bodyHeaders('Content-Length: 5', 'Transfer-Encoding: chunked'),
          chunked(BODY),
        ),
    ],
    [
      'chunks and a length',
      () =>
        request(
          'POST /api/api-keys HTTP/1.1',
          bodyHeaders('Transfer-Encoding: chunked', 'Content-Length: 5'),
          chunked(BODY),
        ),
    ],
    [
      'chunks that are not the last encoding',
      () => request('POST /api/api-keys HTTP/1.1', bodyHeaders('Transfer-Encoding: chunked, identity'), chunked(BODY)),
    ],
    [
      'an unknown transfer encoding',
      () => request('POST /api/api-keys HTTP/1.1', bodyHeaders('Transfer-Encoding: xchunked'), chunked(BODY)),
    ],
    [
      'a sign before its length',
      () => request('POST /api/api-keys HTTP/1.1', bodyHeaders(`Content-Length: +${BODY.length}`), BODY),
    ],
    ['a negative length', () => request('POST /api/api-keys HTTP/1.1', bodyHeaders('Content-Length: -1'), BODY)],
    ['a hexadecimal length', () => request('POST /api/api-keys HTTP/1.1', bodyHeaders('Content-Length: 0x20'), BODY)],
    [
      'a space before the colon',
      () => request('POST /api/api-keys HTTP/1.1', bodyHeaders(`Content-Length : ${BODY.length}`), BODY),
    ],
    [
      'a length over two lines',
      () => request('POST /api/api-keys HTTP/1.1', bodyHeaders('Content-Length: ', ` ${BODY.length}`), BODY),
    ],
    [
      'a chunk size with a sign',
      () =>
        request('POST /api/api-keys HTTP/1.1', bodyHeaders('Transfer-Encoding: chunked'), `-1\r\n${BODY}\r\n0\r\n\r\n`),
    ],
    [
      'bare line feeds',
      () =>
        request('POST /api/api-keys HTTP/1.1', bodyHeaders(`Content-Length: ${BODY.length}`), BODY).replaceAll(
          '\r\n',
          '\n',
        ),
    ],
    ['a carriage return in a header', () => request('GET /api/me HTTP/1.1', keyed('X-A: b\rContent-Length: 4'))],
    ['NUL in a header', () => request('GET /api/me HTTP/1.1', keyed('X-A: b\0c'))],
  ])('%s, is refused and creates nothing', async (_, text) => {
    const before = await keyCount();
    expect(await refusal(text())).toEqual({ status: 400, code: 'malformed_request', connection: 'close' });
    expect(await keyCount()).toBe(before);
  });

  it('does not swallow or split what follows a refused body', async () => {
    const first = request('POST /api/api-keys HTTP/1.1', ['Host: relay', 'Content-Length: 4'], 'GET ');
    const replies = await exchange(first + request('GET /healthz HTTP/1.1', ['Host: relay', close]));
    expect(replies.map(({ status }) => status)).toEqual([401, 200]);
  });

  it('is read once when it is well-formed chunks', async () => {
    const [reply] = await exchange(
      request('POST /api/api-keys HTTP/1.1', bodyHeaders('Transfer-Encoding: chunked', close), chunked(BODY)),
    );
    expect([reply!.status, JSON.parse(reply!.text).name]).toEqual([201, 'smuggled']);
  });
});

describe('a request line', () => {
  it.each<[string, number, string, () => string]>([
    ['that is not HTTP', 400, 'malformed_request', () => 'hello\r\n\r\n'],
    ['that is TLS', 400, 'malformed_request', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['of HTTP/2', 400, 'malformed_request', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    [
      'with a method that nobody knows',
      400,
      'malformed_request',
      () => request('STEAL /api/me HTTP/1.1', keyed(close)),
    ],
    ['with a space in its path', 400, 'malformed_request', () => request('GET /api/me secret HTTP/1.1', keyed(close))],
    ['without a host', 400, 'malformed_request', () => request('GET /api/me HTTP/1.1', [close])],
    ['with two hosts', 400, 'malformed_request', () => request('GET /api/me HTTP/1.1', keyed('Host: other', close))],
    ['that asks for a tunnel', 405, 'method_not_allowed', () => request('CONNECT 127.0.0.1:5432 HTTP/1.1', keyed())],
    ['that traces', 405, 'method_not_allowed', () => request('TRACE /api/me HTTP/1.1', keyed(close))],
    [
      'that expects what nobody knows',
      417,
      'expectation_failed',
      () => request('GET /api/me HTTP/1.1', keyed('Expect: a miracle', close)),
    ],
    ['for everything', 404, 'not_found', () => request('OPTIONS * HTTP/1.1', keyed(close))],
    ['longer than 8 KB', 414, 'uri_too_long', () => request(`GET /api/me?${'x'.repeat(8_200)} HTTP/1.1`, keyed(close))],
    [
      'longer than all headers may be',
      431,
      'headers_too_large',
      () => request(`GET /api/me?${'x'.repeat(20_000)} HTTP/1.1`, keyed(close)),
    ],
    [
      'before headers over 16 KB',
      431,
      'headers_too_large',
      () => request('GET /api/me HTTP/1.1', keyed(`X-A: ${'x'.repeat(17_000)}`, close)),
    ],
    [
      'before 101 headers',
      431,
      'headers_too_large',
      () =>
        request('GET /api/me HTTP/1.1', keyed(...Array.from({ length: 99 }, () => 'a: b'))).replace(
          '\r\n\r\n',
          `\r\n${close}\r\n\r\n`,
        ),
    ],
    ['in another spelling of the path', 404, 'not_found', () => request('GET /API/me HTTP/1.1', keyed(close))],
  ])('%s answers %i %s', async (_, status, code, text) => {
    expect(await refusal(text())).toEqual({ status, code, connection: 'close' });
  });

  it('in absolute form is served by its path alone', async () => {
    const [reply] = await exchange(request('GET http://evil.example/api/me HTTP/1.1', keyed(close)));
    expect(reply!.status).toBe(200);
    expect(reply!.text).not.toContain('evil');
    expect(await refusal(request('GET http://evil.example/api/me HTTP/1.1', ['Host: relay', close]))).toMatchObject({
      status: 401,
    });
  });

  it('of HTTP/1.0 is served, and the connection ends', async () => {
    const [reply] = await exchange(request('GET /healthz HTTP/1.0'));
    expect([reply!.status, reply!.headers.get('connection')]).toEqual([200, 'close']);
  });
});

describe('headers that some frameworks obey', () => {
  it.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])('%s changes nothing', async (name) => {
    const [reply] = await exchange(request('POST /api/previews/prv_x HTTP/1.1', keyed(`${name}: DELETE`, close)));
    expect([reply!.status, reply!.headers.get('allow')]).toEqual([405, 'GET, DELETE']);
    const [query] = await exchange(request('GET /api/me?_method=DELETE HTTP/1.1', keyed(close)));
    expect(query!.status).toBe(422);
  });

  it.each(['X-Original-URL', 'X-Rewrite-URL', 'X-Forwarded-Prefix'])('%s changes nothing', async (name) => {
    const [reply] = await exchange(request('GET /healthz HTTP/1.1', ['Host: relay', `${name}: /api/me`, close]));
    expect([reply!.status, JSON.parse(reply!.text).status]).toEqual([200, 'ok']);
  });

  it('Host and X-Forwarded-Host are never repeated', async () => {
    const [reply] = await exchange(
      request('GET /api/nothing HTTP/1.1', ['Host: evil.example', 'X-Forwarded-Host: evil.example', close]),
    );
    expect(`${[...reply!.headers]}${reply!.text}`).not.toContain('evil');
  });

  it('an upgrade is not taken', async () => {
    const upgrade = ['Upgrade: websocket', 'Connection: Upgrade, close'];
    const [reply] = await exchange(request('GET /healthz HTTP/1.1', ['Host: relay', ...upgrade]));
    expect(reply!.status).toBe(200);
  });

  it('a request id cannot break out of its header', async () => {
    for (const id of ['a\tb', 'é', '<script>', 'x'.repeat(129)]) {
      const [reply] = await exchange(request('GET /healthz HTTP/1.1', ['Host: relay', `X-Request-Id: ${id}`, close]));
      expect(reply!.headers.get('x-request-id')).toMatch(/^req_/);
    }
  });
});

describe('a connection that was refused', () => {
  it('takes no further request', async () => {
    const socket = served().connect();
    socket.write('hello\r\n\r\n');
    socket.write(request('GET /healthz HTTP/1.1', ['Host: relay', close]));
    expect(parseReplies(await everything(socket)).map(({ status }) => status)).toEqual([400]);
  });
});
