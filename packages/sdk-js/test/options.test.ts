import { afterEach, describe, expect, it, vi } from 'vitest';
import { Relay, RelayError, type RelayEvent } from '../src/index.js';
import { readSettings } from '../src/options.js';
import { json, problem } from './support/replies.js';
import { apiKey, failureOf, recordPauses, useFaultServer } from './support/setup.js';

const fault = useFaultServer();
const sent = () => fault.received[0];
afterEach(() => vi.unstubAllEnvs());

describe('the key', () => {
  it('comes from RELAY_API_KEY and the address from RELAY_BASE_URL', async () => {
    vi.stubEnv('RELAY_API_KEY', 'relay_test_from_environment');
    fault.script(json({}));
    vi.stubEnv('RELAY_BASE_URL', fault.url);
    await new Relay().me.get();
    expect(sent()?.headers.authorization).toBe('Bearer relay_test_from_environment');
  });

  it('may be given by a function, which is asked before each attempt', async () => {
    recordPauses();
    let asked = 0;
    fault.script(problem(503, 'unavailable'), json({}));
    await fault.client({ apiKey: async () => `relay_test_${++asked}` }).me.get();
    expect(fault.received.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer relay_test_1',
      'Bearer relay_test_2',
    ]);
  });

  it('has the failure of such a function as a cause, and nothing is sent', async () => {
    const cause = new Error('vault is sealed');
    fault.script();
    const error = await failureOf(fault.client({ apiKey: () => Promise.reject(cause) }).me.get());
    expect([error.constructor, error.cause, fault.received.length]).toEqual([RelayError, cause, 0]);
  });

  it('must be there', () => {
    vi.stubEnv('RELAY_API_KEY', '');
    expect(() => new Relay()).toThrow('RELAY_API_KEY');
    expect(() => new Relay({ apiKey: ' ' })).toThrow('empty');
  });

  it('loses the line end that a file left on it', async () => {
    fault.script(json({}));
    await fault.client({ apiKey: `${apiKey}\n` }).me.get();
    expect(sent()?.headers.authorization).toBe(`Bearer ${apiKey}`);
  });
});

describe('options', () => {
  it('have defaults', () => {
    vi.stubEnv('RELAY_BASE_URL', '');
    expect(readSettings({ apiKey })).toMatchObject({
      baseUrl: 'http://127.0.0.1:8787',
      timeout: 60_000,
      totalTimeout: Number.POSITIVE_INFINITY,
      maxRetries: 2,
      headers: {},
    });
  });

  it.each([
    '',
    'relay.example.com',
    'ftp://relay.example.com',
    'https://me:secret@relay.example.com',
    'https://relay.example.com/?a=1',
  ])('refuse %j as a base URL, without repeating it', (baseUrl) => {
    expect(() => new Relay({ apiKey, baseUrl })).toThrow('`baseUrl` must be');
    expect(() => new Relay({ apiKey, baseUrl })).not.toThrow('secret');
  });

  it('keep the path of a base URL', async () => {
    fault.script(json({}));
    await fault.client({ baseUrl: `${fault.url}/relay/` }).me.get();
    expect(sent()?.path).toBe('/relay/api/me');
  });

  it('add headers, for the client and for a call; null takes one away', async () => {
    fault.script(json({}));
    const client = fault.client({ headers: { 'x-team': 'blue', 'x-trace': '1' } });
    await client.me.get({ headers: { 'X-Trace': null, 'x-call': '2' } });
    expect(sent()?.headers).toMatchObject({ 'x-team': 'blue', 'x-call': '2' });
    expect(sent()?.headers).not.toHaveProperty('x-trace');
  });

  it('put another fetch in the place of the global one', async () => {
    const fetch = vi.fn(async (..._: Parameters<typeof globalThis.fetch>) => Response.json({ id: 'me' }));
    expect(await fault.client({ fetch }).me.get()).toEqual({ id: 'me' });
    expect(fetch.mock.calls[0]?.[0]).toBe(`${fault.url}/api/me`);
  });
});

describe('onEvent', () => {
  it('hears of each request, response, retry and error, in order', async () => {
    recordPauses();
    const events: RelayEvent[] = [];
    fault.script(problem(503, 'unavailable'), problem(404, 'no'));
    const error = await failureOf(fault.client({ onEvent: (event) => events.push(event) }).me.get());
    const call = { method: 'GET', url: `${fault.url}/api/me` };
    const answered = { requestId: 'req_1', duration: expect.any(Number) };
    expect(events).toEqual([
      { type: 'request', ...call, attempt: 1 },
      { type: 'response', ...call, attempt: 1, status: 503, ...answered },
      {
        type: 'retry',
        ...call,
        attempt: 1,
        error: expect.objectContaining({ status: 503 }),
        pause: expect.any(Number),
      },
      { type: 'request', ...call, attempt: 2 },
      { type: 'response', ...call, attempt: 2, status: 404, ...answered },
      { type: 'error', ...call, attempt: 2, error },
    ]);
  });

  it('may throw without harm', async () => {
    fault.script(json({ id: 'me' }));
    const onEvent = () => {
      throw new Error('observer');
    };
    expect(await fault.client({ onEvent }).me.get()).toEqual({ id: 'me' });
  });
});
