// Bodies that are JSON and still too much, or that mean something else to whoever reads them next.
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { jsonFault, MOST_LEVELS } from '../../src/contract/json-limits.js';
import { useServed } from './serve.js';

const served = useServed();

async function post(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const { baseUrl, keys } = served();
  const response = await fetch(baseUrl + path, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${keys.admin}`, 'content-type': 'application/json', ...headers },
  });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) };
}
/** Previews a webhook with `payload`, which is JSON already, and more input beside it. */
const preview = (payload: string, more = '', headers = {}) =>
  post(
    '/api/actions/preview',
    `{"action":"webhook.send","input":{"url":"${served().receiver.url}/hook","payload":${payload}${more}}}`,
    headers,
  );
const nested = (levels: number, open = '[', inner = '', close = ']') =>
  open.repeat(levels) + inner + close.repeat(levels);
/** The body and its input are the first two levels of a preview. */
const DEEPEST_PAYLOAD = MOST_LEVELS - 2;

async function executed({ body: { id: previewId, digest } }: Awaited<ReturnType<typeof preview>>) {
  const { receiver } = served();
  const count = receiver.received.length;
  expect((await post('/api/actions/execute', JSON.stringify({ previewId, digest }))).body.status).toBe('succeeded');
  return receiver.received[count]!.body;
}

describe('a body that nests', () => {
  it.each([
    ['arrays', nested(DEEPEST_PAYLOAD)],
    ['objects', nested(DEEPEST_PAYLOAD, '{"a":', '1', '}')],
  ])('%s as deep as it may is sent as it is', async (name, payload) => {
    const reply = await preview(payload, '', { 'idempotency-key': `deep-${name}` });
    expect(reply.status).toBe(201);
    expect(await executed(reply)).toBe(payload);
  });

  it.each([
    ['a level more', DEEPEST_PAYLOAD + 1],
    ['20,000 levels', 20_000],
    ['2,000,000 levels', 2_000_000],
  ])('%s is refused with a pointer', async (_, levels) => {
    for (const headers of [{}, { 'idempotency-key': `too-deep-${levels}` }]) {
      const { status, body } = await preview(nested(levels), '', headers);
      expect([status, body.code, body.errors]).toEqual([
        422,
        'invalid_request',
        [
          {
            pointer: `/input/payload${'/0'.repeat(DEEPEST_PAYLOAD)}`,
            detail: 'It is nested more than 100 levels deep.',
            code: 'too_deep',
          },
        ],
      ]);
    }
  });

  it('too deep below long names gets a short pointer back', async () => {
    const { status, text, body } = await preview(nested(150, `{"${'n'.repeat(200)}":`, '1', '}'));
    expect([status, body.errors[0].code, text.length < 2_000]).toEqual([422, 'too_deep', true]);
    expect(body.errors[0].pointer).toBe(`/input/payload/${'n'.repeat(200)}`);
  });

  it('is refused by every operation that takes one', async () => {
    for (const path of ['/api/api-keys', '/api/actions/execute', '/api/webhooks/secret/rotate']) {
      const { status, body } = await post(path, `{"x":${nested(150)}}`);
      expect([path, status, body.errors[0].code]).toEqual([path, 422, 'too_deep']);
    }
  });
});

describe('a value that would be sent as another one', () => {
  it.each([
    ['1e400', 'number_too_large'],
    ['-1e400', 'number_too_large'],
    ['"\\u0000"', 'nul_character'],
    ['"\\ud800"', 'not_unicode'],
    ['"\\udc00\\ud800"', 'not_unicode'],
  ])('%s is refused with a pointer', async (text, code) => {
    const { status, body } = await preview(`{"list":[1,${text}]}`);
    expect([status, body.errors]).toEqual([
      422,
      [{ pointer: '/input/payload/list/1', detail: expect.any(String), code }],
    ]);
  });

  it.each(['"\\u0000"', '"\\ud800"'])('%s is refused as a name too', async (name) => {
    const { status, body } = await preview(`{${name}:1}`);
    expect([status, body.errors[0].pointer.startsWith('/input/payload/')]).toEqual([422, true]);
  });

  it.each(['1e308', '-0', '5e-324', '0.1', '"\\ud83d\\ude00"', '""', 'null', 'false'])(
    '%s is sent as it is',
    async (text) => {
      const reply = await preview(text);
      expect(reply.status).toBe(201);
      expect(JSON.parse(await executed(reply)) === JSON.parse(text)).toBe(true);
    },
  );
});

describe('names that are special to JavaScript', () => {
  const special = '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"toString":1}';

  it('are data like any other in a payload', async () => {
    const reply = await preview(special);
    expect(reply.status).toBe(201);
    expect(await executed(reply)).toBe(special);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    '%s is an unknown field in a body',
    async (name) => {
      const { status, body } = await post('/api/api-keys', `{"name":"x","role":"viewer","${name}":{"role":"admin"}}`);
      expect([status, body.errors]).toEqual([
        422,
        [expect.objectContaining({ pointer: `/${name}`, code: 'unknown_field' })],
      ]);
    },
  );

  it.each(['__proto__', 'constructor', 'toString'])('%s is no action, no id and no parameter', async (name) => {
    const { baseUrl, keys, call } = served();
    const key = keys.admin;
    expect((await call('actions.get', { key, path: { actionId: name } })).status).toBe(404);
    expect((await call('previews.get', { key, path: { previewId: name } })).status).toBe(404);
    expect((await call('actions.preview', { key, body: { action: name, input: {} } })).status).toBe(404);
    const query = await fetch(`${baseUrl}/api/executions?${name}=1`, { headers: { authorization: `Bearer ${key}` } });
    expect(query.status).toBe(422);
  });

  it('cannot stand in for a required field', async () => {
    const { status } = await post('/api/api-keys', '{"__proto__":{"name":"x","role":"admin"}}');
    expect(status).toBe(422);
  });
});

describe('a compressed body', () => {
  const json = Buffer.from(`{"name":"${'x'.repeat(20_000_000)}","role":"viewer"}`);
  const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

  it.each<[string, Uint8Array<ArrayBuffer>]>([
    ['gzip', new Uint8Array(gzipSync(json))],
    ['deflate', new Uint8Array(deflateSync(json))],
    ['br', new Uint8Array(brotliCompressSync(json, quick))],
  ])('in %s is measured by what it inflates to', async (encoding, bytes) => {
    expect(bytes.length).toBeLessThan(100_000);
    const { status, body } = await post('/api/api-keys', bytes, { 'content-encoding': encoding });
    expect([status, body.code]).toEqual([413, 'body_too_large']);
  });

  it('within the limit is read', async () => {
    const bytes = new Uint8Array(gzipSync('{"name":"packed","role":"viewer"}'));
    expect((await post('/api/api-keys', bytes, { 'content-encoding': 'gzip' })).status).toBe(201);
  });

  it('compressed twice is refused', async () => {
    const bytes = new Uint8Array(gzipSync(gzipSync('{"name":"packed","role":"viewer"}')));
    expect((await post('/api/api-keys', bytes, { 'content-encoding': 'gzip, gzip' })).status).toBe(415);
  });
});

describe('an answer to a hostile body', () => {
  it('is small, however long the names in it are', async () => {
    const name = 'n'.repeat(200_000);
    for (const body of [`{"${name}":1}`, `{"name":"x","role":"${name}"}`, `{"name":"${name}","role":"viewer"}`]) {
      const { status, text } = await post('/api/api-keys', body);
      expect([status, text.length < 2_000]).toEqual([422, true]);
    }
    const { status, text } = await preview('{}', `,"headers":{"${name}":1},"${name}":1`);
    expect([status, text.length < 4_000]).toEqual([422, true]);
  });

  it('takes the last of two fields with one name, as it is shown in the preview', async () => {
    const reply = await preview('{"amount":1}', ',"payload":{"amount":1000}');
    expect(reply.body.request.body).toBe('{"amount":1000}');
    expect(await executed(reply)).toBe('{"amount":1000}');
  });
});

describe('jsonFault', () => {
  it('finds nothing in ordinary JSON', () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => ({ id: index, name: `row ${index}`, tags: ['a', 'b'] }));
    expect(jsonFault({ rows })).toBeUndefined();
  });
});
