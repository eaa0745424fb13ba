import { expect, it } from 'vitest';
import { loadConfig } from './config.js';
import { newMasterKey } from './crypto/index.js';

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://relay:hunter2@db/relay',
  RELAY_MASTER_KEYS: newMasterKey('main'),
  RELAY_PUBLIC_URL: 'https://relay.example.com/',
};
const messageOf = (environment: Record<string, string>) => {
  try {
    loadConfig(environment);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};

it('needs nothing in development', () => {
  expect(loadConfig({})).toMatchObject({
    environment: 'development',
    port: 8787,
    host: '127.0.0.1',
    dataDirectory: '.relay',
  });
});

it('lists every missing variable of production in one message', () => {
  const message = messageOf({ NODE_ENV: 'production' });
  for (const name of ['DATABASE_URL', 'RELAY_MASTER_KEYS', 'RELAY_PUBLIC_URL'])
    expect(message).toContain(`${name} is missing`);
});

it('takes the retention of some things, or of all', () => {
  const usual = { previewDays: 7, bodyDays: 30, deliveryDays: 30 };
  expect(loadConfig({}).retention).toEqual(usual);
  expect(loadConfig({ RELAY_RETENTION: 'deliveries=3' }).retention).toEqual({ ...usual, deliveryDays: 3 });
  const all = loadConfig({ RELAY_RETENTION: 'previews=1, bodies=2, deliveries=3' });
  expect(all.retention).toEqual({ previewDays: 1, bodyDays: 2, deliveryDays: 3 });
  for (const text of ['bodies=0', 'audit=1', 'bodies', 'bodies=-1', 'bodies=1;previews=2'])
    expect(messageOf({ RELAY_RETENTION: text })).toContain('RELAY_RETENTION: ');
});

it('lists everything that is wrong at once, and prints no secret', () => {
  const message = messageOf({
    PORT: '99999',
    DATABASE_URL: 'mysql://relay:hunter2@db',
    RELAY_MASTER_KEYS: 'main:c2hvcnQ=',
    RELAY_OUTBOUND_ALLOW: '10.0.0.0/99',
    RELAY_RATE_LIMITS: 'lots',
    RELAY_TRUSTED_PROXIES: 'true',
    LOG_LEVEL: 'loud',
    DATABASE_PREPARED: 'maybe',
    NODE_ENV: 'staging',
  });
  for (const name of [
    'PORT',
    'DATABASE_URL',
    'RELAY_MASTER_KEYS',
    'RELAY_OUTBOUND_ALLOW',
    'RELAY_RATE_LIMITS',
    'RELAY_TRUSTED_PROXIES',
    'LOG_LEVEL',
    'NODE_ENV',
  ])
    expect(message).toContain(`${name}:`);
  expect(message).not.toMatch(/hunter2|c2hvcnQ/);
});

it('takes a complete production environment', () => {
  expect(loadConfig(production)).toMatchObject({
    environment: 'production',
    publicUrl: 'https://relay.example.com',
    logLevel: 'info',
  });
});

it('refuses a fixed clock in production', () => {
  expect(messageOf({ ...production, RELAY_NOW: '2026-03-04T09:00:00Z' })).toContain('RELAY_NOW');
});

it('lets nobody meet the rate limits by accident, and lists every bad one of those that are named', () => {
  const { rateLimits, trustedProxies } = loadConfig({});
  expect([rateLimits.workspace, trustedProxies]).toEqual([{ perSecond: 200, burst: 1_000 }, 0]);
  const named = loadConfig({ RELAY_RATE_LIMITS: 'workspace=200/1000,badKeys=1/20', RELAY_TRUSTED_PROXIES: '2' });
  expect([named.rateLimits.badKeys, named.trustedProxies]).toEqual([{ perSecond: 1, burst: 20 }, 2]);
  const message = messageOf({ RELAY_RATE_LIMITS: 'workspace=fast,speed=1/2' });
  expect(message).toMatch(/RELAY_RATE_LIMITS: .*workspace=fast.*speed/);
});

it('takes the OAuth client of a provider, its id and its secret or neither', () => {
  const client = { RELAY_MICROSOFT_CLIENT_ID: 'id', RELAY_MICROSOFT_CLIENT_SECRET: 'hunter2' };
  const { oauthClients } = loadConfig({ ...client, RELAY_MICROSOFT_TENANT: 'contoso.example' });
  expect(oauthClients).toEqual({ microsoft: { clientId: 'id', clientSecret: 'hunter2', tenant: 'contoso.example' } });
  expect(messageOf({ RELAY_GOOGLE_CLIENT_ID: 'id' })).toContain('RELAY_GOOGLE_CLIENT_SECRET is missing');
  const message = messageOf({ RELAY_GITHUB_CLIENT_SECRET: 'hunter2' });
  expect([message.includes('RELAY_GITHUB_CLIENT_ID is missing'), message.includes('hunter2')]).toEqual([true, false]);
  expect(messageOf({ ...client, RELAY_MICROSOFT_TENANT: '../x' })).toContain('RELAY_MICROSOFT_TENANT: ');
});

it('takes return URLs that are origins or lead to a path', () => {
  const { returnUrls } = loadConfig({ RELAY_RETURN_URLS: 'https://app.example.com, http://localhost:3000/done' });
  expect(returnUrls).toEqual(['https://app.example.com/', 'http://localhost:3000/done']);
  for (const url of [
    'app.example.com',
    '*',
    'https://u:p@x.example',
    'https://x.example/?a=1',
    'https://x.example/#a',
    'https://*.example.com',
  ])
    expect(messageOf({ RELAY_RETURN_URLS: url })).toContain('RELAY_RETURN_URLS: ');
});
