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
    const { data } = await list({ limit: 3 });
    const common = { requestId: 'story-1', id: expect.stringMatching(/^evt_/), createdAt: expect.any(String) };
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
        data: { action: 'webhook.send', summary, digest },
      },
    ]);
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
