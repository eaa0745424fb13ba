import { signIn } from '@relay/emulators';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  Browser,
  type ConnectedWorld,
  connectAccount,
  openConnectedWorld,
  PROVIDERS,
  type Provider,
} from '../../../test/connecting.js';

const RETURN_URL = 'https://app.example.com/settings/accounts?tab=mine';
const TOKEN_PATH = { google: '/token', microsoft: '/common/oauth2/v2.0/token', github: '/login/oauth/access_token' };

let world: ConnectedWorld;
beforeAll(async () => {
  world = await openConnectedWorld({ returnUrls: ['https://app.example.com/settings'] });
});
afterAll(() => world.stop());
beforeEach(() => {
  for (const emulator of world.emulators.all) emulator.reset();
});

async function create(provider: Provider = 'google', more: object = {}) {
  const { status, body } = await world.call('connections.create', {
    key: world.keys.developer,
    body: { provider, ...more },
  });
  expect(status).toBe(201);
  return body;
}
const get = async (connectionId: string) =>
  (await world.call('connections.get', { key: world.keys.developer, path: { connectionId } })).body;
const stored = (id: string) =>
  world.db('connections').where({ id }).first('sealed_tokens', 'version', 'account_id', 'status');
const auditOf = async (id: string) =>
  (await world.db('audit_events').where({ subject_id: id }).orderBy('id')).map(({ type, actor_id: actor, data }) => ({
    type,
    actor,
    ...data,
  }));
const tokenRequests = (provider: Provider = 'google') => world.emulators[provider].calls.oauth(TOKEN_PATH[provider]);
const heading = (text: string) => /<h1>(.*?)<\/h1>/.exec(text)?.[1];
const changed = (url: string, change: Record<string, string>) => {
  const copy = new URL(url);
  for (const [name, value] of Object.entries(change)) copy.searchParams.set(name, value);
  return copy.href;
};

describe.each(PROVIDERS)('connecting an account at %s', (provider) => {
  const { name } = { google: { name: 'Google' }, microsoft: { name: 'Microsoft' }, github: { name: 'GitHub' } }[
    provider
  ];

  it('ends with an active connection to the account that was chosen', async () => {
    const created = await create(provider);
    expect([created.status, created.account, created.scopes]).toEqual(['pending', null, []]);
    const [, account] = world.emulators[provider].accounts;
    const page = await new Browser().connect(created.authorizationUrl, { account: account!.name });
    expect([page.status, heading(page.text)]).toEqual([200, `Your ${name} account is connected`]);
    const connection = await get(created.id);
    expect(connection).toMatchObject({ status: 'active', reason: null, account: { name: account!.name } });
    expect(connection.account!.id).toContain(account!.id);
    const { body: configured } = await world.call('providers.get', { key: world.keys.admin, path: { provider } });
    const asked = configured.scopes.flatMap(({ scopes }) => scopes);
    expect(asked.filter((scope) => !connection.scopes.includes(scope))).toEqual([]);
    expect((await auditOf(created.id)).map(({ type, actor }) => [type, actor])).toEqual([
      ['connection.created', world.workspace.keyIds.developer],
      ['connection.active', world.workspace.keyIds.developer],
    ]);
  });

  it('tells the endpoints that listen, without a token', async () => {
    const { call, keys, db, receiver } = world;
    const endpoint = { url: receiver.url, events: ['connection.active' as const] };
    const { body } = await call('webhooks.endpoints.create', { key: keys.admin, body: endpoint });
    const { id } = await connectAccount(world, { provider });
    const [delivery] = await db('webhook_deliveries').where({ endpoint_id: body.id });
    expect(delivery.payload).toMatchObject({ type: 'connection.active', data: { id, status: 'active' } });
    expect(Object.keys(delivery.payload.data)).toEqual(Object.keys(await get(id)));
    await call('webhooks.endpoints.delete', { key: keys.admin, path: { endpointId: body.id } });
  });

  it('stores nothing when the person does not agree', async () => {
    const { id, authorizationUrl } = await create(provider);
    const page = await new Browser().connect(authorizationUrl, { deny: true });
    expect([page.status, heading(page.text)]).toEqual([400, 'Access was not granted']);
    expect(await get(id)).toMatchObject({ status: 'pending', reason: expect.stringContaining('not granted') });
    expect(tokenRequests(provider)).toHaveLength(0);
    expect((await auditOf(id)).at(-1)).toMatchObject({ type: 'connection.authorization_failed', reason: 'denied' });
  });

  it.each([
    ['does not answer', { kind: 'reset' } as const, 'provider_unavailable', 502],
    ['is down', { kind: 'status', status: 503 } as const, 'provider_unavailable', 502],
    ['answers nonsense', { kind: 'garbage' } as const, 'answer_invalid', 502],
    ['refuses the code', { kind: 'invalid_grant' } as const, 'code_refused', 400],
  ])('stores nothing when the provider %s', async (_, fault, reason, status) => {
    const { id, authorizationUrl } = await create(provider);
    world.emulators[provider].faults.add({ path: TOKEN_PATH[provider], ...fault });
    const page = await new Browser().connect(authorizationUrl);
    expect([page.status, page.text]).toEqual([status, expect.stringContaining('othing was connected')]);
    expect(await stored(id)).toMatchObject({ status: 'pending', sealed_tokens: null, account_id: null });
    expect((await auditOf(id)).at(-1)).toMatchObject({ type: 'connection.authorization_failed', reason });
  });

  it('stores nothing when the code was asked for with another verifier', async () => {
    const { id, authorizationUrl } = await create(provider);
    const browser = new Browser();
    const there = await browser.begin(authorizationUrl);
    const page = await browser.open(await signIn(changed(there, { code_challenge: 'x'.repeat(43) })));
    expect([page.status, (await stored(id)).status]).toEqual([400, 'pending']);
    expect((await auditOf(id)).at(-1)).toMatchObject({ reason: 'code_refused' });
  });

  it('stores nothing when the client secret is wrong', async () => {
    const { id, authorizationUrl } = await create(provider);
    const { client } = world.emulators[provider];
    const { clientSecret } = client;
    client.clientSecret = 'another';
    const page = await new Browser().connect(authorizationUrl);
    client.clientSecret = clientSecret;
    expect([page.status, (await stored(id)).status]).toEqual([502, 'pending']);
    expect((await auditOf(id)).at(-1)).toMatchObject({ reason: 'client_refused' });
  });

  it('asks again for the same account only', async () => {
    const { emulators } = world;
    const [first, second] = emulators[provider].accounts;
    const { id } = await connectAccount(world, { provider, account: first!.name });
    const before = await stored(id);
    const again = await create(provider, { connectionId: id });
    expect([again.id, again.status]).toEqual([id, 'active']);
    const other = await new Browser().connect(again.authorizationUrl, { account: second!.name });
    expect([other.status, heading(other.text)]).toEqual([409, 'This is another account']);
    expect(other.text).toMatch(/Relay has kept nothing .* take back there what you have agreed to: https:/);
    expect(await stored(id)).toEqual(before);
    const { authorizationUrl } = await create(provider, { connectionId: id });
    expect((await new Browser().open(authorizationUrl)).text).not.toContain('<details open>');
    const same = await new Browser().connect(authorizationUrl, { account: first!.name });
    expect(same.status).toBe(200);
    const after = await stored(id);
    expect(after).toMatchObject({ status: 'active', account_id: before.account_id, version: before.version + 1 });
    expect(after.sealed_tokens).not.toBe(before.sealed_tokens);
  });
});

describe.each(['google', 'microsoft'] as const)('an ID token of %s', (provider) => {
  it('with another nonce is not used', async () => {
    const { id, authorizationUrl } = await create(provider);
    const browser = new Browser();
    const there = await browser.begin(authorizationUrl);
    const page = await browser.open(await signIn(changed(there, { nonce: 'another' })));
    expect([page.status, (await stored(id)).sealed_tokens]).toEqual([502, null]);
    expect((await auditOf(id)).at(-1)).toMatchObject({ reason: 'answer_invalid' });
  });
});

describe('the link', () => {
  it('can be opened by programs that look at links, and still works for the person', async () => {
    const { id, authorizationUrl } = await create();
    for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(authorizationUrl, { method })).status).toBe(200);
    await new Browser().begin(authorizationUrl);
    const page = await new Browser().connect(changed(authorizationUrl, { utm_source: 'mail', fbclid: 'x' }));
    expect([page.status, (await get(id)).status]).toEqual([200, 'active']);
  });

  it('works once', async () => {
    const { authorizationUrl } = await create();
    const browser = new Browser();
    const callback = await signIn(await browser.begin(authorizationUrl));
    expect((await browser.open(callback)).status).toBe(200);
    expect(tokenRequests()).toHaveLength(1);
    for (const url of [callback, authorizationUrl]) {
      const page = await browser.open(url);
      expect([page.status, heading(page.text)]).toEqual([409, 'This link was used already']);
    }
    expect(tokenRequests()).toHaveLength(1);
  });

  it('works once for browsers that come back at the same moment', async () => {
    const { id, authorizationUrl } = await create();
    const browser = new Browser();
    const callback = await signIn(await browser.begin(authorizationUrl));
    const pages = await Promise.all(Array.from({ length: 10 }, () => browser.open(callback)));
    expect(pages.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
    expect([tokenRequests().length, (await get(id)).status, (await stored(id)).version]).toEqual([1, 'active', 1]);
  });

  it('works for ten minutes', async () => {
    const { authorizationUrl, authorizationExpiresAt, createdAt } = await create();
    expect((Date.parse(authorizationExpiresAt) - Date.parse(createdAt)) / 60_000).toBeCloseTo(10, 1);
    const browser = new Browser();
    const callback = await signIn(await browser.begin(authorizationUrl));
    await world.db('authorizations').update({ expires_at: world.db.fn.now() });
    for (const url of [callback, authorizationUrl]) {
      const page = await browser.open(url);
      expect([page.status, heading(page.text)]).toEqual([410, 'This link has expired']);
    }
    expect(tokenRequests()).toHaveLength(0);
  });

  it.each([
    '',
    '?state=',
    '?state=x',
    `?state=${'A'.repeat(43)}`,
    `?state=${'A'.repeat(43)}.${'A'.repeat(43)}`,
    `?state=a&state=b`,
    `?state=${'x'.repeat(600)}`,
  ])('that nobody made is refused on a page: %s', async (query) => {
    for (const part of ['start', 'callback']) {
      const page = await new Browser().open(`${world.baseUrl}/api/oauth/google/${part}${query}`);
      expect([400, 422]).toContain(page.status);
      expect([page.headers.get('content-type'), page.headers.get('set-cookie')]).toEqual([
        'text/html; charset=utf-8',
        null,
      ]);
    }
  });

  it('belongs to one provider', async () => {
    const { id, authorizationUrl } = await create('google');
    const browser = new Browser();
    const callback = await signIn(await browser.begin(authorizationUrl));
    for (const url of [authorizationUrl, callback])
      for (const other of ['github', 'microsoft', 'nobody'])
        expect((await browser.open(url.replace('/google/', `/${other}/`))).status).toBe(400);
    expect((await stored(id)).status).toBe('pending');
    expect((await browser.open(callback)).status).toBe(200);
  });

  it('is withdrawn with the key that asked for it', async () => {
    const { call, keys } = world;
    const made = await call('apiKeys.create', { key: keys.admin, body: { name: 'lost', role: 'developer' } });
    const { body } = await call('connections.create', { key: made.body.secret, body: { provider: 'google' } });
    const browser = new Browser();
    const callback = await signIn(await browser.begin(body.authorizationUrl));
    await call('apiKeys.revoke', { key: keys.admin, path: { apiKeyId: made.body.id } });
    for (const url of [callback, body.authorizationUrl]) {
      const page = await browser.open(url);
      expect([page.status, heading(page.text)]).toEqual([409, 'This link was withdrawn']);
    }
    expect((await stored(body.id)).status).toBe('pending');
  });

  it('goes with the connection', async () => {
    const { id, authorizationUrl } = await create();
    const browser = new Browser();
    const callback = await signIn(await browser.begin(authorizationUrl));
    await world.call('connections.delete', { key: world.keys.developer, path: { connectionId: id } });
    expect((await browser.open(callback)).status).toBe(400);
    expect(await stored(id)).toMatchObject({ status: 'revoked', sealed_tokens: null });
  });
});

describe('another browser', () => {
  it('cannot finish what one has begun, which still can', async () => {
    const { id, authorizationUrl } = await create();
    const [browser, other, third] = [new Browser(), new Browser(), new Browser()];
    const callback = await signIn(await browser.begin(authorizationUrl));
    await third.begin(authorizationUrl); // it has opened the same link, and gone no further
    for (const stranger of [other, third]) {
      const page = await stranger.open(callback);
      expect([page.status, heading(page.text)]).toEqual([400, 'Another browser began this']);
    }
    expect([tokenRequests().length, (await stored(id)).status]).toEqual([0, 'pending']);
    expect((await browser.open(callback)).status).toBe(200);
  });

  it('cannot bring its code to a link that somebody else has opened', async () => {
    const [mine, theirs] = [await create(), await create()];
    const [me, attacker] = [new Browser(), new Browser()];
    await me.begin(mine.authorizationUrl);
    const { searchParams } = new URL(await signIn(await attacker.begin(theirs.authorizationUrl)));
    const myWay = await me.begin(mine.authorizationUrl);
    const mixed = `${world.baseUrl}/api/oauth/google/callback?${new URLSearchParams({
      code: searchParams.get('code')!,
      state: new URL(myWay).searchParams.get('state')!,
    })}`;
    const page = await me.open(mixed); // PKCE: the code was asked for with the other link's verifier
    expect([page.status, (await stored(mine.id)).status]).toEqual([400, 'pending']);
  });
});

describe('the callback', () => {
  it('takes what providers add', async () => {
    const { authorizationUrl } = await create();
    const browser = new Browser();
    const callback = await signIn(await browser.begin(authorizationUrl));
    const added = { authuser: '0', prompt: 'consent', hd: 'example.com', session_state: 'x', scope: 'a b', 'a.b': '1' };
    expect((await browser.open(changed(callback, added))).status).toBe(200);
  });

  it('refuses the answer of another issuer, and takes that of the provider', async () => {
    const { authorizationUrl } = await create();
    const browser = new Browser();
    const callback = await signIn(await browser.begin(authorizationUrl));
    for (const iss of [
      'https://evil.example.com',
      'https://accounts.google.com/',
      'https://login.microsoftonline.com/x/v2.0',
    ]) {
      const page = await browser.open(changed(callback, { iss }));
      expect([page.status, heading(page.text)]).toEqual([400, 'Somebody else answered']);
    }
    expect((await browser.open(changed(callback, { iss: 'https://accounts.google.com' }))).status).toBe(200);
  });

  it('shows an error of the provider without its markup', async () => {
    const { id, authorizationUrl } = await create();
    const browser = new Browser();
    const state = new URL(await browser.begin(authorizationUrl)).searchParams.get('state')!;
    const error = `<script>alert(1)</script>`;
    const page = await browser.open(
      `${world.baseUrl}/api/oauth/google/callback?${new URLSearchParams({ state, error })}`,
    );
    expect([page.status, page.text.includes('<script')]).toEqual([400, false]);
    expect((await auditOf(id)).at(-1)).toMatchObject({ reason: 'provider_refused' });
  });

  it('keeps what the person has left out out of the scopes', async () => {
    const [calendar, mail] = [
      'https://www.googleapis.com/auth/calendar.events',
      'https://www.googleapis.com/auth/gmail.send',
    ];
    const connection = await connectAccount(world, { provider: 'google', scopes: [calendar, mail], without: [mail] });
    expect([connection.scopes.includes(calendar), connection.scopes.includes(mail)]).toEqual([true, false]);
  });

  it('keeps the refresh token when another consent brings none', async () => {
    const { id } = await connectAccount(world, { provider: 'google' });
    const { authorizationUrl } = await create('google', { connectionId: id });
    world.emulators.google.faults.add({ kind: 'no_refresh_token', path: '/token' });
    expect((await new Browser().connect(authorizationUrl)).status).toBe(200);
    const { refreshes } = await world
      .db('connections')
      .where({ id })
      .first(world.db.raw('next_refresh_at < token_expires_at as refreshes'));
    expect(refreshes).toBe(true);
  });

  it('connects in the workspace that asked, and shows it to no other', async () => {
    const { other, call, keys } = world;
    const theirs = await connectAccount(world, { provider: 'github', workspace: other });
    expect(theirs.status).toBe('active');
    expect((await call('connections.get', { key: keys.admin, path: { connectionId: theirs.id } })).status).toBe(404);
    const { body } = await call('connections.list', { key: keys.admin, query: { limit: 100 } });
    expect(body.data.map(({ id }) => id)).not.toContain(theirs.id);
  });

  it('leaves no state and no code in the log', async () => {
    const { authorizationUrl } = await create();
    const browser = new Browser();
    const callback = new URL(await signIn(await browser.begin(authorizationUrl)));
    await browser.open(callback.href);
    await new Browser().open(callback.href);
    const [code, state] = ['code', 'state'].map((name) => callback.searchParams.get(name)!);
    const lines = world.logged.join('\n');
    expect(lines).toContain('connections.callback');
    expect([lines.includes(code!), lines.includes(state!.slice(0, 43))]).toEqual([false, false]);
  });
});

describe('with a return URL', () => {
  it('the person goes there, and the URL says how it went', async () => {
    const { id, authorizationUrl } = await create('google', { returnUrl: RETURN_URL });
    const page = await new Browser().connect(authorizationUrl);
    expect([page.status, page.headers.get('location')]).toEqual([
      303,
      `${RETURN_URL}&connectionId=${id}&status=active`,
    ]);
    expect(page.text).toBe('');
  });

  it('the person goes there, too, when it went wrong', async () => {
    const { id, authorizationUrl } = await create('google', { returnUrl: RETURN_URL });
    const page = await new Browser().connect(authorizationUrl, { deny: true });
    const said = `connectionId=${id}&status=failed&reason=denied`;
    expect([page.status, page.headers.get('location')]).toEqual([303, `${RETURN_URL}&${said}`]);
  });

  it('another browser does not', async () => {
    const { authorizationUrl } = await create('google', { returnUrl: RETURN_URL });
    const callback = await signIn(await new Browser().begin(authorizationUrl));
    const page = await new Browser().open(callback);
    expect([page.status, page.headers.get('location')]).toEqual([400, null]);
  });
});

describe('the pages', () => {
  it('say who asks, and let no one write into them', async () => {
    const { call, keys, emulators } = world;
    const { clientId, clientSecret } = emulators.github.client;
    const consent = {
      name: '<b onclick=alert(1)>Acme</b> & "Co"',
      logoUrl: 'https://cdn.example.com/logo.png',
      supportEmail: 'support?bcc=all@example.com',
      privacyUrl: 'https://example.com/privacy?"><script>alert(1)</script>',
      termsUrl: 'https://example.com/terms',
    };
    const valid = { ...consent, privacyUrl: 'https://example.com/privacy' };
    const configured = await call('providers.configure', {
      key: keys.admin,
      path: { provider: 'github' },
      body: { clientId, clientSecret, consent: valid },
    });
    expect(configured.status).toBe(200);
    const { authorizationUrl } = await create('github');
    const { text, headers } = await new Browser().open(authorizationUrl);
    expect(text).toContain('&lt;b onclick=alert(1)&gt;Acme&lt;/b&gt; &amp; &quot;Co&quot;');
    expect(text).not.toMatch(/<b |<script/);
    for (const said of [
      'Ours',
      '"mailto:support%3Fbcc%3Dall@example.com"',
      'https://example.com/privacy',
      'https://example.com/terms',
    ])
      expect(text).toContain(said);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; img-src https:\/\/cdn\.example\.com; /);
    expect(policy).toMatch(/frame-ancestors 'none'$/);
    expect([headers.get('referrer-policy'), headers.get('cache-control')]).toEqual(['no-referrer', 'no-store']);
    await world.db('provider_configurations').delete();
  });

  it('say what is read without a confirmation, for how long the link works, and what is asked for beyond the actions', async () => {
    const open = async (scopes: string[]) => {
      const { id, authorizationUrl } = await create('github', { scopes });
      await world
        .db('authorizations')
        .where({ connection_id: id })
        .update({ expires_at: world.db.raw("now() + interval '59 seconds'") });
      return (await new Browser().open(authorizationUrl)).text;
    };
    const whole = await open(['repo']);
    expect(whole).toContain('confirmed first; what it reads has not.');
    expect(whole).toContain('for another minute.');
    expect(whole).not.toContain('<details open>');
    const more = await open(['repo', 'delete_repo']);
    expect(more).toContain('<details open>');
    const none = await open(['gist']);
    expect(none).toContain('confirmed first.');
  });

  it('are withdrawn when the client is another one', async () => {
    const { authorizationUrl } = await create('github');
    const { call, keys } = world;
    const body = { clientId: 'another', clientSecret: 'another' };
    await call('providers.configure', { key: keys.admin, path: { provider: 'github' }, body });
    const page = await new Browser().open(authorizationUrl);
    expect([page.status, heading(page.text)]).toEqual([409, 'This link was withdrawn']);
    await world.db('provider_configurations').delete();
  });

  it('set a cookie that only this browser and this server know', async () => {
    const { authorizationUrl } = await create();
    const { headers } = await new Browser().open(authorizationUrl);
    expect(headers.get('set-cookie')).toMatch(
      /^relay-oauth=[\w-]{43}; Path=\/api\/oauth; Max-Age=3600; HttpOnly; SameSite=Lax$/,
    );
  });
});
