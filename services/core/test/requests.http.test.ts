// What holds for every request, whatever it asks for.
import { contract, operations } from '@relay/testing';
import type { Express } from 'express';
import { describe, expect, it } from 'vitest';
import { buildApp } from '../src/app.js';
import { databaseProblem } from '../src/platform/db/index.js';
import { createLogger } from '../src/platform/log.js';
import { useWorld } from './world.js';

const world = useWorld();

async function send(path: string, { key = world().keys.admin, ...init }: RequestInit & { key?: string | null } = {}) {
  const headers = { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...(init.headers as object) };
  const response = await fetch(world().baseUrl + path, { ...init, headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: text ? JSON.parse(text) : undefined };
}
const post = (
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  key?: string | null,
) =>
  send(path, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    ...(key === undefined ? {} : { key }),
  });
const bodyOf = (bytes: number) => JSON.stringify({ name: 'x'.repeat(bytes), role: 'viewer' });

describe('a request with a bad body', () => {
  it.each<[string, number, string, () => ReturnType<typeof post>]>([
    ['that is not JSON', 400, 'malformed_json', () => post('/api/api-keys', '{"name":')],
    [
      'that is cut off inside its compression',
      400,
      'malformed_body',
      () => post('/api/api-keys', new Uint8Array([31, 139, 8, 0]), { 'content-encoding': 'gzip' }),
    ],
    ['over 256 KB', 413, 'body_too_large', () => post('/api/api-keys', bodyOf(262_144))],
    [
      'of another media type',
      415,
      'unsupported_media_type',
      () => post('/api/api-keys', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }),
    ],
    [
      'of another charset',
      415,
      'unsupported_media_type',
      () => post('/api/api-keys', '{}', { 'content-type': 'application/json; charset=iso-8859-1' }),
    ],
    [
      'of an unknown encoding',
      415,
      'unsupported_media_type',
      () => post('/api/api-keys', '{}', { 'content-encoding': 'zstd-ultra' }),
    ],
    [
      'that is no Brotli',
      400,
      'malformed_body',
      () => post('/api/api-keys', 'not brotli', { 'content-encoding': 'br' }),
    ],
    ['that is missing', 422, 'invalid_request', () => send('/api/api-keys', { method: 'POST' })],
    ['that is an array', 422, 'invalid_request', () => post('/api/api-keys', '[]')],
    [
      'nested 20,000 deep',
      422,
      'invalid_request',
      () => post('/api/api-keys', '['.repeat(20_000) + ']'.repeat(20_000)),
    ],
  ])('%s answers %i %s', async (_, status, code, run) => {
    const reply = await run();
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it('may be 4 MB for a preview, and no more', async () => {
    const input = (bytes: number) =>
      JSON.stringify({ action: 'webhook.send', input: { url: 'https://example.com', payload: 'x'.repeat(bytes) } });
    expect((await post('/api/actions/preview', input(4_000_000))).status).toBe(201);
    expect((await post('/api/actions/preview', input(4_194_304))).status).toBe(413);
  });

  it('is not read at all without a key', async () => {
    expect((await post('/api/api-keys', 'not json', {}, null)).status).toBe(401);
  });

  it('gets a small answer however much is wrong with it', async () => {
    const many = JSON.stringify(
      Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`unknown${index}`, 1])),
    );
    const reply = await post('/api/api-keys', many);
    expect([reply.status, reply.text.length < 4_000]).toEqual([422, true]);
  });
});

describe('a time that Postgres cannot hold', () => {
  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:60Z'])(
    '%s answers 422 or an empty list, never 500',
    async (from) => {
      const { status } = await send(`/api/executions?from=${from}`);
      expect([200, 422]).toContain(status);
    },
  );
});

describe('a request for what is not there', () => {
  it('answers 404 with the path', async () => {
    const { status, body } = await send('/api/nothing?secret=1');
    expect([status, body.code, body.detail]).toEqual([404, 'not_found', 'There is nothing at /api/nothing.']);
  });

  it.each(['/API/me', '/api/ME', '/METRICS'])('answers 404 for %s: paths are told apart by case', async (path) => {
    expect((await send(path)).status).toBe(404);
  });

  it('answers 404 for a path that is not valid percent-encoding', async () => {
    expect((await send('/api/previews/%E0%A4%A')).status).toBe(404);
  });

  it('answers 405 with Allow for a known path', async () => {
    const { status, headers, body } = await send('/api/previews/prv_1', { method: 'PATCH' });
    expect([status, headers.get('allow'), body.code]).toEqual([405, 'GET, DELETE', 'method_not_allowed']);
  });
});

describe('every reply', () => {
  it('carries the request id of the client, when it is valid', async () => {
    for (const [given, kept] of [
      ['abc-1', true],
      ['x'.repeat(129), false],
      ['a b', false],
    ] as const) {
      const { headers } = await send('/api/me', { headers: { 'x-request-id': given } });
      expect(headers.get('x-request-id') === given).toBe(kept);
    }
  });

  it('carries a new request id otherwise, the same as in the problem', async () => {
    const { headers, body } = await send('/api/me', { key: null });
    expect(body.requestId).toMatch(/^req_/);
    expect(headers.get('x-request-id')).toBe(body.requestId);
  });

  it('does not say what serves it', async () => {
    const { headers } = await send('/api/me');
    expect([headers.get('x-powered-by'), headers.get('server')]).toEqual([null, null]);
  });

  it('tells what is left of the rate limit', async () => {
    const { headers } = await send('/api/me');
    expect(headers.get('ratelimit-policy')).toMatch(/^"workspace";q=\d+;w=\d+, "key";q=\d+;w=\d+$/);
    expect(headers.get('ratelimit')).toMatch(/^"workspace";r=\d+;t=\d+, "key";r=\d+;t=\d+$/);
  });
});

describe('the service', () => {
  it('serves exactly the operations of the contract', () => {
    const layers = (
      appOf(world().container).router as unknown as { stack: Array<{ route?: { path: string; methods: object } }> }
    ).stack;
    const routes = layers.flatMap(({ route }) =>
      route
        ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path.replace(/:(\w+)/g, '{$1}')}`)
        : [],
    );
    expect(routes.sort()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('answers an error that nobody foresaw with `internal`, and logs it with the request id', async () => {
    const { container, logged } = world();
    const { get } = container.api.me;
    container.api.me.get = async () => {
      throw new Error('s3cr3t detail');
    };
    const reply = await send('/api/me', { headers: { 'x-request-id': 'boom-1' } });
    container.api.me.get = get;
    expect([reply.status, reply.body.code]).toEqual([500, 'internal']);
    expect(reply.text).not.toContain('s3cr3t');
    expect(logged.some((line) => line.includes('boom-1') && line.includes('s3cr3t detail'))).toBe(true);
  });

  it('finds a reply off the contract under test', async () => {
    const { container } = world();
    const { get } = container.api.me;
    container.api.me.get = async () => ({ role: 'emperor' }) as never;
    const reply = await send('/api/me');
    container.api.me.get = get;
    expect(reply.status).toBe(500);
  });

  it('writes one line for each request, without the key, and counts it', async () => {
    await send('/api/me', { headers: { 'x-request-id': 'line-1' } });
    const lines = world()
      .logged.filter((line) => line.includes('line-1'))
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      {
        operation: 'me.get',
        status: 200,
        workspaceId: world().workspace.id,
        principalId: world().workspace.keyIds.admin,
      },
    ]);
    expect(world().logged.join('')).not.toContain(world().keys.admin);
    const metrics = await (await fetch(`${world().baseUrl}/metrics`)).text();
    expect(metrics).toMatch(/relay_http_requests_total\{operation="me\.get",status="200"\} \d+/);
  });

  it('is up and ready', async () => {
    expect((await send('/healthz', { key: null })).body).toEqual({ status: 'ok', version: contract.info.version });
    expect((await send('/readyz', { key: null })).body).toEqual({
      status: 'ready',
      checks: { database: 'ok', redis: 'not_configured', masterKeys: 'ok' },
    });
  });
});

describe('databaseProblem', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }, 'database_unavailable'],
    [{ code: '57P01' }, 'database_unavailable'],
    [{ code: '53100' }, 'database_unavailable'],
    [{ code: '22021' }, 'invalid_request'],
    [{ code: '23505' }, undefined],
  ])('%j', (facts, code) => {
    expect(databaseProblem(Object.assign(new Error('x'), facts))?.code).toBe(code);
  });
});

const appOf = ({ api, authenticate, countPage, metrics }: ReturnType<typeof world>['container']): Express =>
  buildApp({ api, authenticate, countPage, metrics, log: createLogger('silent'), pages: [] });
