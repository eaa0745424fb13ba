import { describe, expect, it } from 'vitest';
import { Application, api, PROVIDERS, WHO } from '../testing/flow.js';
import { useEmulators } from '../testing/use-emulators.js';

const emulators = useEmulators();
const at = (provider: (typeof PROVIDERS)[number], token?: string) => api(emulators[provider], token);
const applicationAt = (provider: (typeof PROVIDERS)[number]) => new Application(emulators[provider]);

const UNAUTHENTICATED = {
  google: { error: { code: 401, status: 'UNAUTHENTICATED' } },
  microsoft: { error: { code: 'InvalidAuthenticationToken' } },
  github: { message: 'Bad credentials', status: '401' },
};

describe.each(PROVIDERS)('a token at %s', (provider) => {
  it.each([
    ['none', () => undefined],
    ['one that is made up', () => 'garbage'],
    ['a known one of the third party behind the gate', () => 'test_token_admin'],
  ])('has to be good: %s', async (_, token) => {
    const reply = await at(provider, token())('GET', WHO[provider]);
    expect([reply.status, reply.body]).toEqual([401, expect.objectContaining({})]);
    expect(reply.body).toMatchObject(UNAUTHENTICATED[provider]);
  });

  it('expires when its time is over, and when a test says so', async () => {
    emulators[provider].settings.expiringTokens = true;
    emulators[provider].settings.accessTokenSeconds = 0;
    const application = applicationAt(provider);
    expect(await application.who((await application.connect()).access_token)).toBe(401);
    emulators[provider].settings.accessTokenSeconds = 60;
    const { access_token: token } = await application.connect();
    expect(await application.who(token)).toBe(200);
    emulators[provider].expireAccessTokens();
    expect(await application.who(token)).toBe(401);
  });

  it('ends with the access of its application, and cannot be refreshed', async () => {
    emulators[provider].settings.expiringTokens = true;
    const application = applicationAt(provider);
    const tokens = await application.connect({}, { prompt: 'consent' });
    emulators[provider].revokeAccess(emulators[provider].accounts[0]!.name);
    expect(await application.who(tokens.access_token)).toBe(401);
    expect((await application.refresh(tokens.refresh_token!)).body.access_token).toBeUndefined();
  });

  it('does not outlive a reset', async () => {
    const token = emulators[provider].issueToken({ scopes: ['openid', 'User.Read'] });
    emulators[provider].reset();
    expect(await applicationAt(provider).who(token)).toBe(401);
  });

  it('opens no path that there is not', async () => {
    const token = emulators[provider].issueToken({ scopes: ['openid'] });
    expect((await at(provider, token)('GET', '/nowhere')).status).toBe(404);
  });
});

describe('a token without the scope', () => {
  const issue = { summary: 'x', start: { date: '2026-03-05' }, end: { date: '2026-03-06' } };

  it('is answered 403 by Gmail and Calendar, with the reason in two places', async () => {
    const token = emulators.google.issueToken({ scopes: ['https://www.googleapis.com/auth/gmail.send'] });
    const reply = await at('google', token)('POST', '/calendar/v3/calendars/primary/events', issue);
    expect([reply.status, reply.body]).toMatchObject([
      403,
      {
        error: {
          status: 'PERMISSION_DENIED',
          errors: [{ reason: 'insufficientPermissions' }],
          details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
        },
      },
    ]);
    expect(reply.headers.get('www-authenticate')).toContain('insufficient_scope');
  });

  it('is answered 403 by Graph', async () => {
    const token = emulators.microsoft.issueToken({ scopes: ['User.Read'] });
    const reply = await at('microsoft', token)('GET', '/v1.0/me/mailFolders/inbox/messages');
    expect([reply.status, reply.body.error.code]).toEqual([403, 'ErrorAccessDenied']);
  });

  it('is answered 404 by GitHub, which tells the scopes in headers', async () => {
    const token = emulators.github.issueToken({ scopes: ['read:user'] });
    const reply = await at('github', token)('POST', '/repos/ada/engine/issues', { title: 'x' });
    expect([reply.status, reply.headers.get('x-oauth-scopes'), reply.headers.get('x-accepted-oauth-scopes')]).toEqual([
      404,
      'read:user',
      'repo, public_repo',
    ]);
  });

  it('sees no private repository at GitHub', async () => {
    const call = at('github', emulators.github.issueToken({ scopes: ['public_repo'] }));
    expect((await call('POST', '/repos/ada/letters/issues', { title: 'x' })).status).toBe(404);
    expect((await call('GET', '/user/repos')).body.map(({ name }: { name: string }) => name)).toEqual(['engine']);
    expect((await call('POST', '/repos/ada/engine/issues', { title: 'x' })).status).toBe(201);
  });
});

describe('revoking at Google', () => {
  it.each(['access_token', 'refresh_token'] as const)('takes the whole grant with the %s', async (name) => {
    const application = applicationAt('google');
    const tokens = await application.connect();
    const revoke = () => fetch(`${emulators.google.url}/revoke?token=${tokens[name]}`, { method: 'POST' });
    expect((await revoke()).status).toBe(200);
    expect(await application.who(tokens.access_token)).toBe(401);
    expect(await application.refresh(tokens.refresh_token!)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
    });
    expect((await revoke()).status).toBe(400);
  });

  it('takes a form as well', async () => {
    const application = applicationAt('google');
    const { access_token: token } = await application.connect();
    const body = new URLSearchParams({ token });
    expect((await fetch(`${emulators.google.url}/revoke`, { method: 'POST', body })).status).toBe(200);
    expect(await application.who(token)).toBe(401);
  });
});

describe('revoking at GitHub', () => {
  const basic = () => {
    const { clientId, clientSecret } = emulators.github.client;
    return { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` };
  };
  const path = (part: string) => `/applications/${emulators.github.client.clientId}/${part}`;

  it('deletes a grant with all of its tokens, or one token', async () => {
    const application = applicationAt('github');
    const [first, second, third] = [
      await application.connect(),
      await application.connect(),
      await application.connect(),
    ];
    const call = at('github');
    const remove = (part: string, token: string) => call('DELETE', path(part), { access_token: token }, basic());
    expect((await remove('token', first!.access_token)).status).toBe(204);
    expect([await application.who(first!.access_token), await application.who(second!.access_token)]).toEqual([
      401, 200,
    ]);
    expect((await remove('grant', second!.access_token)).status).toBe(204);
    expect(await application.who(third!.access_token)).toBe(401);
    expect((await remove('grant', second!.access_token)).status).toBe(404);
    expect(emulators.github.violations).toEqual([]);
  });

  it('obeys the application, and nobody else', async () => {
    const application = applicationAt('github');
    const { access_token: token } = await application.connect();
    const call = at('github');
    expect((await call('DELETE', path('token'), { access_token: 'x' }, basic())).status).toBe(404);
    expect((await call('DELETE', path('token'), { access_token: token })).status).toBe(401);
    const guessed = { authorization: `Basic ${btoa(`${emulators.github.client.clientId}:x`)}` };
    expect((await call('DELETE', path('grant'), { access_token: token }, guessed)).status).toBe(401);
    expect((await call('POST', path('grant'), { access_token: token }, basic())).status).toBe(404);
    expect(await application.who(token)).toBe(200);
  });

  it('takes what GitHub describes, and records what it does not', async () => {
    const application = applicationAt('github');
    const { access_token: token } = await application.connect();
    expect((await at('github')('DELETE', path('grant'), { token }, basic())).status).toBe(422);
    expect(emulators.github.violations).toMatchObject([{ of: 'request', operation: 'apps/delete-authorization' }]);
    expect(await application.who(token)).toBe(200);
  });
});

describe('the journal', () => {
  it('counts what could have changed something, and nothing else', async () => {
    const application = applicationAt('github');
    const { access_token: token } = await application.connect();
    const call = at('github', token);
    await call('GET', '/user');
    await call('POST', '/repos/ada/engine/issues', { title: 'One' });
    const [only, ...others] = emulators.github.calls.mutations();
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      method: 'POST',
      path: '/repos/ada/engine/issues',
      json: { title: 'One' },
      status: 201,
    });
    expect(only!.headers).not.toHaveProperty('authorization');
  });
});
