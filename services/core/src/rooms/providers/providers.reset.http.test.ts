// A workspace gives up its own OAuth client: what counts then, and what becomes of what was connected through it.
import { beforeEach, describe, expect, it } from 'vitest';
import { Browser, connectAccount, useConnectedWorld } from '../../../test/connecting.js';

const world = useConnectedWorld({
  oauthClients: { google: { clientId: 'of-the-environment', clientSecret: 'no', tenant: undefined } },
});
beforeEach(async () => {
  for (const table of ['authorizations', 'connections', 'provider_configurations']) await world().db(table).delete();
  for (const emulator of world().emulators.all) emulator.reset();
});

const SECRET = 'a very secret secret';
const google = { provider: 'google' };
const reset = (provider = 'google', key = world().keys.admin) =>
  world().call('providers.reset', { key, path: { provider } });
const configure = (key = world().keys.admin) => {
  const scopes = [{ action: 'google.gmail.send', scopes: ['https://mail.google.com/'] }];
  const body = { clientId: 'ours', clientSecret: SECRET, consent: { name: 'Ours' }, scopes };
  return world().call('providers.configure', { key, path: google, body });
};
const get = async (key = world().keys.viewer) => (await world().call('providers.get', { key, path: google })).body;
const events = () => world().db('audit_events').where({ type: 'provider.reset' }).orderBy('id');
const create = async () =>
  (await world().call('connections.create', { key: world().keys.developer, body: google })).body;

describe('resetting a provider', () => {
  it('makes the client and the scopes of the environment count again', async () => {
    const before = await get();
    await configure();
    expect(await get()).not.toEqual(before);
    const { status, body } = await reset();
    expect([status, body]).toEqual([200, before]);
    expect(body).toMatchObject({ configuredBy: 'environment', clientId: 'of-the-environment' });
    expect([await get(), await world().db('provider_configurations')]).toEqual([before, []]);
    const button = new URL(await new Browser().begin((await create()).authorizationUrl));
    expect(button.searchParams.get('client_id')).toBe('of-the-environment');
  });

  it('is told by one audit event, without the secret', async () => {
    const known = (await events()).length;
    await configure();
    await reset();
    const told = (await events()).slice(known);
    expect(told).toMatchObject([
      { subject_id: 'google', actor_id: world().workspace.keyIds.admin, data: { clientId: 'ours' } },
    ]);
    expect(JSON.stringify(told)).not.toContain(SECRET);
  });

  it('changes nothing and tells nothing where nothing is configured', async () => {
    const [known, before] = [(await events()).length, await get()];
    for (const _ of ['once', 'again']) expect(await reset()).toMatchObject({ status: 200, body: before });
    expect((await events()).length).toBe(known);
  });

  it('can be done at the same time by several, of whom one is told of', async () => {
    const known = (await events()).length;
    await configure();
    const replies = await Promise.all([reset(), reset(), reset()]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await events()).length).toBe(known + 1);
  });

  it('leaves the other providers and the other workspace as they are', async () => {
    const theirs = world().other.keys;
    await configure(theirs.admin);
    await configure();
    expect((await reset('github')).body).toMatchObject({ id: 'github', configuredBy: null });
    expect(await get()).toMatchObject({ configuredBy: 'workspace' });
    await reset();
    expect(await get(theirs.viewer)).toMatchObject({ configuredBy: 'workspace', clientId: 'ours' });
  });

  it('needs an admin, and a provider that there is', async () => {
    await configure();
    const none = await world().call('providers.reset', { path: google });
    const developer = await reset('google', world().keys.developer);
    const unknown = await reset('nobody');
    expect([none, developer, unknown].map(({ status, body }) => [status, body.code])).toEqual([
      [401, 'unauthenticated'],
      [403, 'forbidden'],
      [404, 'unknown_provider'],
    ]);
    expect(await get()).toMatchObject({ configuredBy: 'workspace' });
  });

  it('is undone as a whole when its audit event cannot be kept', async () => {
    await configure();
    await world().db.raw('alter table audit_events add constraint no_more check (false) not valid');
    try {
      expect((await reset()).status).toBe(500);
    } finally {
      await world().db.raw('alter table audit_events drop constraint no_more');
    }
    expect(await get()).toMatchObject({ configuredBy: 'workspace', clientId: 'ours' });
  });
});

describe('what was connected through the removed client', () => {
  it('works until its tokens are due, is degraded then, as after another one took its place, and recovers with it', async () => {
    const { clientId, clientSecret } = world().emulators.google.client;
    const own = { clientId, clientSecret };
    const { call, db, keys, emulators } = world();
    const configureOwn = () => call('providers.configure', { key: keys.admin, path: google, body: own });
    await configureOwn();
    const { id } = await connectAccount(world(), { provider: 'google' });
    const read = async () => {
      const body = { action: 'google.gmail.list', input: {} };
      const { status } = await call('actions.execute', { key: keys.developer, body });
      const connection = await call('connections.get', { key: keys.developer, path: { connectionId: id } });
      return [status, connection.body.status, connection.body.reason] as const;
    };
    const readWhenDue = async () => {
      emulators.google.expireAccessTokens();
      await db('connections').update({ token_expires_at: db.fn.now(), next_refresh_at: null });
      return read();
    };
    await reset();
    expect(await read()).toEqual([200, 'active', null]);
    const afterReset = await readWhenDue();
    expect(afterReset).toEqual([409, 'degraded', expect.stringContaining('is not configured with any more')]);
    await configure(); // with another client
    expect(await readWhenDue()).toEqual(afterReset);
    await configureOwn();
    expect(await readWhenDue()).toEqual([200, 'active', null]);
  });

  it('is a link that stops working', async () => {
    await configure();
    const { authorizationUrl } = await create();
    await reset();
    const page = await new Browser().open(authorizationUrl);
    expect([page.status, page.text]).toEqual([409, expect.stringContaining('This link was withdrawn')]);
  });
});
