import { answer } from '@relay/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { useWorld } from '../../../test/world.js';

const world = useWorld();
const ids: string[] = [];
const list = async (query: Record<string, string | number> = {}) =>
  (await world().call('executions.list', { key: world().keys.viewer, query })).body;

async function execute(key = world().keys.developer) {
  const { call, receiver } = world();
  const plan = await call('actions.preview', { key, body: { action: 'webhook.send', input: { url: receiver.url } } });
  return (await call('actions.execute', { key, body: { previewId: plan.body.id, digest: plan.body.digest } })).body;
}

beforeAll(async () => {
  for (const status of [200, 200, 500, 200, 404]) {
    world().receiver.behave(answer(status));
    ids.unshift((await execute()).id);
  }
  await execute(world().other.keys.developer);
});

describe('executions.list', () => {
  it("lists the workspace's own, newest first", async () => {
    const { data, nextCursor } = await list();
    expect([data.map(({ id }) => id), nextCursor]).toEqual([ids, null]);
  });

  it('pages without losing or repeating any', async () => {
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await list({ limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids);
  });

  it('filters by status, action and time', async () => {
    expect((await list({ status: 'failed' })).data.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
    expect((await list({ action: 'no.such' })).data).toEqual([]);
    const { startedAt } = (await list()).data[2]!;
    expect((await list({ from: startedAt })).data.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    expect((await list({ to: startedAt })).data.map(({ id }) => id)).toEqual(ids.slice(3));
  });

  it.each([{ limit: 0 }, { limit: 101 }, { limit: 'x' }, { status: 'done' }, { from: 'yesterday' }, { cursor: '***' }])(
    'refuses %j',
    async (query) => {
      const reply = await world().call('executions.list', {
        key: world().keys.viewer,
        query: query as unknown as Record<string, string>,
      });
      expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([422, `query/${Object.keys(query)[0]}`]);
    },
  );
});

describe('executions.get', () => {
  it('gives what execute answered', async () => {
    const execution = await execute();
    const { body } = await world().call('executions.get', {
      key: world().keys.viewer,
      path: { executionId: execution.id },
    });
    expect(body).toEqual(execution);
  });
});
