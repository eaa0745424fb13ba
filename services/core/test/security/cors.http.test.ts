// Which pages of other origins may read replies.
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/platform/config.js';
import { useServed } from './serve.js';

const APP = 'https://app.example.com';
const LOCAL = 'http://localhost:5173';
const served = useServed({ corsOrigins: [APP, LOCAL] });
const withoutList = useServed();

interface Asked {
  origin?: string;
  method?: string;
  path?: string;
  preflight?: boolean;
  at?: string;
}

async function ask({ origin, method = 'GET', path = '/api/me', preflight = false, at = served().baseUrl }: Asked) {
  const headers = {
    ...(origin === undefined ? {} : { origin }),
    ...(preflight
      ? { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }
      : { authorization: `Bearer ${served().keys.viewer}` }),
  };
  const { headers: given, status } = await fetch(at + path, { method, headers });
  return {
    status,
    headers: given,
    cors: [...given].filter(([name]) => name.startsWith('access-control-')).map(([name]) => name),
  };
}

describe('a page of a listed origin', () => {
  it.each([APP, LOCAL])('%s reads replies and the headers that a client needs', async (origin) => {
    const { status, headers } = await ask({ origin });
    expect([status, headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([200, origin, 'Origin']);
    expect(headers.get('access-control-expose-headers')?.split(', ')).toEqual(
      expect.arrayContaining(['X-Request-Id', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'Idempotent-Replayed']),
    );
  });

  it('reads problems too', async () => {
    for (const path of ['/api/audit/events', '/api/nothing'])
      expect((await ask({ origin: APP, path })).headers.get('access-control-allow-origin')).toBe(APP);
  });

  it('may ask first, without a key, for every method and header of the contract', async () => {
    const { status, headers } = await ask({ origin: APP, method: 'OPTIONS', preflight: true });
    expect([status, headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([204, APP, 'Origin']);
    expect(headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST, PUT, PATCH, DELETE');
    expect(headers.get('access-control-allow-headers')).toBe(
      'Authorization, Content-Type, Idempotency-Key, X-Request-Id',
    );
    expect(headers.get('access-control-max-age')).toBe('600');
  });

  it('never sends credentials of its visitor', async () => {
    for (const preflight of [true, false]) {
      const { cors } = await ask({ origin: APP, method: preflight ? 'OPTIONS' : 'GET', preflight });
      expect(cors).not.toContain('access-control-allow-credentials');
    }
  });
});

describe('a page of any other origin', () => {
  it.each([
    'https://evil.example',
    'https://app.example.com.evil.example',
    'https://evil-app.example.com',
    'https://x.app.example.com',
    'http://app.example.com',
    'https://app.example.com:8443',
    'https://APP.example.com',
    `${APP}, https://evil.example`,
    `${APP}/`,
    'null',
    '*',
    '',
  ])('%j reads nothing', async (origin) => {
    expect((await ask({ origin })).cors).toEqual([]);
    const asked = await ask({ origin, method: 'OPTIONS', preflight: true });
    expect([asked.status, asked.cors, asked.headers.get('vary')]).toEqual([405, [], 'Origin']);
  });
});

describe('OPTIONS without CORS', () => {
  it('is answered 405 with Allow', async () => {
    const { status, headers } = await ask({ method: 'OPTIONS' });
    expect([status, headers.get('allow'), headers.get('vary')]).toEqual([405, 'GET', 'Origin']);
    expect((await ask({ origin: APP, method: 'OPTIONS' })).status).toBe(405); // asks for no method
    const preview = await ask({ method: 'OPTIONS', path: '/api/actions/preview' });
    expect(preview.headers.get('allow')).toBe('POST'); // it is no {actionId}
  });
});

describe('pages beside the API', () => {
  it.each(['/healthz', '/metrics', '/docs'])('%s is read by no other origin', async (path) => {
    expect((await ask({ origin: APP, path })).cors).toEqual([]);
  });
});

describe('without RELAY_CORS_ORIGINS', () => {
  it('no origin is listed', async () => {
    const at = withoutList().baseUrl;
    expect((await ask({ at, origin: APP })).cors).toEqual([]);
    expect((await ask({ at, origin: APP, method: 'OPTIONS', preflight: true })).status).toBe(405);
    expect(loadConfig({}).corsOrigins).toEqual([]);
  });
});

describe('RELAY_CORS_ORIGINS', () => {
  it('lists exact origins', () => {
    expect(loadConfig({ RELAY_CORS_ORIGINS: `${APP}, ${LOCAL}` }).corsOrigins).toEqual([APP, LOCAL]);
  });

  it.each([
    '*',
    'null',
    'https://*.example.com',
    'app.example.com',
    'https://app.example.com/',
    'https://app.example.com/studio',
    'https://app.example.com:443',
    'HTTPS://app.example.com',
    'ftp://app.example.com',
    'https://user@app.example.com',
    `${APP},`,
  ])('refuses %j', (text) => {
    expect(() => loadConfig({ RELAY_CORS_ORIGINS: text })).toThrow('RELAY_CORS_ORIGINS');
  });
});
