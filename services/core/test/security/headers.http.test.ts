// What every reply says to a browser.
import { describe, expect, it } from 'vitest';
import { inbox } from '../../src/development/inbox/index.js';
import { metricsPage } from '../../src/pages/metrics.js';
import { referencePage } from '../../src/pages/reference.js';
import { newMasterKey, parseMasterKeys, Sealer } from '../../src/platform/crypto/index.js';
import { useServed } from './serve.js';

const served = useServed({
  pages: ({ container, db, workspace }) => [
    metricsPage(container.metrics),
    referencePage(),
    inbox({ db, sealer: new Sealer(parseMasterKeys(newMasterKey('inbox'))), workspaceId: workspace.id }),
  ],
});
const behindTls = useServed({ https: true });

const get = (path: string, key?: string) =>
  fetch(served().baseUrl + path, { headers: key ? { authorization: `Bearer ${key}` } : {} });

const API_HEADERS = {
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  'x-powered-by': null,
  server: null,
  etag: null,
  'set-cookie': null,
  'access-control-allow-origin': null,
  'strict-transport-security': null,
};
const shown = (headers: Headers) =>
  Object.fromEntries(Object.keys(API_HEADERS).map((name) => [name, headers.get(name)]));

describe('a reply', () => {
  it.each<[string, number, () => Promise<Response>]>([
    ['of an operation', 200, () => get('/api/me', served().keys.viewer)],
    ['without a key', 401, () => get('/api/me')],
    ['of the wrong role', 403, () => get('/api/audit/events', served().keys.viewer)],
    ['from nowhere', 404, () => get('/api/nothing')],
    ['from below a page', 404, () => get('/docs/nothing')],
    ['to another method', 405, () => fetch(`${served().baseUrl}/api/me`, { method: 'PUT' })],
    ['of a health check', 200, () => get('/healthz')],
    [
      'of a bug',
      500,
      async () => {
        const { api } = served().container;
        const { health } = api.system;
        api.system.health = () => Promise.reject(new Error('a bug'));
        const reply = await get('/healthz');
        api.system.health = health;
        return reply;
      },
    ],
  ])('%s (%i) carries the security headers', async (_, status, send) => {
    const reply = await send();
    expect([reply.status, shown(reply.headers)]).toEqual([status, API_HEADERS]);
  });

  it('is JSON or a problem in UTF-8, whatever the client accepts', async () => {
    const accept = { headers: { accept: 'text/html' } };
    const reply = await fetch(`${served().baseUrl}/healthz`, accept);
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const problem = await fetch(`${served().baseUrl}/api/me`, accept);
    expect(problem.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it('keeps browsers on https where the public URL is https, and only there', async () => {
    const { headers } = await fetch(`${behindTls().baseUrl}/healthz`);
    expect(headers.get('strict-transport-security')).toBe('max-age=63072000');
  });
});

describe('a page', () => {
  it.each([
    ['/docs', "script-src 'self'"],
    ['/dev/inbox', "require-trusted-types-for 'script'"],
  ])('%s keeps its own policy, and the other headers', async (path, directive) => {
    const { status, headers } = await get(path);
    expect([status, headers.get('content-security-policy')]).toEqual([200, expect.stringContaining(directive)]);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*'unsafe|[\s']\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  it('says itself how long its files may be kept', async () => {
    const { status, headers } = await get('/docs/start.js');
    expect([status, headers.get('cache-control')]).toEqual([200, null]);
  });
});
