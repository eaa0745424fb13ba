import { createLocalJWKSet, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { TENANT_ID } from '../accounts.js';
import { Application, api, CALLBACK, PROVIDERS } from '../testing/flow.js';
import { useEmulators } from '../testing/use-emulators.js';

const emulators = useEmulators();
const applicationAt = (provider: (typeof PROVIDERS)[number]) => new Application(emulators[provider]);

describe.each(PROVIDERS)('signing in at %s', (provider) => {
  it('sends a person back with a code and the state, and gives a token for the account that was chosen', async () => {
    const application = applicationAt(provider);
    const [, second] = emulators[provider].accounts;
    const back = await application.signIn({ account: second!.name });
    expect(back).toMatchObject({ at: CALLBACK, state: 'the-state', code: expect.any(String) });
    const { status, body } = await application.exchange(back.code!);
    expect([status, body.access_token]).toEqual([200, expect.any(String)]);
    expect(await application.who(body.access_token)).toBe(200);
    expect(emulators[provider].calls.api().at(-1)).toMatchObject({ account: second!.name, status: 200 });
  });

  it('sends a person back with access_denied who presses Cancel', async () => {
    const back = await applicationAt(provider).signIn({ deny: true });
    expect([back.error, back.state, back.code]).toEqual(['access_denied', 'the-state', undefined]);
  });

  it('allows by Enter, which presses the first button of a form', async () => {
    const page = await (await fetch(applicationAt(provider).authorizationUrl())).text();
    expect([...page.matchAll(/<button[^>]* value="(\w+)"/g)].map(([, value]) => value)).toEqual(['allow', 'deny']);
  });

  it('shows a page, and sends nobody anywhere, for an address or a client that is not registered', async () => {
    const application = applicationAt(provider);
    await expect(application.signIn({}, { redirect_uri: `${CALLBACK}/other` })).rejects.toThrow('not registered');
    await expect(application.signIn({}, { client_id: 'somebody' })).rejects.toThrow('not known');
  });

  it.each([
    ['without a challenge', { code_challenge: '' }],
    ['with a plain one', { code_challenge_method: 'plain' }],
  ])('wants PKCE with S256: %s', async (_, changed) => {
    expect(await applicationAt(provider).signIn({}, changed)).toMatchObject({ error: 'invalid_request' });
  });

  it.each([
    ['with another verifier', { code_verifier: 'a'.repeat(43) }],
    ['without a verifier', { code_verifier: '' }],
    ['for another address', { redirect_uri: `${CALLBACK}/other` }],
    ['with another secret', { client_secret: 'guessed' }],
    ['by another client', { client_id: 'somebody' }],
    ['that it has not given', { code: 'made-up' }],
  ])('refuses a code %s', async (_, changed) => {
    const application = applicationAt(provider);
    const { code } = await application.signIn();
    const { body } = await application.exchange(code!, changed);
    expect([body.access_token, body.error]).toEqual([undefined, expect.any(String)]);
  });

  it('takes a code once, and takes back what it gave when the code comes again', async () => {
    const application = applicationAt(provider);
    const { code } = await application.signIn();
    const { body } = await application.exchange(code!);
    expect((await application.exchange(code!)).body.access_token).toBeUndefined();
    expect(await application.who(body.access_token)).toBe(401);
  });

  it('takes a decision once', async () => {
    const application = applicationAt(provider);
    const page = await (await fetch(application.authorizationUrl())).text();
    const request = /name="request" value="([^"]+)"/.exec(page)![1]!;
    const decide = () =>
      fetch(`${emulators[provider].url}/_emulator/sign-in`, {
        method: 'POST',
        body: new URLSearchParams({ request, account: emulators[provider].accounts[0]!.name, decision: 'allow' }),
        redirect: 'manual',
      });
    expect([(await decide()).status, (await decide()).status]).toEqual([302, 400]);
  });

  it('keeps no secrets in the journal', async () => {
    const tokens = await applicationAt(provider).connect();
    const journal = JSON.stringify(emulators[provider].calls.entries);
    expect([journal.includes(tokens.access_token), journal.includes('the-state')]).toEqual([false, false]);
    expect(emulators[provider].calls.oauth()).toHaveLength(2);
  });
});

describe('ID tokens', () => {
  it.each([
    ['google', '/oauth2/v3/certs', 'https://accounts.google.com'],
    ['microsoft', '/common/discovery/v2.0/keys', `https://login.microsoftonline.com/${TENANT_ID}/v2.0`],
  ] as const)('of %s verify by its keys, and name issuer, client and nonce', async (provider, path, issuer) => {
    const { client, accounts } = emulators[provider];
    const { id_token: token } = await applicationAt(provider).connect();
    const keys = createLocalJWKSet((await api(emulators[provider], undefined)('GET', path)).body);
    const { payload } = await jwtVerify(token!, keys, { issuer, audience: client.clientId });
    expect(payload).toMatchObject({ nonce: 'the-nonce', sub: accounts[0]!.id, email: accounts[0]!.email });
    if (provider === 'microsoft') expect(payload).toMatchObject({ oid: accounts[0]!.id, tid: TENANT_ID, ver: '2.0' });
  });

  it('come with openid only', async () => {
    expect(await applicationAt('google').connect({}, { scope: 'email' })).not.toHaveProperty('id_token');
  });
});

describe('refresh tokens', () => {
  it('of Google come with offline access, and again only with a consent in full', async () => {
    const application = applicationAt('google');
    expect(await application.connect({}, { access_type: 'online' })).not.toHaveProperty('refresh_token');
    emulators.google.reset();
    expect(await application.connect()).toHaveProperty('refresh_token');
    expect(await application.connect()).not.toHaveProperty('refresh_token');
    expect(await application.connect({}, { prompt: 'consent' })).toHaveProperty('refresh_token');
  });

  it('of Google stay as they are', async () => {
    const application = applicationAt('google');
    const { refresh_token: token } = await application.connect();
    const { status, body } = await application.refresh(token!);
    expect([status, body.refresh_token, await application.who(body.access_token)]).toEqual([200, undefined, 200]);
    expect((await application.refresh(token!)).status).toBe(200);
  });

  it('of Microsoft come with offline_access, and work once', async () => {
    const application = applicationAt('microsoft');
    expect(await application.connect({}, { scope: 'openid User.Read' })).not.toHaveProperty('refresh_token');
    const { refresh_token: first } = await application.connect();
    const { body } = await application.refresh(first!);
    expect([body.refresh_token === first, await application.who(body.access_token)]).toEqual([false, 200]);
    expect(await application.refresh(first!)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await application.refresh(body.refresh_token!)).status).toBe(200);
  });

  it('of Microsoft work once, also for two who use one at the same time', async () => {
    const application = applicationAt('microsoft');
    const { refresh_token: token } = await application.connect();
    const replies = await Promise.all([application.refresh(token!), application.refresh(token!)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('of GitHub come when its tokens expire', async () => {
    const application = applicationAt('github');
    expect(await application.connect()).not.toHaveProperty('expires_in');
    emulators.github.settings.expiringTokens = true;
    const tokens = await application.connect();
    expect(tokens).toMatchObject({ expires_in: 3600, refresh_token: expect.any(String) });
    expect((await application.refresh(tokens.refresh_token!)).body.access_token).toEqual(expect.any(String));
    expect((await application.refresh(tokens.refresh_token!)).body).toMatchObject({ error: 'bad_refresh_token' });
  });

  it('are no access tokens, and the other way round', async () => {
    const application = applicationAt('google');
    const { access_token: access, refresh_token: refresh } = await application.connect();
    expect(await application.who(refresh)).toBe(401);
    expect((await application.refresh(access)).body.error).toBe('invalid_grant');
  });
});

describe('scopes', () => {
  it('of Google are told by their long names, without those that a person did not tick', async () => {
    const gmail = 'https://www.googleapis.com/auth/gmail.send';
    const { scope } = await applicationAt('google').connect({ without: [gmail] });
    expect(scope).toBe('openid https://www.googleapis.com/auth/userinfo.email');
    const { scope: second } = await applicationAt('google').connect(
      {},
      { include_granted_scopes: 'true', scope: gmail },
    );
    expect(second.split(' ')).toEqual(expect.arrayContaining(['openid', gmail]));
  });

  it('of GitHub stand between commas, those of Microsoft without offline_access', async () => {
    expect((await applicationAt('github').connect()).scope).toBe('repo,read:user');
    expect((await applicationAt('microsoft').connect()).scope).toBe('openid profile User.Read Mail.Send');
  });
});

describe('what clients are told', () => {
  it.each([
    [
      'google',
      { client_id: 'x' },
      401,
      { error: 'invalid_client', error_description: 'The OAuth client was not found.' },
    ],
    ['google', { client_secret: 'x' }, 401, { error: 'invalid_client', error_description: 'Unauthorized' }],
    ['microsoft', { client_id: 'x' }, 400, { error: 'unauthorized_client', error_codes: [700016] }],
    ['microsoft', { client_secret: 'x' }, 401, { error: 'invalid_client', error_codes: [7000215] }],
    ['github', { client_id: 'x' }, 404, { error: 'Not Found' }],
    ['github', { client_secret: 'x' }, 200, { error: 'incorrect_client_credentials' }],
  ] as const)('by %s of %o', async (provider, changed, status, body) => {
    expect(await applicationAt(provider).exchange('made-up', changed)).toMatchObject({ status, body });
  });

  it('by GitHub as a form, unless they ask for JSON', async () => {
    const { url, client } = emulators.github;
    const application = applicationAt('github');
    const { code } = await application.signIn();
    const response = await fetch(`${url}/login/oauth/access_token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: client.clientId,
        client_secret: client.clientSecret,
        code: code!,
        redirect_uri: CALLBACK,
        code_verifier: application.verifier,
      }),
    });
    expect(new URLSearchParams(await response.text()).get('token_type')).toBe('bearer');
  });

  it('also when they authenticate by Basic', async () => {
    const { url, client } = emulators.google;
    const application = applicationAt('google');
    const { refresh_token: token } = await application.connect();
    const response = await fetch(`${url}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${client.clientId}:${client.clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token! }),
    });
    expect(response.status).toBe(200);
  });
});
