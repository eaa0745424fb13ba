import { describe, expect, it } from 'vitest';
import { ConflictError, ConnectionError, RateLimitError, type Relay, RelayError, ServerError } from '../src/index.js';
import { breakOff, hang, html, json, noContent, problem, reset } from './support/fault-server.js';
import { failureOf, recordPauses, useFaultServer } from './support/setup.js';

const fault = useFaultServer();
const inFlight = problem(409, 'idempotency_in_flight', {}, { 'retry-after': '2' });
const plan = { previewId: 'prv_1', digest: 'sha256-1' };

describe('a failure that may pass', () => {
  it.each([
    ['408', problem(408, 'request_timeout')],
    ['429', problem(429, 'rate_limited')],
    ['500', problem(500, 'internal')],
    ['502 with HTML', html(502)],
    ['503', problem(503, 'unavailable')],
    ['a reset', reset],
    ['half a reply', breakOff],
  ])('is retried: %s', async (_, behaviour) => {
    recordPauses();
    fault.server.script(behaviour, behaviour, json({ id: 'me' }));
    expect(await fault.client().me.get()).toEqual({ id: 'me' });
    expect(fault.server.received).toHaveLength(3);
  });

  it('is retried after a time-out too', async () => {
    recordPauses();
    fault.server.script(hang, json({ id: 'me' }));
    expect(await fault.client({ timeout: 1_000 }).me.get()).toEqual({ id: 'me' });
  });

  it('is thrown when the retries are used up', async () => {
    recordPauses();
    fault.server.script(reset, html(502), problem(503, 'unavailable'));
    expect(await failureOf(fault.client().me.get())).toBeInstanceOf(ServerError);
    expect(fault.server.received).toHaveLength(3);
  });

  it('is thrown at once with maxRetries 0, of the call or of the client', async () => {
    fault.server.script(reset);
    expect(await failureOf(fault.client().me.get({ maxRetries: 0 }))).toBeInstanceOf(ConnectionError);
    fault.server.script(problem(429, 'rate_limited', {}, { 'retry-after': '1' }));
    expect(await failureOf(fault.client({ maxRetries: 0 }).me.get())).toBeInstanceOf(RateLimitError);
    expect(fault.server.received).toHaveLength(1);
  });
});

it.each([
  ['PATCH', (client: Relay) => client.webhooks.endpoints.update({ endpointId: 'whe_1', status: 'enabled' })],
  ['DELETE', (client: Relay) => client.webhooks.endpoints.delete({ endpointId: 'whe_1' })],
])('retries %s, which says what shall be: the same, without a key', async (method, call) => {
  recordPauses();
  fault.server.script(reset, problem(503, 'unavailable'), json({}));
  await call(fault.client());
  const [first, ...more] = fault.server.received.map(({ headers: { connection: _, ...headers }, ...sent }) => ({
    ...sent,
    headers,
  }));
  expect(first).toMatchObject({ method, url: '/api/webhooks/endpoints/whe_1' });
  expect(first?.headers).not.toHaveProperty('idempotency-key');
  expect(more).toEqual([first, first]);
});

it.each([400, 401, 403, 404, 409, 410, 413, 422])('does not retry %i', async (status) => {
  fault.server.script(problem(status, 'no'));
  await failureOf(fault.client().me.get());
  expect(fault.server.received).toHaveLength(1);
});

describe('the pause', () => {
  it('is what Retry-After says, in seconds', async () => {
    const pauses = recordPauses();
    fault.server.script(
      problem(429, 'rate_limited', {}, { 'retry-after': '7' }),
      problem(503, 'unavailable', {}, { 'retry-after': '0' }),
      json({}),
    );
    await fault.client().me.get();
    expect(pauses).toEqual([7_000, 0]);
  });

  it("is until the date in Retry-After, by the server's clock", async () => {
    const pauses = recordPauses();
    const headers = { date: 'Sun, 01 Nov 2026 10:00:00 GMT', 'retry-after': 'Sun, 01 Nov 2026 10:00:09 GMT' };
    fault.server.script(problem(503, 'unavailable', {}, headers), json({}));
    await fault.client().me.get();
    expect(pauses).toEqual([9_000]);
  });

  it('is a minute at the most, and none for a date that is over', async () => {
    const pauses = recordPauses();
    const over = { date: 'Sun, 01 Nov 2026 10:00:00 GMT', 'retry-after': 'Sun, 01 Nov 2026 09:00:00 GMT' };
    fault.server.script(
      problem(429, 'rate_limited', {}, { 'retry-after': '3600' }),
      problem(429, 'rate_limited', {}, over),
      json({}),
    );
    await fault.client().me.get();
    expect(pauses).toEqual([60_000, 0]);
  });

  it('is a random part of a growing time without Retry-After, or with one that makes no sense', async () => {
    const pauses = recordPauses();
    const nonsense = problem(503, 'unavailable', {}, { 'retry-after': 'soon' });
    fault.server.script(reset, nonsense, ...Array<typeof reset>(4).fill(reset), json({}));
    await fault.client({ maxRetries: 6 }).me.get();
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000]);
  });
});

describe('the idempotency key', () => {
  const keysSent = () => fault.server.received.map(({ headers }) => headers['idempotency-key']);

  it('is the same on every attempt of a call, and another one for the next call', async () => {
    recordPauses();
    fault.server.script(reset, problem(503, 'unavailable'), json({}), json({}));
    await fault.client().actions.execute(plan);
    await fault.client().actions.execute(plan);
    const [first, second, third, next] = keysSent();
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect([second, third]).toEqual([first, first]);
    expect(next).not.toEqual(first);
  });

  it('is the one that the caller gives', async () => {
    fault.server.script(json({}));
    await fault.client().actions.execute(plan, { idempotencyKey: 'order-7' });
    expect(keysSent()).toEqual(['order-7']);
  });

  it('goes with POST only, also when one is given', async () => {
    fault.server.script(json({}), json({}), noContent);
    const { executions, webhooks } = fault.client();
    await executions.get({ executionId: 'exe_1' }, { idempotencyKey: 'order-7' });
    await webhooks.endpoints.update({ endpointId: 'whe_1', status: 'disabled' }, { idempotencyKey: 'order-7' });
    await webhooks.endpoints.delete({ endpointId: 'whe_1' }, { idempotencyKey: 'order-7' });
    expect(keysSent()).toEqual([undefined, undefined, undefined]);
  });

  it.each(['', ' ', 'order\n7', 'bestellung-ü', 'x'.repeat(256)])('is refused before it is sent: %j', async (key) => {
    fault.server.script();
    const error = await failureOf(fault.client().actions.execute(plan, { idempotencyKey: key }));
    expect([error.constructor, error.message]).toEqual([
      RelayError,
      expect.stringContaining('`idempotencyKey` must be'),
    ]);
    expect(fault.server.received).toEqual([]);
  });

  it('shows in the reply whether it was an earlier one', async () => {
    fault.server.script(json({ id: 'prv_1' }, {}, 201), json({ id: 'prv_1' }, { 'idempotent-replayed': 'true' }, 201));
    const preview = () =>
      fault
        .client()
        .actions.preview({ action: 'webhook.send', input: {} }, { idempotencyKey: 'order-7' })
        .withResponse();
    const replies = [await preview(), await preview()];
    expect(replies.map(({ response }) => response.headers.get('idempotent-replayed'))).toEqual([null, 'true']);
  });
});

describe('409 idempotency_in_flight', () => {
  it('is waited for, longer than there are retries', async () => {
    const pauses = recordPauses();
    fault.server.script(reset, ...Array<typeof inFlight>(5).fill(inFlight), json({ id: 'exe_1' }));
    expect(await fault.client({ maxRetries: 1 }).actions.execute(plan)).toEqual({ id: 'exe_1' });
    expect(pauses).toEqual([250, 2_000, 2_000, 2_000, 2_000, 2_000]);
  });

  it('is thrown after as long as one attempt may take', async () => {
    const pauses = recordPauses();
    fault.server.script(...Array<typeof inFlight>(9).fill(inFlight));
    const error = await failureOf(fault.client({ timeout: 6_000 }).actions.execute(plan));
    expect([error, error.code, pauses.length]).toEqual([expect.any(ConflictError), 'idempotency_in_flight', 3]);
  });

  it('is not asked about without a pause', async () => {
    const pauses = recordPauses();
    const now = problem(409, 'idempotency_in_flight', {}, { 'retry-after': '0' });
    fault.server.script(now, now, json({}));
    await fault.client().actions.execute(plan);
    expect(pauses).toEqual([100, 100]);
  });

  it('is thrown at once with maxRetries 0', async () => {
    fault.server.script(inFlight);
    expect(await failureOf(fault.client({ maxRetries: 0 }).actions.execute(plan))).toBeInstanceOf(ConflictError);
  });
});
