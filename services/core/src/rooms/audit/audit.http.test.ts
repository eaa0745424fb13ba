import { describe, expect, it } from 'vitest';
import { useWorld } from '../../../test/world.js';

const world = useWorld();
const list = async (query: Record<string, string | number> = {}) =>
  (await world().call('audit.list', { key: world().keys.admin, query })).body;

describe('audit.list', () => {
  it('tells the whole story of an action, with who and by which request', async () => {
    const { call, keys, workspace, receiver } = world();
    const headers = { 'x-request-id': 'story-1' };
    const body = { action: 'webhook.send', input: { url: receiver.url, headers: { authorization: 'Bearer s3cr3t' } } };
    const plan = await call('actions.preview', { key: keys.developer, body, headers });
    const { id: previewId, digest, summary } = plan.body;
    const done = await call('actions.execute', { key: keys.admin, body: { previewId, digest }, headers });
    await world().container.chainer.chainOnce();
    const { data } = await list({ limit: 3 });
    const common = {
      requestId: 'story-1',
      id: expect.stringMatching(/^evt_/),
      createdAt: expect.any(String),
      sequence: expect.any(Number),
      previousHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    };
    expect(data).toEqual([
      {
        ...common,
        type: 'execution.succeeded',
        actorId: workspace.keyIds.admin,
        subjectId: done.body.id,
        data: { action: 'webhook.send', previewId },
      },
      {
        ...common,
        type: 'execution.started',
        actorId: workspace.keyIds.admin,
        subjectId: done.body.id,
        data: { action: 'webhook.send', previewId, digest },
      },
      {
        ...common,
        type: 'preview.created',
        actorId: workspace.keyIds.developer,
        subjectId: previewId,
        data: {
          action: 'webhook.send',
          summary,
          digest,
          input: plan.body.input,
          commitments: { '/headers/authorization': expect.stringMatching(/^sha256-[\w-]{43}$/) },
        },
      },
    ]);
    expect(data.map(({ sequence }) => sequence! - data[2]!.sequence!)).toEqual([2, 1, 0]);
    expect(data[0]!.previousHash).toBe(data[1]!.hash);
    expect(JSON.stringify(data)).not.toContain('s3cr3t');
  });

  it('begins with the workspace, its secret and its keys, made by the system', async () => {
    const { data } = await list({ actorId: 'system', limit: 100 });
    expect(
      data
        .map(({ type }) => type)
        .reverse()
        .slice(0, 3),
    ).toEqual(['workspace.created', 'webhook_secret.created', 'api_key.created']);
  });

  it('filters by type and time, and pages', async () => {
    const keys = await list({ type: 'api_key.created', limit: 100 });
    expect(new Set(keys.data.map(({ type }) => type))).toEqual(new Set(['api_key.created']));
    const first = await list({ limit: 1 });
    const second = await list({ limit: 1, cursor: first.nextCursor! });
    expect(second.data[0]!.id < first.data[0]!.id).toBe(true);
    expect((await list({ from: '2999-01-01T00:00:00Z' })).data).toEqual([]);
  });

  it('has no sequence number for what is not chained yet', async () => {
    await world().call('webhooks.secret.get', { key: world().keys.admin });
    const { data } = await list({ limit: 1 });
    expect(data[0]).toMatchObject({ type: 'webhook_secret.read', sequence: null, previousHash: null, hash: null });
  });

  it('takes the own workspace as a filter, and hides every other one', async () => {
    const { workspace, other, call, keys } = world();
    expect((await list({ workspaceId: workspace.id })).data.length).toBeGreaterThan(0);
    for (const workspaceId of [other.id, 'ws_unknown']) {
      const reply = await call('audit.list', { key: keys.admin, query: { workspaceId } });
      expect([reply.status, reply.body.code]).toEqual([404, 'workspace_not_found']);
    }
  });

  it("never shows another workspace's events", async () => {
    const theirs = (await world().call('audit.list', { key: world().other.keys.admin, query: { limit: 100 } })).body
      .data;
    const ours = (await list({ limit: 100 })).data;
    expect(theirs.length).toBeGreaterThan(0);
    expect(ours.filter(({ id }) => theirs.some((event) => event.id === id))).toEqual([]);
  });

  it('is written with the change or not at all', async () => {
    const { db, call, keys } = world();
    const events = async () => Number((await db('audit_events').count())[0]!.count);
    const before = await events();
    await db.raw("alter table api_key_secrets add constraint no_more check (created_at < '2000-01-01') not valid");
    const reply = await call('apiKeys.create', { key: keys.admin, body: { name: 'fails', role: 'viewer' } });
    await db.raw('alter table api_key_secrets drop constraint no_more');
    expect([reply.status, reply.body.code, await events()]).toEqual([500, 'internal', before]);
  });
});
