import { expect, it } from 'vitest';
import { inTransaction } from '../../platform/db/index.js';
import { isId } from '../../platform/ids.js';
import { purgeDeliveries } from './index.js';
import { useOutbox } from './testing.js';
import { enqueueEvent, MOST_ENDPOINTS } from './webhooks.outbox.js';

const outbox = useOutbox();
const url = 'https://hooks.example.com/';

it('queues one delivery for each endpoint that listens, all with the same event id', async () => {
  const workspace = await outbox().workspace();
  const listening = [
    await workspace.endpoint(url),
    await workspace.endpoint(url, ['execution.failed', 'execution.succeeded']),
  ];
  await workspace.endpoint(url, ['execution.failed']);
  const disabled = await workspace.endpoint(url);
  await outbox().db('webhook_endpoints').where({ id: disabled.id }).update({ status: 'disabled' });
  await (await outbox().workspace()).endpoint(url);
  expect(await enqueueEvent(outbox().db, { workspaceId: workspace.id }, 'execution.succeeded', {})).toBe(2);
  const deliveries = await workspace.deliveries();
  expect(deliveries.map(({ endpoint_id }) => endpoint_id).sort()).toEqual(listening.map(({ id }) => id).sort());
  expect(new Set(deliveries.map(({ event_id }) => event_id)).size).toBe(1);
  expect(deliveries.map(({ event_id }) => isId('evt', event_id))).toEqual([true, true]);
});

it('gives every delivery an id of its own that is an id', async () => {
  const workspace = await outbox().workspace();
  for (let number = 0; number < MOST_ENDPOINTS; number++) await workspace.endpoint(url);
  await workspace.enqueue(50);
  const ids = (await workspace.deliveries()).map(({ id }) => id);
  expect([new Set(ids).size, ids.every((id) => isId('whd', id))]).toEqual([MOST_ENDPOINTS * 50, true]);
});

it('queues nothing when the transaction is undone', async () => {
  const workspace = await outbox().workspace();
  await workspace.endpoint(url);
  const undone = inTransaction(outbox().db, async (transaction) => {
    await enqueueEvent(transaction, { workspaceId: workspace.id }, 'execution.succeeded', {});
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await workspace.deliveries()).toEqual([]);
});

it('leaves an endpoint out that is being deleted, and does not fail', async () => {
  const { db } = outbox();
  const workspace = await outbox().workspace();
  const [gone, stays] = [await workspace.endpoint(url), await workspace.endpoint(url)];
  let queueing: Promise<void> | undefined;
  await inTransaction(db, async (transaction) => {
    await transaction('webhook_endpoints').where({ id: gone.id }).delete();
    queueing = workspace.enqueue();
    const waiting = db('pg_stat_activity').where({ wait_event_type: 'Lock', state: 'active' });
    await expect.poll(async () => (await waiting.clone()).length).toBe(1);
  });
  await queueing;
  expect(await workspace.deliveries()).toMatchObject([{ endpoint_id: stays.id }]);
});

it('forgets deliveries after so many days, but none that is still tried', async () => {
  const { db } = outbox();
  const workspace = await outbox().workspace();
  await workspace.endpoint(url);
  await workspace.enqueue(3);
  const [old, tried, young] = await workspace.deliveries();
  const over = { status: 'failed', next_attempt_at: null };
  const age = (id: string, days: number, change: object) =>
    db('webhook_deliveries')
      .where({ id })
      .update({ ...change, created_at: db.raw('now() - make_interval(days => ?)', [days]) });
  await age(old!.id, 11, over);
  await age(tried!.id, 11, {});
  await age(young!.id, 9, over);
  expect([await purgeDeliveries(db, 30), await purgeDeliveries(db, 10)]).toEqual([0, 1]);
  expect((await workspace.deliveries()).map(({ id }) => id)).toEqual([tried!.id, young!.id]);
});
