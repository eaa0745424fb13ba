import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectedWorld, connectAccount, openConnectedWorld } from '../../../test/connecting.js';
import { newId } from '../../platform/ids.js';
import { purgeConnections } from './connections.purge.js';

let world: ConnectedWorld;
beforeAll(async () => {
  world = await openConnectedWorld({ returnUrls: ['https://app.example.com/settings'] });
});
afterAll(() => world.stop());

const create = (body: object, more: { key?: string; headers?: Record<string, string> } = {}) =>
  world.call('connections.create', { key: world.keys.developer, body: body as never, ...more });

describe('creating a connection', () => {
  it('answers the connection and a link that nothing but its reply holds', async () => {
    const { status, body } = await create({ provider: 'google', scopes: ['https://www.googleapis.com/auth/calendar'] });
    expect([status, body.status, body.reason]).toEqual([201, 'pending', 'Its owner has not agreed to it yet.']);
    const state = new URL(body.authorizationUrl).searchParams.get('state')!;
    expect(body.authorizationUrl).toBe(`${world.baseUrl}/api/oauth/google/start?state=${state}`);
    expect(Buffer.from(state, 'base64url')).toHaveLength(32);
    const row = await world.db('authorizations').where({ connection_id: body.id }).first();
    expect(JSON.stringify(row)).not.toContain(state);
    expect(row.scopes).toEqual(['openid', 'email', 'profile', 'https://www.googleapis.com/auth/calendar']);
  });

  it('asks for what all actions of the provider need, if nothing else is said', async () => {
    const { body } = await create({ provider: 'github' });
    const { body: provider } = await world.call('providers.get', {
      key: world.keys.viewer,
      path: { provider: 'github' },
    });
    const { scopes } = await world.db('authorizations').where({ connection_id: body.id }).first('scopes');
    expect(scopes).toEqual([...new Set([...provider.identityScopes, ...provider.scopes.flatMap((one) => one.scopes)])]);
    expect(scopes.length).toBeGreaterThan(provider.identityScopes.length);
  });

  it('is refused for a provider that there is none of', async () => {
    const { status, body } = await create({ provider: 'webhook' });
    expect([status, body.code]).toEqual([404, 'unknown_provider']);
  });

  it.each(['https://app.example.com/', 'https://app.example.com.evil.com/settings', 'https://evil.com/settings'])(
    'is refused with a return URL that is not listed: %s',
    async (returnUrl) => {
      const { status, body } = await create({ provider: 'google', returnUrl });
      expect([status, body.errors]).toMatchObject([422, [{ pointer: '/returnUrl', code: 'return_url_refused' }]]);
    },
  );

  it('of one that is there is refused for another provider, another workspace and a disconnected one', async () => {
    const { id } = await connectAccount(world, { provider: 'github' });
    const other = await create({ provider: 'google', connectionId: id });
    expect([other.status, other.body.errors]).toMatchObject([422, [{ pointer: '/provider', code: 'other_provider' }]]);
    const theirs = await create({ provider: 'github', connectionId: id }, { key: world.other.keys.admin });
    expect([theirs.status, theirs.body.code]).toEqual([404, 'connection_not_found']);
    await world.call('connections.delete', { key: world.keys.developer, path: { connectionId: id } });
    const gone = await create({ provider: 'github', connectionId: id });
    expect([gone.status, gone.body.code]).toEqual([409, 'connection_revoked']);
  });

  it('again asks for the scopes that it has, and for more', async () => {
    const has = 'https://www.googleapis.com/auth/gmail.send';
    const { id, scopes } = await connectAccount(world, { provider: 'google', scopes: [has] });
    const more = 'https://www.googleapis.com/auth/calendar.events';
    const asked = async (body: object) => {
      await world.db('authorizations').delete();
      await create({ provider: 'google', connectionId: id, ...body });
      return (await world.db('authorizations').first('scopes')).scopes;
    };
    expect((await asked({})).sort()).toEqual([...new Set(['openid', 'email', 'profile', ...scopes])].sort());
    expect(await asked({ scopes: [more] })).toEqual(expect.arrayContaining([...scopes, more]));
  });

  it('keeps ten links of one connection', async () => {
    const { body } = await create({ provider: 'google' });
    const links = [body.authorizationUrl];
    for (let index = 0; index < 10; index++)
      links.push((await create({ provider: 'google', connectionId: body.id })).body.authorizationUrl);
    const statuses = await Promise.all(links.map(async (link) => (await fetch(link)).status));
    expect(statuses).toEqual([400, ...Array.from({ length: 10 }, () => 200)]);
  });

  it('with a key answers the same link again', async () => {
    const headers = { 'idempotency-key': 'connect once' };
    const [first, second] = [
      await create({ provider: 'google' }, { headers }),
      await create({ provider: 'google' }, { headers }),
    ];
    expect([second.text, second.headers.get('idempotent-replayed')]).toEqual([first.text, 'true']);
    const { reply, sealed } = await world.db('idempotency_keys').where({ key: 'connect once' }).first();
    expect([sealed, reply.includes('state=')]).toEqual([true, false]);
  });
});

describe('the limits', () => {
  const fill = (count: number, status: string) =>
    world.db.raw(
      `insert into connections (workspace_id, id, provider, status, sealed_key, sealed_tokens, client_id, account_id, created_by)
       select ?, 'conn_full' || ? || n, 'github', ?, k, k, k, k, 'key_1' from generate_series(1, ?) n,
         (select case when ? = 'pending' then null else 'x' end as k) sealed`,
      [world.other.id, status, status, count, status],
    );
  const refusal = async () => {
    const { status, body } = await create({ provider: 'github' }, { key: world.other.keys.admin });
    return status === 201 ? status : body.code;
  };

  it('are 100 connections that wait, and 1,000 altogether', async () => {
    await fill(99, 'pending');
    expect([await refusal(), await refusal()]).toEqual([201, 'connection_limit']);
    await world.db('connections').where({ workspace_id: world.other.id, status: 'pending' }).delete();
    await fill(999, 'active');
    expect([await refusal(), await refusal()]).toEqual([201, 'connection_limit']);
    await world.db('connections').where({ workspace_id: world.other.id }).delete();
  });
});

describe('reading connections', () => {
  it('lists them newest first, by provider and status, page by page', async () => {
    const { call, keys, db, workspace } = world;
    await db('connections').where({ workspace_id: workspace.id }).delete();
    const ids: string[] = [];
    for (const provider of ['google', 'github', 'google']) ids.unshift((await create({ provider })).body.id);
    const active = await connectAccount(world, { provider: 'microsoft' });
    const list = async (query: Record<string, string | number>) =>
      (await call('connections.list', { key: keys.developer, query })).body;
    const idsOf = async (query: Record<string, string | number>) => (await list(query)).data.map(({ id }) => id);
    expect(await idsOf({})).toEqual([active.id, ...ids]);
    expect(await idsOf({ provider: 'google' })).toEqual([ids[0], ids[2]]);
    expect(await idsOf({ status: 'active' })).toEqual([active.id]);
    expect(await idsOf({ status: 'pending', provider: 'microsoft' })).toEqual([]);
    const { nextCursor, data } = await list({ limit: 2 });
    expect([data.length, await idsOf({ limit: 2, cursor: nextCursor! })]).toEqual([2, ids.slice(1)]);
  });

  it('answers 404 to an id that nothing has', async () => {
    for (const connectionId of [newId('conn'), 'conn_x', 'prv_01h455vb4pex5vsknk084sn02q']) {
      const { status, body } = await world.call('connections.get', { key: world.keys.admin, path: { connectionId } });
      expect([status, body.code]).toEqual([404, 'connection_not_found']);
    }
  });
});

describe('what nobody came back for', () => {
  it('is removed after a day, and nothing else', async () => {
    const { db } = world;
    const [old, young] = [
      (await create({ provider: 'google' })).body.id,
      (await create({ provider: 'google' })).body.id,
    ];
    const active = await connectAccount(world, { provider: 'google' });
    const days = (count: number) => db.raw("now() - ? * interval '1 day'", [count]);
    await db('connections')
      .whereIn('id', [old, active.id])
      .update({ created_at: days(1.1) });
    await db('authorizations')
      .whereIn('connection_id', [old, active.id])
      .update({ expires_at: days(1.1) });
    expect(await purgeConnections(db)).toEqual({ authorizations: 2, abandoned: 1, revoked: 0 });
    const left = await db('connections').whereIn('id', [old, young, active.id]).select('id');
    expect(left.map(({ id }) => id).sort()).toEqual([young, active.id].sort());
    expect(await purgeConnections(db)).toEqual({ authorizations: 0, abandoned: 0, revoked: 0 });
  });
});
