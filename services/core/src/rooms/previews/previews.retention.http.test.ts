import { describe, expect, it } from 'vitest';
import { useWorld } from '../../../test/world.js';
import { retainPreviews } from './previews.retention.js';

const world = useWorld();
const retention = { previewDays: 7, bodyDays: 30 };

async function preview(daysOld: number) {
  const { call, keys, receiver, db } = world();
  const input = {
    url: `${receiver.url}/orders?token=s3cr3t`,
    headers: { authorization: 's3cr3t' },
    payload: { private: true },
  };
  const { body } = await call('actions.preview', { key: keys.developer, body: { action: 'webhook.send', input } });
  const age = async () => {
    await db('previews')
      .where({ id: body.id })
      .update({ created_at: db.raw('now() - make_interval(days => ?)', [daysOld]) });
  };
  const execute = () =>
    call('actions.execute', { key: keys.developer, body: { previewId: body.id, digest: body.digest } });
  const read = () => call('previews.get', { key: keys.viewer, path: { previewId: body.id } });
  return { ...body, age, execute, read };
}

describe('the retention of previews', () => {
  it('deletes those that were never executed after 7 days, and no others', async () => {
    const [old, young, executed] = [await preview(8), await preview(6), await preview(8)];
    await executed.execute();
    for (const one of [old, young, executed]) await one.age();
    expect(await retainPreviews(world().db, retention)).toEqual({ deleted: 1, purged: 0 });
    const found = await Promise.all([old, young, executed].map(async (one) => (await one.read()).status));
    expect(found).toEqual([404, 200, 200]);
  });

  it('removes what executed ones sent and got back after 30 days, says so, and keeps the digest', async () => {
    const one = await preview(31);
    const execution = await one.execute();
    await one.age();
    expect(await retainPreviews(world().db, retention)).toEqual({ deleted: 0, purged: 1 });
    const { status, body } = await one.read();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      digest: one.digest,
      summary: one.summary,
      executionId: execution.body.id,
      input: {},
      request: { method: 'POST', url: `${world().receiver.url}/orders`, headers: {}, body: null },
    });
    expect(Date.parse(body.purgedAt!)).toBeGreaterThan(0);
    const row = await world().db('previews').where({ id: one.id }).first();
    expect(row.sealed).toBeNull();
    expect(JSON.stringify(row)).not.toMatch(/private|authorization/);
    const purged = (await one.execute()).body;
    expect(purged).toEqual({ ...execution.body, output: null, purgedAt: body.purgedAt });
    expect([execution.body.output, execution.body.purgedAt]).toEqual([expect.objectContaining({ body: 'ok' }), null]);
    expect(await retainPreviews(world().db, retention)).toEqual({ deleted: 0, purged: 0 });
  });

  it('works through more than one batch', async () => {
    const { db, workspace } = world();
    await db.raw(
      `insert into previews (workspace_id, id, action, action_version, effect_class, summary, input, request, warnings, digest, previewed_by, expires_at, created_at)
       select ?, 'prv_old' || n, 'webhook.send', '1', 'natural', '', '{}', '{}', '[]', '', 'key_1', now(), now() - interval '8 days' from generate_series(1, 1200) n`,
      [workspace.id],
    );
    expect((await retainPreviews(db, retention)).deleted).toBe(1200);
  });
});
