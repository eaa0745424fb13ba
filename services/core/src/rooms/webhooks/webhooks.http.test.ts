import { describe, expect, it } from 'vitest';
import { useWorld } from '../../../test/world.js';

const world = useWorld();
const get = () => world().call('webhooks.secret.get', { key: world().keys.admin });
const rotate = (graceSeconds?: number) =>
  world().call('webhooks.secret.rotate', {
    key: world().keys.admin,
    body: graceSeconds === undefined ? {} : { graceSeconds },
  });

describe('webhooks.secret', () => {
  it('is shown to an admin, and every look is in the audit log', async () => {
    const { body } = await get();
    expect(body).toMatchObject({ secret: world().workspace.webhookSecret, previousExpiresAt: null });
    expect(
      await world().db('audit_events').where({ type: 'webhook_secret.read', workspace_id: world().workspace.id }),
    ).toHaveLength(1);
  });

  it('is sealed in the database', async () => {
    const rows = JSON.stringify(await world().db('webhook_secrets'));
    const bytes = Buffer.from(world().workspace.webhookSecret.slice(6), 'base64');
    for (const encoding of ['base64', 'base64url', 'hex'] as const)
      expect(rows).not.toContain(bytes.toString(encoding));
  });

  it('rotates at once without a grace, and with one when it is asked for', async () => {
    const first = await rotate();
    expect(first.body.previousExpiresAt).toBeNull();
    const second = await rotate(3600);
    expect(second.body.secret).not.toBe(first.body.secret);
    const left = Date.parse(second.body.previousExpiresAt!) - Date.now();
    expect(left).toBeGreaterThan(3_500_000);
    expect((await get()).body).toEqual(second.body);
  });

  it('ends every older secret when it is rotated without a grace', async () => {
    await rotate(3600);
    await rotate(0);
    const valid = await world()
      .db('webhook_secrets')
      .where({ workspace_id: world().workspace.id })
      .whereRaw('coalesce(expires_at > now(), true)');
    expect(valid).toHaveLength(1);
  });

  it('has one current secret after ten rotations at the same time', async () => {
    const replies = await Promise.all(Array.from({ length: 10 }, () => rotate(60)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    const current = await world().db('webhook_secrets').where({ workspace_id: world().workspace.id, expires_at: null });
    expect(current).toHaveLength(1);
    expect(replies.map(({ body }) => body.secret)).toContain((await get()).body.secret);
  });

  it.each([-1, 1.5, 2_592_001, 'x'])('refuses a grace of %j', async (graceSeconds) => {
    const reply = await rotate(graceSeconds as number);
    expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([422, '/graceSeconds']);
  });
});
