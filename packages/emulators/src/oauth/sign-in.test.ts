import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Emulators, signIn, startEmulators } from '../index.js';

let emulators: Emulators;
const CALLBACK = 'http://127.0.0.1:8787/api/oauth/google/callback';
beforeAll(async () => {
  emulators = await startEmulators({ redirectUris: [CALLBACK] });
});
afterAll(() => emulators.stop());
beforeEach(() => {
  for (const emulator of emulators.all) emulator.reset();
});

const AUTHORIZE = {
  google: '/o/oauth2/v2/auth',
  microsoft: '/common/oauth2/v2.0/authorize',
  github: '/login/oauth/authorize',
};
const TOKEN = { google: '/token', microsoft: '/common/oauth2/v2.0/token', github: '/login/oauth/access_token' };

describe('x', () => {
  it.each(['google', 'microsoft', 'github'] as const)('signs in at %s', async (provider) => {
    const { url, client } = emulators[provider];
    const verifier = randomBytes(32).toString('base64url');
    const parameters = new URLSearchParams({
      client_id: client.clientId,
      redirect_uri: CALLBACK,
      response_type: 'code',
      state: 's',
      nonce: 'n',
      access_type: 'offline',
      scope: {
        google: 'openid email https://www.googleapis.com/auth/gmail.send',
        microsoft: 'openid offline_access User.Read',
        github: 'repo',
      }[provider],
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const back = new URL(await signIn(`${url}${AUTHORIZE[provider]}?${parameters}`));
    const reply = await fetch(`${url}${TOKEN[provider]}`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: back.searchParams.get('code')!,
        redirect_uri: CALLBACK,
        client_id: client.clientId,
        client_secret: client.clientSecret,
        code_verifier: verifier,
      }),
    });
    const body = (await reply.json()) as { access_token: string };
    console.log(back.href, body);
    const me = await fetch(`${url}${{ google: '/v1/userinfo', microsoft: '/v1.0/me', github: '/user' }[provider]}`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    console.log(me.status, Object.fromEntries(me.headers), await me.json());
    expect(me.status).toBe(200);
  });
});
