import { describe, expect, it } from 'vitest';
import { Browser, heading, useConnecting } from '../../../test/connecting.js';

const { world, create } = useConnecting();

describe('the pages', () => {
  it('say who asks, and let no one write into them', async () => {
    const { call, keys, emulators } = world();
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
    await world().db('provider_configurations').delete();
  });

  it('say what is read without a confirmation, for how long the link works, and what is asked for beyond the actions', async () => {
    const open = async (scopes: string[]) => {
      const { id, authorizationUrl } = await create('github', { scopes });
      await world()
        .db('authorizations')
        .where({ connection_id: id })
        .update({ expires_at: world().db.raw("now() + interval '59 seconds'") });
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
    const { call, keys } = world();
    const body = { clientId: 'another', clientSecret: 'another' };
    await call('providers.configure', { key: keys.admin, path: { provider: 'github' }, body });
    const page = await new Browser().open(authorizationUrl);
    expect([page.status, heading(page.text)]).toEqual([409, 'This link was withdrawn']);
    await world().db('provider_configurations').delete();
  });

  it('set a cookie that only this browser and this server know', async () => {
    const { authorizationUrl } = await create();
    const { headers } = await new Browser().open(authorizationUrl);
    expect(headers.get('set-cookie')).toMatch(
      /^relay-oauth=[\w-]{43}; Path=\/api\/oauth; Max-Age=3600; HttpOnly; SameSite=Lax$/,
    );
  });
});
