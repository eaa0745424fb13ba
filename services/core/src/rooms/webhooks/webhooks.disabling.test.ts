import { answer } from '@relay/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { testClock, useOutbox } from './testing.js';

const outbox = useOutbox();
const DAY = 86_400;

beforeEach(() => outbox().receiver.behave(answer(200)));

async function situation(status: number) {
  const { workspace, receiver, deliverer, db } = outbox();
  const clock = testClock();
  const ours = await workspace();
  const endpoint = await ours.endpoint(`${receiver.url}/failing`);
  receiver.behave((response, { path }) => response.writeHead(path === '/failing' ? status : 200).end());
  const read = () => db('webhook_endpoints').where({ workspace_id: ours.id, id: endpoint.id }).first();
  return { ours, endpoint, clock, read, deliverer: deliverer({ now: clock.now }) };
}

describe('an endpoint that answers 410', () => {
  it('is disabled at once, its deliveries are given up, and the audit log and the other endpoints hear of it', async () => {
    const { ours, endpoint, read, deliverer } = await situation(410);
    const other = await ours.endpoint(`${outbox().receiver.url}/other`, ['webhook_endpoint.disabled']);
    await ours.enqueue(8);
    await deliverer.deliverOnce();
    expect(await read()).toMatchObject({
      status: 'disabled',
      disabled_reason: 'The endpoint answered that it is gone (410).',
    });
    const [first, ...rest] = (await ours.deliveries()).filter(({ endpoint_id }) => endpoint_id === endpoint.id);
    expect(first).toMatchObject({ status: 'failed', last_status: 410 });
    expect(new Set(rest.map(({ status }) => status))).toEqual(new Set(['failed']));
    const reason = 'The endpoint answered that it is gone (410).';
    expect(await ours.events('webhook_endpoint.disabled')).toMatchObject([
      { actor_id: 'system', subject_id: endpoint.id, data: { reason } },
    ]);
    await deliverer.deliverOnce();
    const [told] = (await ours.deliveries()).filter(({ endpoint_id }) => endpoint_id === other.id);
    expect(told).toMatchObject({
      event_type: 'webhook_endpoint.disabled',
      status: 'succeeded',
      payload: { data: { id: endpoint.id, status: 'disabled', disabledReason: reason } },
    });
  });

  it('gets nothing any more', async () => {
    const { ours, deliverer } = await situation(410);
    await ours.enqueue();
    await deliverer.deliverOnce();
    await ours.enqueue();
    expect([await deliverer.deliverOnce(), await ours.deliveries()]).toMatchObject([0, [{ status: 'failed' }]]);
  });

  it('stays enabled when it was moved to another URL meanwhile', async () => {
    const { ours, endpoint, read, deliverer } = await situation(410);
    outbox().receiver.behave(async (response) => {
      await outbox().db('webhook_endpoints').where({ id: endpoint.id }).update({ url: 'https://moved.example.com/' });
      response.writeHead(410).end();
    });
    await ours.enqueue();
    await deliverer.deliverOnce();
    expect(await read()).toMatchObject({ status: 'enabled', disabled_reason: null });
  });
});

describe('an endpoint that fails', () => {
  it('is disabled when a delivery is given up and nothing has succeeded for five days', async () => {
    const { ours, clock, read, deliverer } = await situation(500);
    await ours.enqueue();
    await deliverer.deliverOnce();
    clock.advance(5 * DAY - 10);
    await deliverer.deliverOnce();
    expect(await read()).toMatchObject({ status: 'enabled' });
    clock.advance(310);
    await deliverer.deliverOnce();
    const reason = 'Nothing could be delivered to the endpoint for 5 days.';
    expect(await read()).toMatchObject({ status: 'disabled', disabled_reason: reason });
    expect(await ours.deliveries()).toMatchObject([{ status: 'failed', attempts: 3, last_status: 500 }]);
    expect(await ours.events('webhook_endpoint.disabled')).toHaveLength(1);
  });

  it('is not disabled by one failure long after another', async () => {
    const { ours, clock, read, deliverer } = await situation(500);
    await ours.enqueue();
    await deliverer.deliverOnce();
    await outbox().db('webhook_deliveries').delete();
    clock.advance(30 * DAY);
    await ours.enqueue();
    await outbox().db('webhook_deliveries').update({ created_at: clock.now() });
    await deliverer.deliverOnce();
    expect(await ours.deliveries()).toMatchObject([{ status: 'pending', attempts: 1 }]);
    expect(await read()).toMatchObject({ status: 'enabled' });
  });

  it('begins anew after a success', async () => {
    const { ours, clock, read, deliverer } = await situation(500);
    await ours.enqueue();
    await deliverer.deliverOnce();
    expect((await read()).failing_since).toEqual(clock.now());
    outbox().receiver.behave(answer(200));
    clock.advance(5);
    await deliverer.deliverOnce();
    expect((await read()).failing_since).toBeNull();
  });
});

describe('a delivery to an endpoint that was disabled after it was queued', () => {
  it('is given up and not sent', async () => {
    const { ours, deliverer } = await situation(200);
    await ours.enqueue();
    await outbox().db('webhook_endpoints').where({ workspace_id: ours.id }).update({ status: 'disabled' });
    const arrived = outbox().receiver.received.length;
    await deliverer.deliverOnce();
    expect(outbox().receiver.received).toHaveLength(arrived);
    expect(await ours.deliveries()).toMatchObject([{ status: 'failed', last_error: 'The endpoint is disabled.' }]);
  });

  it('has succeeded all the same when it arrived', async () => {
    const { ours, endpoint, deliverer } = await situation(200);
    outbox().receiver.behave(async (response) => {
      await outbox().db('webhook_endpoints').where({ id: endpoint.id }).update({ status: 'disabled' });
      const given = { status: 'failed', next_attempt_at: null, last_error: 'The endpoint was disabled.' };
      await outbox().db('webhook_deliveries').where({ endpoint_id: endpoint.id }).update(given);
      response.end();
    });
    await ours.enqueue();
    await deliverer.deliverOnce();
    expect(await ours.deliveries()).toMatchObject([{ status: 'succeeded', last_status: 200, last_error: null }]);
  });
});

describe('a secret that does not open', () => {
  it('is told in the delivery and the log, and is not held against the endpoint', async () => {
    const { ours, endpoint, read, deliverer } = await situation(200);
    await outbox()
      .db('webhook_endpoint_secrets')
      .where({ endpoint_id: endpoint.id })
      .update({ sealed: 'v1.gone.AAAA' });
    await ours.enqueue();
    await deliverer.deliverOnce();
    expect(await ours.deliveries()).toMatchObject([
      { status: 'pending', last_error: expect.stringContaining('could not be opened') },
    ]);
    expect(await read()).toMatchObject({ failing_since: null });
    expect(outbox().logged.join()).toContain('no master key named gone');
  });
});
