// How often a link works, for how long, and for which browser.
import { signIn } from '@relay/emulators';
import { describe, expect, it } from 'vitest';
import { Browser, changed, heading, useConnecting } from '../../../test/connecting.js';

const { world, create, get, stored, tokenRequests } = useConnecting();

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
    await world().db('authorizations').update({ expires_at: world().db.fn.now() });
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
      const page = await new Browser().open(`${world().baseUrl}/api/oauth/google/${part}${query}`);
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
    const { call, keys } = world();
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
    await world().call('connections.delete', { key: world().keys.developer, path: { connectionId: id } });
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
    const mixed = `${world().baseUrl}/api/oauth/google/callback?${new URLSearchParams({
      code: searchParams.get('code')!,
      state: new URL(myWay).searchParams.get('state')!,
    })}`;
    const page = await me.open(mixed); // PKCE: the code was asked for with the other link's verifier
    expect([page.status, (await stored(mine.id)).status]).toEqual([400, 'pending']);
  });
});
