import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  Browser,
  type ConnectedWorld,
  connectAccount,
  openConnectedWorld,
  PROVIDERS,
} from '../../../test/connecting.js';
import { openWorld, type TestWorld } from '../../../test/world.js';
import { newMasterKey } from '../../platform/crypto/index.js';

const MASTER = newMasterKey('test');
const READ = 'google.gmail.list';

let world: ConnectedWorld;
/** Another core on the same database, as a second process would be. */
let second: TestWorld;

beforeAll(async () => {
  world = await openConnectedWorld({ masterKeys: MASTER });
  const { client, url } = world.emulators.google;
  second = await openWorld({
    masterKeys: MASTER,
    beside: world,
    oauthClients: { google: { ...client, tenant: undefined } },
    providerUrls: { google: url },
  });
});
afterAll(async () => {
  await second.stop();
  await world.stop();
});
beforeEach(async () => {
  await world.db('authorizations').delete();
  await world.db('connections').delete();
  for (const emulator of world.emulators.all) emulator.reset();
});

const list = (core: TestWorld = world, connectionId?: string) =>
  core.call('actions.execute', {
    key: world.keys.developer,
    body: { action: READ, input: {}, ...(connectionId && { connectionId }) },
  });
const disconnect = (connectionId: string, key = world.keys.developer) =>
  world.call('connections.delete', { key, path: { connectionId } });
const refreshes = () => world.emulators.google.calls.oauth('/token').length;
/** The tokens' time is over, here and at the provider. */
async function expire() {
  world.emulators.google.expireAccessTokens();
  world.emulators.google.calls.clear();
  await world.db('connections').update({ token_expires_at: world.db.fn.now() });
}

describe('an action', () => {
  it('runs through the only connection of its provider', async () => {
    await connectAccount(world, { provider: 'google' });
    expect((await list()).body).toMatchObject({ status: 'succeeded' });
  });

  it('needs one that the workspace has, and is to its provider', async () => {
    expect((await list()).body).toMatchObject({ status: 409, code: 'connection_required' });
    const github = await connectAccount(world, { provider: 'github' });
    const strange = await connectAccount(world, { provider: 'google', workspace: world.other });
    for (const id of [github.id, strange.id, 'conn_nothing'])
      expect((await list(world, id)).body).toMatchObject({ status: 404, code: 'connection_not_found' });
  });

  it('asks which one is meant when there are several', async () => {
    const [ada, grace] = world.emulators.google.accounts;
    const one = await connectAccount(world, { provider: 'google', account: ada!.name });
    const two = await connectAccount(world, { provider: 'google', account: grace!.name });
    const { body } = await list();
    expect(body).toMatchObject({ status: 409, code: 'connection_ambiguous', errors: [{ pointer: '/connectionId' }] });
    expect((body as { errors?: Array<{ choices: object[] }> }).errors![0]!.choices).toEqual([
      { value: two.id, label: `${grace!.name} (active)` },
      { value: one.id, label: `${ada!.name} (active)` },
    ]);
    expect((await list(world, one.id)).body).toMatchObject({ status: 'succeeded' });
  });

  it('says why a connection does not work', async () => {
    const created = await world.call('connections.create', {
      key: world.keys.developer,
      body: { provider: 'google' },
    });
    expect((await list()).body).toMatchObject({
      status: 409,
      code: 'connection_not_active',
      detail: 'Its owner has not agreed to it yet.',
    });
    await disconnect(created.body.id);
    expect((await list(world, created.body.id)).body).toMatchObject({ code: 'connection_not_active' });
  });

  it('that lacks a scope says where its owner agrees to it, and works afterwards', async () => {
    const { id } = await connectAccount(world, { provider: 'google', scopes: [] });
    const { body } = await list();
    expect(body).toMatchObject({ status: 409, code: 'scope_missing' });
    const { authorizationUrl } = body as unknown as { authorizationUrl: string };
    expect((await new Browser().connect(authorizationUrl)).status).toBe(200);
    expect((await list()).body).toMatchObject({ status: 'succeeded', connectionId: id });
  });

  it('that is tried again is given the same link, which many tries leave alone', async () => {
    const { id } = await connectAccount(world, { provider: 'google', scopes: [] });
    const linkFor = async (key: string, action = 'google.gmail.list') =>
      (await world.call('actions.execute', { key, body: { action, input: {}, connectionId: id } })).body as unknown as {
        code: string;
        authorizationUrl: string;
      };
    const { developer, admin } = world.keys;
    const first = await linkFor(developer);
    expect(first.code).toBe('scope_missing');
    for (let count = 0; count < 12; count++)
      expect(await linkFor(developer)).toMatchObject({ ...first, requestId: expect.any(String) });
    const audited = await world.db('audit_events').where({ subject_id: id, type: 'connection.authorization_created' });
    expect(audited).toHaveLength(1);
    expect((await linkFor(admin)).authorizationUrl).not.toBe(first.authorizationUrl); // who has asked is told, and not another
    const browser = new Browser();
    expect((await browser.connect(first.authorizationUrl, { deny: true })).status).toBe(400);
    const next = await linkFor(developer);
    expect(next.authorizationUrl).not.toBe(first.authorizationUrl); // one that was used is not given again
    await world
      .db('authorizations')
      .where({ connection_id: id })
      .update({ expires_at: world.db.raw("now() + interval '4 minutes'") });
    expect((await linkFor(developer)).authorizationUrl).not.toBe(next.authorizationUrl);
    expect((await browser.connect((await linkFor(developer)).authorizationUrl)).status).toBe(200);
  });

  it('is listed as connected when one has its scopes', async () => {
    const connected = async () => {
      const query = { provider: 'google', connected: 'true' };
      const { body } = await world.call('actions.list', { key: world.keys.developer, query });
      return body.data.map(({ id }) => id);
    };
    expect(await connected()).toEqual([]);
    const { scopes } = (
      await world.call('actions.get', { key: world.keys.developer, path: { actionId: 'google.gmail.send' } })
    ).body;
    await connectAccount(world, { provider: 'google', scopes });
    expect(await connected()).toEqual(['google.gmail.send']);
  });
});

describe('100 actions at the same time on a token that is over', () => {
  it('refresh it once', async () => {
    await connectAccount(world, { provider: 'google' });
    await expire();
    const replies = await Promise.all(Array.from({ length: 100 }, () => list()));
    expect(new Set(replies.map(({ text, status }) => (status === 200 ? 'ok' : text)))).toEqual(new Set(['ok']));
    expect(refreshes()).toBe(1);
  });

  it('refresh it once in two processes', async () => {
    await connectAccount(world, { provider: 'google' });
    await expire();
    const replies = await Promise.all(Array.from({ length: 100 }, (_, index) => list(index % 2 ? second : world)));
    expect(new Set(replies.map(({ text, status }) => (status === 200 ? 'ok' : text)))).toEqual(new Set(['ok']));
    expect(refreshes()).toBe(1);
  });
});

it.each(PROVIDERS)('the job refreshes at %s, with the refresh token that is the last one there', async (provider) => {
  const { db, emulators, container } = world;
  emulators.github.settings.expiringTokens = true;
  const { id } = await connectAccount(world, { provider });
  for (const version of [2, 3]) {
    await db('connections').update({ next_refresh_at: db.fn.now() });
    expect(await container.refresher.refreshDue(provider)).toBe(1);
    expect(await db('connections').where({ id }).first('status', 'version')).toEqual({ status: 'active', version });
  }
  const { body } = await disconnect(id);
  expect(body.reason).toContain(provider === 'microsoft' ? 'Microsoft has no way' : 'has revoked them');
});

it('a token that the provider has ended before its time is refreshed, and the action works', async () => {
  await connectAccount(world, { provider: 'google' });
  await world.db('connections').update({ tokens_at: world.db.raw("now() - interval '5 minutes'") });
  world.emulators.google.expireAccessTokens();
  world.emulators.google.calls.clear();
  expect((await list()).body).toMatchObject({ status: 'succeeded' });
  expect(refreshes()).toBe(1);
});

it('access that its owner took back expires the connection, until it is authorized again', async () => {
  const { id } = await connectAccount(world, { provider: 'google' });
  await expire();
  world.emulators.google.revokeAccess(world.emulators.google.accounts[0]!.name);
  expect((await list()).body).toMatchObject({ status: 409, code: 'connection_expired' });
  expect((await list()).body).toMatchObject({ status: 409, code: 'connection_not_active' });
  const again = await world.call('connections.create', {
    key: world.keys.developer,
    body: { provider: 'google', connectionId: id },
  });
  await new Browser().connect(again.body.authorizationUrl);
  expect((await list()).body).toMatchObject({ status: 'succeeded' });
});

it('an execution that loses its connection fails, and nothing is sent', async () => {
  const { call, keys, emulators } = world;
  const { id } = await connectAccount(world, { provider: 'google' });
  const input = { to: ['bob@example.com'], subject: 'Never sent', body: 'Nobody reads this.' };
  const key = keys.developer;
  const plan = await call('actions.preview', { key, body: { action: 'google.gmail.send', input } });
  await expire();
  emulators.google.faults.add({ method: 'POST', path: '/token', kind: 'slow', ms: 500 });
  const confirmed = call('actions.execute', { key, body: { previewId: plan.body.id, digest: plan.body.digest } });
  await expect.poll(refreshes).toBe(1); // so it has been claimed, and waits for its token
  await disconnect(id);
  expect((await confirmed).body).toMatchObject({
    status: 'failed',
    error: { code: 'connection_revoked', retryable: false },
  });
  expect(emulators.google.calls.mutations()).toEqual([]);
});

describe('disconnecting', () => {
  it('ends the access at Google, and the connection with it', async () => {
    const { id } = await connectAccount(world, { provider: 'google' });
    const { status, body } = await disconnect(id);
    expect([status, body]).toMatchObject([200, { status: 'revoked', account: null, scopes: [] }]);
    expect(body.reason).toContain('Google has revoked them');
    expect(world.emulators.google.calls.oauth('/revoke')).toHaveLength(1);
    expect((await list()).body).toMatchObject({ code: 'connection_required' });
    expect((await disconnect(id)).body).toEqual(body);
  });

  it('deletes the grant at GitHub', async () => {
    const { id } = await connectAccount(world, { provider: 'github' });
    expect((await disconnect(id)).body.reason).toContain('GitHub has revoked them');
  });

  it('of a connection of another workspace is not possible', async () => {
    const { id } = await connectAccount(world, { provider: 'google' });
    const { status, body } = await disconnect(id, world.other.keys.admin);
    expect([status, body]).toMatchObject([404, { code: 'connection_not_found' }]);
    expect((await list()).body).toMatchObject({ status: 'succeeded' });
  });
});
