import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectedWorld, openConnectedWorld, PROVIDERS, type Provider } from '../../../test/connecting.js';
import { openWorld, type TestWorld } from '../../../test/world.js';

let world: ConnectedWorld;
beforeAll(async () => {
  world = await openConnectedWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.db('provider_configurations').delete();
  for (const emulator of world.emulators.all) emulator.reset();
});

const complete = {
  name: 'Acme Assistant',
  supportEmail: 'support@example.com',
  privacyUrl: 'https://example.com/privacy',
  termsUrl: 'https://example.com/terms',
};
const configure = (provider: string, body: object, key = world.keys.admin) =>
  world.call('providers.configure', { key, path: { provider }, body: body as never });
const get = async (provider: string, key = world.keys.viewer) =>
  (await world.call('providers.get', { key, path: { provider } })).body;
const check = (provider: string, from: TestWorld = world) =>
  from.call('providers.check', { key: from.keys.admin, path: { provider } });
const codesOf = async (reply: ReturnType<typeof check>) => (await reply).body.problems.map(({ code }) => code);
const known = (provider: Provider) => {
  const { clientId, clientSecret } = world.emulators[provider].client;
  return { clientId, clientSecret };
};

describe('reading providers', () => {
  it('lists the three in alphabetical order, as the environment configures them', async () => {
    const { body } = await world.call('providers.list', { key: world.keys.viewer });
    expect(body.data.map(({ id, configuredBy, redirectUri }) => [id, configuredBy, redirectUri])).toEqual(
      PROVIDERS.map((id) => [id, 'environment', `${world.baseUrl}/api/oauth/${id}/callback`]),
    );
    for (const { id, scopes } of body.data) {
      expect(scopes.length).toBeGreaterThan(0);
      expect(scopes.every(({ action }) => action.startsWith(`${id}.`))).toBe(true);
    }
  });

  it('answers 404 for another one', async () => {
    const { status, body } = await world.call('providers.get', {
      key: world.keys.viewer,
      path: { provider: 'webhook' },
    });
    expect([status, body.code]).toEqual([404, 'unknown_provider']);
  });

  it('says that there is none without a client, and that nobody can connect', async () => {
    const bare = await openWorld();
    const { body } = await bare.call('providers.get', { key: bare.keys.viewer, path: { provider: 'google' } });
    expect([body.configuredBy, body.clientId, body.hasClientSecret]).toEqual([null, null, false]);
    const created = await bare.call('connections.create', { key: bare.keys.admin, body: { provider: 'google' } });
    expect([created.status, created.body.code]).toEqual([409, 'provider_not_configured']);
    expect(await codesOf(check('google', bare))).toEqual(['provider_not_configured', 'consent_incomplete']);
    await bare.stop();
  });

  it('tells a client of an emulator from one of the environment', async () => {
    const client = { clientId: 'x', clientSecret: 'x', tenant: undefined, isEmulated: true };
    const bare = await openWorld({ oauthClients: { github: client } });
    const { body } = await bare.call('providers.get', { key: bare.keys.viewer, path: { provider: 'github' } });
    expect(body.configuredBy).toBe('emulator');
    await bare.stop();
  });
});

describe('configuring a provider', () => {
  it('counts in this workspace alone, and never shows the secret', async () => {
    const body = {
      clientId: 'ours',
      clientSecret: 'a very secret secret',
      tenant: 'contoso.example',
      consent: complete,
    };
    const reply = await configure('microsoft', body);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      configuredBy: 'workspace',
      clientId: 'ours',
      hasClientSecret: true,
      tenant: 'contoso.example',
      consent: complete,
    });
    expect(reply.body).toEqual(await get('microsoft'));
    expect((await get('microsoft', world.other.keys.viewer)).configuredBy).toBe('environment');
    const kept = [
      reply.text,
      JSON.stringify(await world.db('provider_configurations')),
      JSON.stringify(await world.db('audit_events').where({ type: 'provider.configured' })),
      world.logged.join(),
    ].join();
    expect(kept).not.toContain('a very secret secret');
  });

  it('is told by an audit event', async () => {
    await configure('github', { ...known('github'), consent: complete });
    const event = await world.db('audit_events').where({ type: 'provider.configured' }).orderBy('id', 'desc').first();
    expect(event).toMatchObject({
      subject_id: 'github',
      actor_id: world.workspace.keyIds.admin,
      data: { clientId: known('github').clientId, consent: complete, secretReplaced: true },
    });
  });

  it('keeps the secret while the client id stays the same, and else needs one', async () => {
    const first = await configure('github', { clientId: 'one' });
    expect([first.status, first.body.errors]).toMatchObject([422, [{ pointer: '/clientSecret', code: 'required' }]]);
    await configure('github', { ...known('github'), consent: complete });
    const { clientId } = known('github');
    const second = await configure('github', { clientId });
    expect([second.status, second.body.consent]).toEqual([200, {}]);
    expect(await codesOf(check('github'))).toEqual(['consent_incomplete']); // and the secret still works
    expect((await configure('github', { clientId: 'two' })).status).toBe(422);
    expect((await get('github')).clientId).toBe(clientId);
  });

  it('changes what actions ask for', async () => {
    const scopes = [{ action: 'github.issue.create', scopes: ['public_repo'] }];
    const { body } = await configure('github', { ...known('github'), scopes });
    expect(body.scopes).toContainEqual(scopes[0]);
    const created = await world.call('connections.create', { key: world.keys.developer, body: { provider: 'github' } });
    const asked = await world.db('authorizations').where({ connection_id: created.body.id }).first('scopes');
    expect(asked.scopes).toContain('public_repo');
  });

  it.each([
    ['github', { scopes: [{ action: 'google.gmail.send', scopes: ['x'] }] }, '/scopes/0/action', 'unknown_action'],
    ['google', { scopes: [{ action: '__proto__', scopes: ['x'] }] }, '/scopes/0/action', 'unknown_action'],
    ['github', { tenant: 'common' }, '/tenant', 'unknown_field'],
    ['google', { consent: { privacyUrl: 'http://example.com' } }, '/consent/privacyUrl', 'pattern'],
    ['google', { consent: { logoUrl: 'javascript:alert(1)' } }, '/consent/logoUrl', 'pattern'],
  ])('of %s refuses %j', async (provider, more, pointer, code) => {
    const { status, body } = await configure(provider, { clientId: 'x', clientSecret: 'y', ...more });
    expect([status, body.errors]).toMatchObject([
      422,
      expect.arrayContaining([expect.objectContaining({ pointer, code })]),
    ]);
  });

  it('can be done at the same time by several', async () => {
    const replies = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        configure('google', { clientId: `c${index}`, clientSecret: `s${index}` }),
      ),
    );
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });
});

describe.each(PROVIDERS)('checking %s', (provider) => {
  it('finds nothing wrong with a good client', async () => {
    await configure(provider, { ...known(provider), consent: complete });
    const expected = provider === 'microsoft' ? ['redirect_uri_not_localhost'] : [];
    expect(await codesOf(check(provider))).toEqual(expected);
  });

  it('finds a wrong secret', async () => {
    await configure(provider, { ...known(provider), clientSecret: 'wrong', consent: complete });
    const { body } = await check(provider);
    expect([body.ok, body.problems[0]!.code]).toEqual([false, 'client_secret_refused']);
  });

  it('finds an unknown client', async () => {
    await configure(provider, { clientId: 'unknown', clientSecret: 'wrong', consent: complete });
    expect((await codesOf(check(provider)))[0]).toBe('client_id_unknown');
  });

  it('says that the provider does not answer, or not in a way that tells anything', async () => {
    const path = { google: '/token', microsoft: '/common/oauth2/v2.0/token', github: '/login/oauth/access_token' }[
      provider
    ];
    world.emulators[provider].faults.add({ path, kind: 'reset' });
    expect((await codesOf(check(provider)))[0]).toBe('provider_unavailable');
    world.emulators[provider].faults.add({ path, kind: 'garbage' });
    expect((await codesOf(check(provider)))[0]).toBe('unexpected_answer');
  });
});

describe('a check', () => {
  it('sees a public URL that providers do not take', async () => {
    const plain = await openWorld({ publicUrl: 'http://relay.example.com' });
    expect(await codesOf(check('github', plain))).toContain('redirect_uri_not_https');
    await plain.stop();
  });

  it('sees that a stand-in is in the place of the provider', async () => {
    const { client, url } = world.emulators.github;
    const started = await openWorld({
      oauthClients: { github: { ...client, tenant: undefined, isEmulated: true } },
      providerUrls: { github: url },
    });
    const path = { provider: 'github' };
    const use = (body: { clientId: string; clientSecret: string }) =>
      started.call('providers.configure', { key: started.keys.admin, path, body: { ...body, consent: complete } });
    await use({ clientId: 'a-real-one', clientSecret: 'secret' });
    const { body } = await check('github', started);
    expect(body.problems).toEqual([
      { code: 'provider_emulated', detail: expect.stringContaining('RELAY_EMULATORS=off') },
    ]);
    await use(known('github'));
    expect(await codesOf(check('github', started))).toEqual([]);
    await started.stop();
  });

  it('sees a secret that does not open any more', async () => {
    await configure('github', known('github'));
    await world.db('provider_configurations').update({ sealed_client_secret: 'v1.gone.AAAA' });
    expect(await codesOf(check('github'))).toEqual(['provider_unreadable', 'consent_incomplete']);
    const created = await world.call('connections.create', { key: world.keys.developer, body: { provider: 'github' } });
    expect([created.status, created.body.code]).toEqual([409, 'provider_unreadable']);
  });
});
