import { afterEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { type Preview, Relay, RelayError, type RelayEvent } from '../src/index.js';
import { json, noContent, problem } from './support/fault-server.js';
import { apiKey, failureOf, recordPauses, useFaultServer } from './support/setup.js';

const fault = useFaultServer();
const [sent] = [() => fault.server.received[0]];
afterEach(() => vi.unstubAllEnvs());

describe('a call', () => {
  it('puts each parameter where the contract wants it', async () => {
    fault.server.script(json({}));
    await fault.client().apiKeys.rotate({ apiKeyId: 'key_1', graceSeconds: 60 });
    expect(sent()).toMatchObject({ method: 'POST', url: '/api/api-keys/key_1/rotate', body: '{"graceSeconds":60}' });
    expect(sent()?.headers['content-type']).toBe('application/json');
  });

  it('sends a query, without what is undefined', async () => {
    fault.server.script(json({ data: [], nextCursor: null }));
    await fault.client().executions.list({ status: 'failed', from: '2026-11-01T00:00:00Z', limit: 5, action: undefined });
    expect(sent()).toMatchObject({ method: 'GET', url: '/api/executions?status=failed&from=2026-11-01T00%3A00%3A00Z&limit=5', body: '' });
  });

  it('sends an empty object where the contract wants a body and nothing is given', async () => {
    fault.server.script(json({}));
    await fault.client().webhooks.secret.rotate();
    expect(sent()).toMatchObject({ url: '/api/webhooks/secret/rotate', body: '{}' });
  });

  it('gives undefined for a reply without a body', async () => {
    fault.server.script(noContent);
    expect(await fault.client().previews.discard({ previewId: 'prv_1' })).toBeUndefined();
    expect(sent()).toMatchObject({ method: 'DELETE', url: '/api/previews/prv_1', body: '' });
  });

  it('says who it is and shows its key', async () => {
    fault.server.script(json({}));
    await fault.client().me.get();
    expect(sent()?.headers).toMatchObject({ authorization: `Bearer ${apiKey}`, 'user-agent': expect.stringMatching(/^relay-sdk-js\/\d/) });
  });

  it('does not show its key where none is needed', async () => {
    fault.server.script(json({ status: 'ok' }), json({ status: 'ready' }));
    await fault.client().system.health();
    await fault.client().system.ready();
    expect(fault.server.received.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/healthz', undefined],
      ['/readyz', undefined],
    ]);
  });

  it('returns an execution that failed; it does not throw it', async () => {
    fault.server.script(json({ id: 'exe_1', status: 'failed', error: { code: 'receiver_rejected' } }));
    const execution = await fault.client().actions.execute({ previewId: 'prv_1', digest: 'sha256-1' });
    expect(execution.status).toBe('failed');
  });

  it('gives the reply around its data on request', async () => {
    fault.server.script(json({ id: 'prv_1' }, { 'x-request-id': 'req_9' }));
    const { data, response, requestId } = await fault.client().previews.get({ previewId: 'prv_1' }).withResponse();
    expect([data.id, response.status, requestId]).toEqual(['prv_1', 200, 'req_9']);
    expectTypeOf(data).toEqualTypeOf<Preview>();
  });

  it('fails once, whichever way it is asked for', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    fault.server.script(problem(404, 'no'), problem(404, 'no'), problem(404, 'no'));
    await failureOf(fault.client().me.get().withResponse());
    await fault.client().me.get().catch(() => {});
    await fault.client().me.get().then(undefined, () => {});
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe('the key', () => {
  it('comes from RELAY_API_KEY and the address from RELAY_BASE_URL', async () => {
    vi.stubEnv('RELAY_API_KEY', 'relay_test_from_environment');
    vi.stubEnv('RELAY_BASE_URL', fault.server.url);
    fault.server.script(json({}));
    await new Relay().me.get();
    expect(sent()?.headers.authorization).toBe('Bearer relay_test_from_environment');
  });

  it('may be given by a function, which is asked before each attempt', async () => {
    recordPauses();
    let asked = 0;
    fault.server.script(problem(503, 'unavailable'), json({}));
    await fault.client({ apiKey: async () => `relay_test_${++asked}` }).me.get();
    expect(fault.server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer relay_test_1', 'Bearer relay_test_2']);
  });

  it('has the failure of such a function as a cause, and nothing is sent', async () => {
    const cause = new Error('vault is sealed');
    fault.server.script();
    const error = await failureOf(fault.client({ apiKey: () => Promise.reject(cause) }).me.get());
    expect([error.constructor, error.cause, fault.server.received.length]).toEqual([RelayError, cause, 0]);
  });

  it('must be there', () => {
    vi.stubEnv('RELAY_API_KEY', '');
    expect(() => new Relay()).toThrow('RELAY_API_KEY');
    expect(() => new Relay({ apiKey: ' ' })).toThrow('empty');
  });

  it('loses the line end that a file left on it', async () => {
    fault.server.script(json({}));
    await fault.client({ apiKey: `${apiKey}\n` }).me.get();
    expect(sent()?.headers.authorization).toBe(`Bearer ${apiKey}`);
  });
});

describe('options', () => {
  it.each(['', 'relay.example.com', 'ftp://relay.example.com', 'https://me:secret@relay.example.com', 'https://relay.example.com/?a=1'])(
    'refuse %j as a base URL, without repeating it',
    (baseUrl) => {
      expect(() => new Relay({ apiKey, baseUrl })).toThrow('`baseUrl` must be');
      expect(() => new Relay({ apiKey, baseUrl })).not.toThrow('secret');
    },
  );

  it('keep the path of a base URL', async () => {
    fault.server.script(json({}));
    await fault.client({ baseUrl: `${fault.server.url}/relay/` }).me.get();
    expect(sent()?.url).toBe('/relay/api/me');
  });

  it('add headers, for the client and for a call; null takes one away', async () => {
    fault.server.script(json({}));
    const client = fault.client({ headers: { 'x-team': 'blue', 'x-trace': '1' } });
    await client.me.get({ headers: { 'X-Trace': null, 'x-call': '2' } });
    expect(sent()?.headers).toMatchObject({ 'x-team': 'blue', 'x-call': '2' });
    expect(sent()?.headers).not.toHaveProperty('x-trace');
  });

  it('put another fetch in the place of the global one', async () => {
    const fetch = vi.fn(async (..._: Parameters<typeof globalThis.fetch>) => Response.json({ id: 'me' }));
    expect(await fault.client({ fetch }).me.get()).toEqual({ id: 'me' });
    expect(fetch.mock.calls[0]?.[0]).toBe(`${fault.server.url}/api/me`);
  });
});

describe('onEvent', () => {
  it('hears of each request, response, retry and error, in order', async () => {
    recordPauses();
    const events: RelayEvent[] = [];
    fault.server.script(problem(503, 'unavailable'), problem(404, 'no'));
    const error = await failureOf(fault.client({ onEvent: (event) => events.push(event) }).me.get());
    const call = { method: 'GET', url: `${fault.server.url}/api/me` };
    const answered = { requestId: 'req_1', duration: expect.any(Number) };
    expect(events).toEqual([
      { type: 'request', ...call, attempt: 1 },
      { type: 'response', ...call, attempt: 1, status: 503, ...answered },
      { type: 'retry', ...call, attempt: 1, error: expect.objectContaining({ status: 503 }), pause: 250 },
      { type: 'request', ...call, attempt: 2 },
      { type: 'response', ...call, attempt: 2, status: 404, ...answered },
      { type: 'error', ...call, attempt: 2, error },
    ]);
  });

  it('may throw without harm', async () => {
    fault.server.script(json({ id: 'me' }));
    const onEvent = () => {
      throw new Error('observer');
    };
    expect(await fault.client({ onEvent }).me.get()).toEqual({ id: 'me' });
  });
});
