import { describe, expect, it } from 'vitest';
import { useWorld } from '../../../test/world.js';
import { createKey } from '../../operator/provision.js';
import { lockWorkspace } from '../../platform/db/index.js';
import { Authenticator } from './api-keys.authenticator.js';
import { Hasher } from './api-keys.hasher.js';

const world = useWorld();
const admin = () => world().keys.admin;
const create = (
  body: { name: string; role: 'viewer' | 'developer' | 'admin'; expiresAt?: string | null },
  key = admin(),
) => world().call('apiKeys.create', { key, body });
const me = async (key: string) => (await world().call('me.get', { key })).status;

describe('apiKeys.create', () => {
  it('shows the secret once, and it works at once with its role', async () => {
    const { status, body } = await create({ name: 'CI', role: 'developer' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'CI', role: 'developer', expiresAt: null, lastUsedAt: null });
    expect(body.createdBy).toBe(world().workspace.keyIds.admin);
    expect(body.secret.startsWith(body.hint)).toBe(true);
    const reply = await world().call('me.get', { key: body.secret });
    expect(reply.body).toMatchObject({ principal: { id: body.id, name: 'CI', type: 'api_key' }, role: 'developer' });
    const listed = await world().call('apiKeys.list', { key: admin() });
    expect(listed.body.data.map(({ id }) => id)).toContain(body.id);
    expect(listed.text).not.toContain(body.secret);
  });

  it('keeps only a hash of it', async () => {
    const { body } = await create({ name: 'kept', role: 'viewer' });
    const rows = await world().db('api_key_secrets').where({ api_key_id: body.id });
    expect(rows[0].hash).toMatch(/^\$argon2id\$/);
    expect(JSON.stringify(rows)).not.toContain(body.secret);
  });

  it('refuses an expiry in the past, and honours one in the future', async () => {
    const past = await create({ name: 'late', role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' });
    expect([past.status, past.body.errors?.[0]]).toMatchObject([422, { pointer: '/expiresAt', code: 'past' }]);
    const expiresAt = '2999-01-01T00:00:00.000Z';
    const future = await create({ name: 'early', role: 'viewer', expiresAt });
    expect([future.body.expiresAt, await me(future.body.secret)]).toEqual([expiresAt, 200]);
  });

  it.each([
    [{ name: '', role: 'viewer' }, '/name'],
    [{ name: 'x'.repeat(101), role: 'viewer' }, '/name'],
    [{ name: 'x', role: 'owner' }, '/role'],
    [{ role: 'viewer' }, '/name'],
    [{ name: 'x', role: 'viewer', expiresAt: 'soon' }, '/expiresAt'],
  ])('refuses %j', async (body, pointer) => {
    const reply = await create(body as Parameters<typeof create>[0]);
    expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  it('answers 422, not 500, for a name that the database cannot hold', async () => {
    const reply = await create({ name: 'a\u0000b', role: 'viewer' });
    expect([reply.status, reply.body.code]).toEqual([422, 'invalid_request']);
  });
});

describe('apiKeys.revoke', () => {
  it('takes effect at once', async () => {
    const { body } = await create({ name: 'gone', role: 'viewer' });
    expect(await me(body.secret)).toBe(200);
    const revoke = () => world().call('apiKeys.revoke', { key: admin(), path: { apiKeyId: body.id } });
    expect((await revoke()).status).toBe(204);
    expect(await me(body.secret)).toBe(401);
    expect((await revoke()).body.code).toBe('api_key_not_found');
  });

  it('keeps the last admin key, also when the last two are revoked at the same time', async () => {
    const { call, other, db } = world();
    const second = await create({ name: 'second', role: 'admin' }, other.keys.admin);
    const revoke = (apiKeyId: string, key: string) => call('apiKeys.revoke', { key, path: { apiKeyId } });
    const busy = await db.transaction();
    await lockWorkspace(busy, other.id);
    const revoking = [revoke(other.keyIds.admin, second.body.secret), revoke(second.body.id, other.keys.admin)];
    // Both keys have been checked before the first of them is revoked.
    const waiting = db('pg_stat_activity').where({ wait_event_type: 'Lock', datname: db.raw('current_database()') });
    await expect.poll(async () => (await waiting.clone()).length).toBe(2);
    await busy.commit();
    const both = await Promise.all(revoking);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('last_admin_key');
    expect(await db('api_keys').where({ workspace_id: other.id, role: 'admin', revoked_at: null })).toHaveLength(1);
  });
});

describe('apiKeys.rotate', () => {
  const rotate = (apiKeyId: string, graceSeconds: number) =>
    world().call('apiKeys.rotate', { key: admin(), path: { apiKeyId }, body: { graceSeconds } });

  it('gives the same key another secret, and the old one stops at once', async () => {
    const { body } = await create({ name: 'rotated', role: 'viewer' });
    expect(await me(body.secret)).toBe(200);
    const rotated = await rotate(body.id, 0);
    expect(rotated.body).toMatchObject({ id: body.id, name: 'rotated', role: 'viewer' });
    expect([await me(body.secret), await me(rotated.body.secret)]).toEqual([401, 200]);
  });

  it('lets the old secret work while the grace lasts', async () => {
    const { body } = await create({ name: 'graceful', role: 'viewer' });
    const rotated = await rotate(body.id, 60);
    expect([await me(body.secret), await me(rotated.body.secret)]).toEqual([200, 200]);
    await world().db('api_key_secrets').whereNotNull('expires_at').update({ expires_at: world().db.fn.now() });
    await rotate(body.id, 60); // forgets what was cached
    expect([await me(body.secret), await me(rotated.body.secret)]).toEqual([401, 200]);
  });

  it('makes no secret for a key that has expired or was revoked', async () => {
    const [expired, revoked] = [
      await create({ name: 'over', role: 'viewer' }),
      await create({ name: 'x', role: 'viewer' }),
    ];
    const { db, call } = world();
    await db('api_keys').where({ id: expired.body.id }).update({ expires_at: db.fn.now() });
    await call('apiKeys.revoke', { key: admin(), path: { apiKeyId: revoked.body.id } });
    const replies = [await rotate(expired.body.id, 60), await rotate(revoked.body.id, 60)];
    expect(replies.map(({ status, body }) => [status, body.code])).toEqual([
      [409, 'api_key_expired'],
      [404, 'api_key_not_found'],
    ]);
    const secrets = db('api_key_secrets').whereIn('api_key_id', [expired.body.id, revoked.body.id]);
    expect(await secrets).toHaveLength(2);
  });

  it('never makes an old secret live longer', async () => {
    const { body } = await create({ name: 'short', role: 'viewer' });
    await rotate(body.id, 10);
    const ends = async () => {
      const [row] = await world()
        .db('api_key_secrets')
        .where({ api_key_id: body.id })
        .orderBy('created_at')
        .select('expires_at');
      return row.expires_at.getTime();
    };
    const before = await ends();
    await rotate(body.id, 3600);
    expect(await ends()).toBe(before);
  });
});

describe('authentication', () => {
  it('hashes a key once for 50 first requests at the same time, and never again', async () => {
    const { db, workspace } = world();
    const { secret } = await createKey(db, {
      workspaceId: workspace.id,
      name: 'counted',
      role: 'viewer',
      mode: 'test',
    });
    let hashed = 0;
    const hasher = new (class extends Hasher {
      override verify(hash: string, key: string) {
        hashed++;
        return super.verify(hash, key);
      }
    })();
    let now = 1_000_000;
    const authenticator = new Authenticator({ db, hasher, modes: ['test'], now: () => now });
    const request = { headers: { authorization: `Bearer ${secret}` } } as never;
    await Promise.all(Array.from({ length: 50 }, () => authenticator.authenticate(request, 'viewer')));
    now += 120_000;
    await authenticator.authenticate(request, 'viewer');
    expect(hashed).toBe(1);
  });

  it('asks the database again after a minute: a key revoked by another process stops', async () => {
    const { db, workspace } = world();
    const { id, secret } = await createKey(db, {
      workspaceId: workspace.id,
      name: 'remote',
      role: 'viewer',
      mode: 'test',
    });
    let now = 1_000_000;
    const authenticator = new Authenticator({ db, hasher: new Hasher(), modes: ['test'], now: () => now });
    const request = { headers: { authorization: `Bearer ${secret}` } } as never;
    await authenticator.authenticate(request, 'viewer');
    await db('api_keys').where({ id }).update({ revoked_at: db.fn.now() });
    now += 60_001;
    await expect(authenticator.authenticate(request, 'viewer')).rejects.toMatchObject({ status: 401 });
  });

  it('asks the database again when the time of a key is over, within that minute', async () => {
    const { db, workspace } = world();
    const { id, secret } = await createKey(db, {
      workspaceId: workspace.id,
      name: 'ending',
      role: 'viewer',
      mode: 'test',
    });
    const expire = (seconds: number) =>
      db('api_keys')
        .where({ id })
        .update({ expires_at: db.raw('now() + make_interval(secs => ?)', [seconds]) });
    let now = 1_000_000;
    const authenticator = new Authenticator({ db, hasher: new Hasher(), modes: ['test'], now: () => now });
    const request = { headers: { authorization: `Bearer ${secret}` } } as never;
    await expire(10);
    await authenticator.authenticate(request, 'viewer');
    await expire(-1);
    await authenticator.authenticate(request, 'viewer'); // believed still
    now += 10_000;
    await expect(authenticator.authenticate(request, 'viewer')).rejects.toMatchObject({ status: 401 });
  });

  it('does not keep what it read before a revocation', async () => {
    const { db, workspace } = world();
    const { id, secret } = await createKey(db, {
      workspaceId: workspace.id,
      name: 'raced',
      role: 'viewer',
      mode: 'test',
    });
    const reading = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const hasher = new (class extends Hasher {
      override async verify(hash: string, key: string) {
        reading.resolve();
        await goOn.promise;
        return super.verify(hash, key);
      }
    })();
    const authenticator = new Authenticator({ db, hasher, modes: ['test'] });
    const request = { headers: { authorization: `Bearer ${secret}` } } as never;
    const raced = authenticator.authenticate(request, 'viewer');
    await reading.promise;
    await db('api_keys').where({ id }).update({ revoked_at: db.fn.now() });
    authenticator.forget(id);
    goOn.resolve();
    await raced;
    await expect(authenticator.authenticate(request, 'viewer')).rejects.toMatchObject({ status: 401 });
  });

  it('notes when a key was used, to the minute', async () => {
    const { body } = await create({ name: 'used', role: 'viewer' });
    await me(body.secret);
    const listed = await world().call('apiKeys.list', { key: admin() });
    expect(listed.body.data.find(({ id }) => id === body.id)?.lastUsedAt).toMatch(/:00\.000Z$/);
  });
});
