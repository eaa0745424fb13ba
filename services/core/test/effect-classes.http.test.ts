// The effect class decides what is done after a lost reply; nobody ever gets a second effect that the class does not allow.
import { answer, type Behaviour, inTurn, reset } from '@relay/testing';
import { describe, expect, it } from 'vitest';
import type { EffectClass } from '../src/generated/types.js';
import { CLASSES, fakeAction } from './actions/fake-action.js';
import { useWorld } from './world.js';

const world = useWorld({ actions: CLASSES.map(fakeAction), sendDeadlineMs: 5_000 });

const script = (...behaviours: Behaviour[]): void => world().receiver.behave(inTurn(...behaviours));

async function run(effectClass: EffectClass, input: Record<string, unknown> = {}) {
  const { call, keys, receiver } = world();
  const already = receiver.received.length;
  const body = { action: `fake.${effectClass}`, input: { url: receiver.url, ...input } };
  const { body: plan } = await call('actions.preview', { key: keys.developer, body });
  const { body: execution } = await call('actions.execute', {
    key: keys.developer,
    body: { previewId: plan.id, digest: plan.digest },
  });
  const requests = receiver.received.slice(already).map(({ method }) => method);
  return { ...execution, requests };
}

describe('a lost reply', () => {
  it.each<EffectClass>(['provider-key', 'natural'])('is asked for again by %s', async (effectClass) => {
    script(reset, answer(200));
    expect(await run(effectClass)).toMatchObject({ status: 'succeeded', attempts: 2, requests: ['POST', 'POST'] });
  });

  it('is never sent again by at-most-once', async () => {
    script(reset, answer(200));
    expect(await run('at-most-once')).toMatchObject({ status: 'outcome_unknown', attempts: 1, requests: ['POST'] });
  });

  it('that took effect is found by a probe, and not sent again', async () => {
    script(reset, answer(200));
    expect(await run('probe')).toMatchObject({
      status: 'succeeded',
      output: { probed: true },
      attempts: 1,
      requests: ['POST', 'GET'],
    });
  });

  it('that took no effect is found by a probe, and sent again', async () => {
    script(reset, answer(404), answer(200));
    expect(await run('probe')).toMatchObject({
      status: 'succeeded',
      output: { status: 200 },
      attempts: 2,
      requests: ['POST', 'GET', 'POST'],
    });
  });

  it('stays unknown when the probe cannot tell', async () => {
    script(reset, answer(500));
    expect(await run('probe')).toMatchObject({
      status: 'outcome_unknown',
      error: { code: 'probe_failed' },
      requests: ['POST', 'GET'],
    });
    script(reset);
    expect((await run('probe')).status).toBe('outcome_unknown');
  });

  it('stays unknown when every later attempt is refused: only a success can take it back', async () => {
    script(reset, answer(400));
    expect(await run('provider-key')).toMatchObject({
      status: 'outcome_unknown',
      attempts: 2,
      requests: ['POST', 'POST'],
    });
  });

  it('is asked for four times at the most', async () => {
    script(reset);
    expect(await run('natural')).toMatchObject({ status: 'outcome_unknown', attempts: 4 });
  });
});

describe("a gateway's 503", () => {
  it.each<EffectClass>(['provider-key', 'natural'])('is as good as a lost reply for %s', async (effectClass) => {
    script(answer(503), answer(200));
    expect(await run(effectClass)).toMatchObject({ status: 'succeeded', attempts: 2 });
    script(answer(503));
    expect(await run(effectClass)).toMatchObject({ status: 'outcome_unknown', attempts: 4 });
  });

  it('is never sent again by at-most-once', async () => {
    script(answer(503), answer(200));
    expect(await run('at-most-once')).toMatchObject({ status: 'outcome_unknown', attempts: 1, requests: ['POST'] });
  });
});

describe('429', () => {
  it.each(CLASSES)('is waited for by %s: the request was not taken', async (effectClass) => {
    script(answer(429, '', { 'retry-after': '1' }), answer(200));
    expect(await run(effectClass)).toMatchObject({ status: 'succeeded', attempts: 2, requests: ['POST', 'POST'] });
  });

  it('with a long Retry-After is told, and not waited for', async () => {
    script(answer(429, '', { 'retry-after': '60' }));
    expect(await run('natural')).toMatchObject({
      status: 'failed',
      attempts: 1,
      error: { code: 'rate_limited', retryAfterMs: 60_000 },
    });
  });
});

describe('a failure that the receiver tells', () => {
  it.each<EffectClass>(['provider-key', 'natural'])('of 500 is tried again by %s', async (effectClass) => {
    script(answer(500), answer(200));
    expect(await run(effectClass)).toMatchObject({ status: 'succeeded', attempts: 2 });
  });

  it.each<EffectClass>(['probe', 'at-most-once'])('of 500 is final for %s', async (effectClass) => {
    script(answer(500), answer(200));
    expect(await run(effectClass)).toMatchObject({ status: 'failed', attempts: 1 });
  });

  it.each(CLASSES)('of 400 is final for %s', async (effectClass) => {
    script(answer(400), answer(200));
    expect(await run(effectClass)).toMatchObject({ status: 'failed', attempts: 1 });
  });
});

describe('a connection that was never made', () => {
  it.each(CLASSES)('is tried again by %s: no byte has left', async (effectClass) => {
    const execution = await run(effectClass, { url: 'http://127.0.0.1:1/' });
    expect(execution).toMatchObject({
      status: 'failed',
      attempts: 4,
      error: { code: 'connection_refused', retryable: true },
    });
  });
});

describe('webhook.send', () => {
  const send = async (receiverDeduplicates: boolean) => {
    const { call, keys, receiver } = world();
    const already = receiver.received.length;
    const body = { action: 'webhook.send', input: { url: receiver.url, receiverDeduplicates } };
    const { body: plan } = await call('actions.preview', { key: keys.developer, body });
    const { body: execution } = await call('actions.execute', {
      key: keys.developer,
      body: { previewId: plan.id, digest: plan.digest },
    });
    return { execution, ids: receiver.received.slice(already).map(({ headers }) => headers['webhook-id']) };
  };

  it('is sent again with the same webhook-id only when the receiver deduplicates', async () => {
    script(reset, answer(200));
    const twice = await send(true);
    expect([twice.execution.status, new Set(twice.ids).size, twice.ids.length]).toEqual(['succeeded', 1, 2]);
    script(reset, answer(200));
    const once = await send(false);
    expect([once.execution.status, once.ids.length]).toEqual(['outcome_unknown', 1]);
  });
});

describe('the reconciler', () => {
  const crash = async (effectClass: EffectClass) => {
    script(answer(200));
    const execution = await run(effectClass);
    const { db } = world();
    const running = { status: 'running', finished_at: null, output: null, error: null };
    await db('executions')
      .where({ id: execution.id })
      .update({ ...running, lease_expires_at: db.raw("now() - interval '1 second'") });
    return execution.id;
  };
  const settled = async (executionId: string) => {
    const already = world().receiver.received.length;
    await world().container.reconciler.reconcile();
    const { body } = await world().call('executions.get', { key: world().keys.viewer, path: { executionId } });
    return {
      ...body,
      requests: world()
        .receiver.received.slice(already)
        .map(({ method }) => method),
    };
  };

  it.each<EffectClass>(['provider-key', 'natural', 'at-most-once'])(
    'says unknown for %s, and sends nothing',
    async (effectClass) => {
      const id = await crash(effectClass);
      expect(await settled(id)).toMatchObject({
        status: 'outcome_unknown',
        error: { code: 'interrupted' },
        requests: [],
      });
    },
  );

  it('finds by a probe that it took effect', async () => {
    const id = await crash('probe');
    expect(await settled(id)).toMatchObject({ status: 'succeeded', output: { probed: true }, requests: ['GET'] });
  });

  it('finds by a probe that it did not, and sends nothing', async () => {
    const id = await crash('probe');
    script(answer(404));
    expect(await settled(id)).toMatchObject({
      status: 'failed',
      error: { code: 'not_happened', retryable: true },
      requests: ['GET'],
    });
  });

  it.each([
    ['its plan is gone', (id: string) => world().db('previews').where({ execution_id: id }).delete()],
    [
      'its action is gone',
      (id: string) => world().db('previews').where({ execution_id: id }).update({ action: 'no.such' }),
    ],
  ])('says unknown when %s, and leaves nothing running', async (_, lose) => {
    const id = await crash('probe');
    await lose(id);
    expect(await settled(id)).toMatchObject({
      status: 'outcome_unknown',
      error: { code: 'interrupted' },
      requests: [],
    });
  });

  it('leaves what still has its lease', async () => {
    const id = await crash('natural');
    const { db } = world();
    await db('executions')
      .where({ id })
      .update({ lease_expires_at: db.raw("now() + interval '1 minute'") });
    expect(await settled(id)).toMatchObject({ status: 'running', requests: [] });
  });
});
