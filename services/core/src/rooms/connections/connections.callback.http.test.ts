// A browser comes back: what of its answer is used, and where it goes then.
import { signIn } from '@relay/emulators';
import { describe, expect, it } from 'vitest';
import { Browser, changed, connectAccount, heading, useConnecting } from '../../../test/connecting.js';

const RETURN_URL = 'https://app.example.com/settings/accounts?tab=mine';
const { world, create, stored, auditOf } = useConnecting({ returnUrls: ['https://app.example.com/settings'] });

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
      `${world().baseUrl}/api/oauth/google/callback?${new URLSearchParams({ state, error })}`,
    );
    expect([page.status, page.text.includes('<script')]).toEqual([400, false]);
    expect((await auditOf(id)).at(-1)).toMatchObject({ reason: 'provider_refused' });
  });

  it('keeps what the person has left out out of the scopes', async () => {
    const [calendar, mail] = [
      'https://www.googleapis.com/auth/calendar.events',
      'https://www.googleapis.com/auth/gmail.send',
    ];
    const connection = await connectAccount(world(), { provider: 'google', scopes: [calendar, mail], without: [mail] });
    expect([connection.scopes.includes(calendar), connection.scopes.includes(mail)]).toEqual([true, false]);
  });

  it('keeps the refresh token when another consent brings none', async () => {
    const { id } = await connectAccount(world(), { provider: 'google' });
    const { authorizationUrl } = await create('google', { connectionId: id });
    world().emulators.google.faults.add({ kind: 'no_refresh_token', path: '/token' });
    expect((await new Browser().connect(authorizationUrl)).status).toBe(200);
    const { refreshes } = await world()
      .db('connections')
      .where({ id })
      .first(world().db.raw('next_refresh_at < token_expires_at as refreshes'));
    expect(refreshes).toBe(true);
  });

  it('connects in the workspace that asked, and shows it to no other', async () => {
    const { other, call, keys } = world();
    const theirs = await connectAccount(world(), { provider: 'github', workspace: other });
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
    const lines = world().logged.join('\n');
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
