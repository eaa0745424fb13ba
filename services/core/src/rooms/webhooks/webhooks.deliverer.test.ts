import type { ServerResponse } from 'node:http';
import { answer, type Behaviour, hang, reset, startReceiver } from '@relay/testing';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../platform/db/index.js';
import { createOutbound } from '../../platform/outbound/index.js';
import { names } from '../../platform/outbound/testing.js';
import { testClock, useOutbox } from './testing.js';

const outbox = useOutbox();

async function receiver(behaviour: Behaviour = answer(200)) {
  const made = await startReceiver();
  made.behave(behaviour);
  onTestFinished(() => made.stop());
  return made;
}

describe('an attempt', () => {
  it('sends the event, signed by the Standard Webhooks rules, and notes that it arrived', async () => {
    const [workspace, target] = [await outbox().workspace(), await receiver()];
    const { secret, id } = await workspace.endpoint(`${target.url}/hook?a=1`);
    await workspace.enqueue();
    expect(await outbox().deliverer().deliverOnce()).toBe(1);
    const [{ method, path, headers, body }] = target.received as [(typeof target.received)[0]];
    expect([method, path, headers['content-type']]).toEqual(['POST', '/hook?a=1', 'application/json']);
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual({
      type: 'execution.succeeded',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      data: { number: 1 },
    });
    const [delivery] = await workspace.deliveries();
    expect(delivery).toMatchObject({
      endpoint_id: id,
      event_id: headers['webhook-id'],
      event_type: 'execution.succeeded',
      status: 'succeeded',
      attempts: 1,
      next_attempt_at: null,
      last_status: 200,
      last_error: null,
      payload: JSON.parse(body),
      delivered_at: expect.any(Date),
    });
  });

  it.each([
    ['500', answer(500), 500, 'The endpoint answered 500.'],
    ['404', answer(404), 404, 'The endpoint answered 404.'],
    ['a reset', reset, null, 'closed the connection without an answer'],
    ['silence', hang, null, 'The endpoint did not answer within 0.1 s.'],
  ])('that ends with %s is made again', async (_, behaviour, status, error) => {
    const [workspace, target, clock] = [await outbox().workspace(), await receiver(behaviour), testClock()];
    await workspace.endpoint(target.url);
    await workspace.enqueue();
    const deliverer = outbox().deliverer({ now: clock.now, ...(behaviour === hang && { deadlineMs: 100 }) });
    await deliverer.deliverOnce();
    const [failed] = await workspace.deliveries();
    expect(failed).toMatchObject({ status: 'pending', attempts: 1, last_status: status });
    expect(failed!.last_error).toContain(error);
    expect(await deliverer.deliverOnce()).toBe(0);
    clock.advance(5);
    target.behave(answer(204));
    expect(await outbox().deliverer({ now: clock.now }).deliverOnce()).toBe(1);
    expect(await workspace.deliveries()).toMatchObject([
      { status: 'succeeded', attempts: 2, last_status: 204, last_error: null },
    ]);
    const [first, second] = target.received;
    expect([second!.body, second!.headers['webhook-id']]).toEqual([first!.body, first!.headers['webhook-id']]);
  });

  it('never follows a redirect', async () => {
    const [workspace, elsewhere] = [await outbox().workspace(), await receiver()];
    const target = await receiver(answer(302, '', { location: elsewhere.url }));
    await workspace.endpoint(target.url);
    await workspace.enqueue();
    await outbox().deliverer().deliverOnce();
    expect(await workspace.deliveries()).toMatchObject([
      { status: 'pending', last_status: 302, last_error: expect.stringContaining('redirects (302)') },
    ]);
    expect(elsewhere.received).toEqual([]);
  });

  it('waits as long as Retry-After asks', async () => {
    const [workspace, target, clock] = [await outbox().workspace(), await receiver(), testClock()];
    target.behave(answer(429, '', { 'retry-after': '120' }));
    await workspace.endpoint(target.url);
    await workspace.enqueue();
    const deliverer = outbox().deliverer({ now: clock.now });
    await deliverer.deliverOnce();
    clock.advance(119);
    expect(await deliverer.deliverOnce()).toBe(0);
    clock.advance(1);
    expect(await deliverer.deliverOnce()).toBe(1);
  });

  it('is made seven times within 18 hours, then the delivery is given up', async () => {
    const [workspace, target, clock] = [await outbox().workspace(), await receiver(answer(503)), testClock()];
    await workspace.endpoint(target.url);
    await workspace.enqueue();
    const deliverer = outbox().deliverer({ now: clock.now });
    const pauses: number[] = [];
    for (;;) {
      expect(await deliverer.deliverOnce()).toBe(1);
      const [delivery] = await workspace.deliveries();
      if (delivery!.status !== 'pending') break;
      const pause = (delivery!.next_attempt_at!.getTime() - clock.now().getTime()) / 1000;
      pauses.push(pause);
      clock.advance(pause);
    }
    expect(pauses).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000]);
    expect(await workspace.deliveries()).toMatchObject([
      { status: 'failed', attempts: 7, next_attempt_at: null, last_status: 503 },
    ]);
    expect(target.received).toHaveLength(7);
  });
});

describe('what must not be reached', () => {
  it('is not, when a name leads to a private address', async () => {
    const [workspace, target] = [await outbox().workspace(), await receiver()];
    await workspace.endpoint(target.url.replace('127.0.0.1', 'hooks.example.com'));
    await workspace.enqueue();
    const outbound = createOutbound({ allow: [], refused: [], lookup: names({ 'hooks.example.com': ['127.0.0.1'] }) });
    await outbox().deliverer({ outbound }).deliverOnce();
    expect(target.received).toEqual([]);
    const [delivery] = await workspace.deliveries();
    expect([delivery!.status, delivery!.last_error]).toEqual([
      'pending',
      expect.stringContaining('hooks.example.com leads to a loopback address'),
    ]);
  });

  it('is not, when the operator has taken an address from the allow list', async () => {
    const [workspace, target] = [await outbox().workspace(), await receiver()];
    await workspace.endpoint(target.url);
    await workspace.enqueue();
    await outbox()
      .deliverer({ outbound: createOutbound({ allow: [], refused: [] }) })
      .deliverOnce();
    expect(target.received).toEqual([]);
    expect(await workspace.deliveries()).toMatchObject([
      { status: 'pending', last_error: expect.stringContaining('127.0.0.1 is a loopback address') },
    ]);
  });
});

describe('several deliverers', () => {
  it('deliver each row once when nothing fails', async () => {
    const { databaseUrl, deliverer } = outbox();
    const [workspace, target] = [await outbox().workspace(), await receiver()];
    for (const _ of [1, 2, 3]) await workspace.endpoint(target.url);
    await workspace.enqueue(40);
    const other = openDatabase({ url: databaseUrl, prepared: true });
    onTestFinished(() => other.destroy());
    const deliverers = [deliverer(), deliverer({ db: other }), deliverer(), deliverer({ db: other })];
    for (const one of deliverers) one.start();
    await target.arrived(120);
    await Promise.all(deliverers.map((one) => one.stop()));
    expect(target.received).toHaveLength(120);
    const deliveries = await workspace.deliveries();
    expect(new Set(deliveries.map(({ status, attempts }) => `${status} ${attempts}`))).toEqual(
      new Set(['succeeded 1']),
    );
  });

  it('deliver again what one of them took and never settled, once its lease is over', async () => {
    const [workspace, target, clock] = [await outbox().workspace(), await receiver(), testClock()];
    await workspace.endpoint(target.url);
    await workspace.enqueue();
    const sent: string[] = [];
    const send = (): Promise<never> => new Promise(() => sent.push('and then the process dies'));
    const dying = outbox().deliverer({ now: clock.now, outbound: { send, refusal: () => undefined } });
    void dying.deliverOnce();
    await expect.poll(() => sent.length).toBe(1);
    const survivor = outbox().deliverer({ now: clock.now });
    expect(await survivor.deliverOnce()).toBe(0);
    clock.advance(59);
    expect(await survivor.deliverOnce()).toBe(0);
    clock.advance(1);
    expect(await survivor.deliverOnce()).toBe(1);
    expect(await workspace.deliveries()).toMatchObject([{ status: 'succeeded', attempts: 2 }]);
  });

  it('let a late failure change nothing that another one has settled', async () => {
    const [workspace, target, clock] = [await outbox().workspace(), await receiver(), testClock()];
    await workspace.endpoint(target.url);
    await workspace.enqueue();
    let fail = () => {};
    const failure = { kind: 'no_reply', code: 'timeout', detail: 'too late', durationMs: 0 } as const;
    const send = () =>
      new Promise<typeof failure>((resolve) => {
        fail = () => resolve(failure);
      });
    const slow = outbox()
      .deliverer({ now: clock.now, outbound: { send, refusal: () => undefined } })
      .deliverOnce();
    await expect.poll(async () => (await workspace.deliveries())[0]!.attempts).toBe(1);
    clock.advance(60);
    await outbox().deliverer({ now: clock.now }).deliverOnce();
    fail();
    await slow;
    expect(await workspace.deliveries()).toMatchObject([{ status: 'succeeded', attempts: 2, last_error: null }]);
  });
});

describe('an endpoint that hangs', () => {
  it('holds up nobody else', async () => {
    const held: ServerResponse[] = [];
    const silent = await receiver((response) => held.push(response));
    const [workspace, lively] = [await outbox().workspace(), await receiver()];
    await workspace.endpoint(silent.url);
    await workspace.endpoint(lively.url);
    await workspace.enqueue(60);
    const deliverer = outbox().deliverer();
    deliverer.start();
    await lively.arrived(60);
    await expect.poll(() => held.length).toBe(5);
    const stopped = deliverer.stop();
    for (const response of held) response.end();
    await stopped;
    expect(silent.received).toHaveLength(5);
  });

  it('gets one attempt at a time until it answers', async () => {
    const [workspace, target, clock] = [await outbox().workspace(), await receiver(answer(500)), testClock()];
    await workspace.endpoint(target.url);
    await workspace.enqueue(12);
    const deliverer = outbox().deliverer({ now: clock.now });
    expect([await deliverer.deliverOnce(), await deliverer.deliverOnce()]).toEqual([5, 1]);
    target.behave(answer(200));
    expect([await deliverer.deliverOnce(), await deliverer.deliverOnce()]).toEqual([1, 5]);
  });
});

describe('start and stop', () => {
  it('deliver what is queued later, at the next poll or a wake, and end when the last attempt has', async () => {
    const [workspace, target] = [await outbox().workspace(), await receiver()];
    await workspace.endpoint(target.url);
    const deliverer = outbox().deliverer();
    deliverer.start();
    await workspace.enqueue();
    await target.arrived(1);
    target.behave((response) => setTimeout(() => response.end(), 100));
    await workspace.enqueue();
    deliverer.wake();
    await target.arrived(2);
    await deliverer.stop();
    expect((await workspace.deliveries()).map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  });

  it('begin nothing any more once it has stopped', async () => {
    const [workspace, target] = [await outbox().workspace(), await receiver()];
    await workspace.endpoint(target.url);
    const deliverer = outbox().deliverer();
    deliverer.start();
    await deliverer.stop();
    await workspace.enqueue();
    deliverer.wake();
    expect(await workspace.deliveries()).toMatchObject([{ status: 'pending', attempts: 0 }]);
  });
});
