// What endpoints hear of executions: queued by the statement that settles.
import { answer } from '@relay/testing';
import { Webhook } from 'standardwebhooks';
import { beforeEach, expect, it } from 'vitest';
import { useWorld } from '../../../test/world.js';
import { systemActor } from '../audit/index.js';
import { settleExecution } from '../executions/index.js';

const world = useWorld();
const path = '/events';

beforeEach(async () => {
  await world().db('webhook_endpoints').delete();
});

async function endpoint(events: string[] = ['*'], workspace = world().workspace) {
  const { call, receiver } = world();
  const body = { url: receiver.url + path, events: events as ['*'] };
  return (await call('webhooks.endpoints.create', { key: workspace.keys.admin, body })).body;
}

async function execute(status = 200, text = 'ok') {
  const { call, keys, receiver } = world();
  receiver.behave((response, { path: where }) =>
    where === path ? response.end() : answer(status, text)(response, receiver.received[0]!),
  );
  const key = keys.developer;
  const plan = await call('actions.preview', { key, body: { action: 'webhook.send', input: { url: receiver.url } } });
  return (await call('actions.execute', { key, body: { previewId: plan.body.id, digest: plan.body.digest } })).body;
}
const deliveries = () => world().db('webhook_deliveries').orderBy('id');

it('an execution that succeeds is told to every endpoint that listens, as the API shows it', async () => {
  const { secret } = await endpoint();
  await endpoint(['execution.succeeded', 'execution.failed']);
  await endpoint(['execution.failed']);
  await endpoint(['*'], world().other);
  const execution = await execute();
  expect(await world().container.webhookDeliverer.deliverOnce()).toBe(2);
  const [first, second] = world().receiver.received.slice(-2);
  const event = { type: 'execution.succeeded', timestamp: execution.finishedAt, data: execution };
  expect([JSON.parse(first!.body), JSON.parse(second!.body)]).toEqual([event, event]);
  expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
  const verified = [first!, second!].filter(({ body, headers }) => {
    try {
      return new Webhook(secret).verify(body, headers as Record<string, string>);
    } catch {
      return false;
    }
  });
  expect(verified).toHaveLength(1);
});

it('the event has the id that it has in the audit log', async () => {
  await endpoint();
  const execution = await execute();
  const [{ event_id }] = await deliveries();
  const event = await world().db('audit_events').where({ id: event_id }).first();
  expect(event).toMatchObject({ type: 'execution.succeeded', subject_id: execution.id });
});

it('failed executions are told as such', async () => {
  await endpoint(['execution.failed']);
  await execute(200);
  const failed = await execute(404);
  expect(await deliveries()).toMatchObject([{ event_type: 'execution.failed', payload: { data: failed } }]);
});

it('an execution that a crash interrupted is told once the reconciler has settled it', async () => {
  const { db, container } = world();
  const { id } = await execute();
  await endpoint(['execution.outcome_unknown']);
  const running = { status: 'running', finished_at: null, output: null, error: null };
  const lease_expires_at = db.raw("now() - interval '1 second'");
  await db('executions')
    .where({ id })
    .update({ ...running, lease_expires_at });
  await container.reconciler.reconcile();
  expect(await deliveries()).toMatchObject([
    { event_type: 'execution.outcome_unknown', payload: { data: { id, error: { code: 'interrupted' } } } },
  ]);
});

it('an execution that is settled already is not told again', async () => {
  const execution = await execute();
  await endpoint();
  expect(await settleExecution(world().db, systemActor(world().workspace.id), execution)).toBe(false);
  expect(await deliveries()).toEqual([]);
});

it("an answer with every odd character arrives in the event as it is in the API's reply", async () => {
  await endpoint();
  const execution = await execute(200, 'a\u0000b"\\\u2028\ud83d\ude80');
  expect(execution.output).toMatchObject({ body: 'a\u0000b"\\\u2028\ud83d\ude80' });
  await world().container.webhookDeliverer.deliverOnce();
  expect(JSON.parse(world().receiver.received.at(-1)!.body).data).toEqual(execution);
});
