// Google's OAuth: identity scopes by their long names, refresh tokens only when asked for, no rotation, granular consent.
import { json } from '../gate/http.js';
import type { Dialect, TokenRefusal } from '../oauth/dialect.js';

const LONG: Record<string, string> = {
  email: 'https://www.googleapis.com/auth/userinfo.email',
  profile: 'https://www.googleapis.com/auth/userinfo.profile',
};
const IDENTITY = new Set(['openid', ...Object.values(LONG)]);

const MEANINGS: Array<[suffix: string, meaning: string]> = [
  ['gmail.send', 'Send e-mail on your behalf'],
  ['gmail.readonly', 'See your e-mail messages and settings'],
  ['gmail.metadata', 'See the headers of your e-mail'],
  ['gmail.modify', 'See, write and send e-mail'],
  ['calendar.events', 'See and change events on your calendars'],
  ['calendar.events.owned', 'See and change events on calendars that you own'],
  ['calendar', 'See and change your calendars'],
  ['chat.messages.create', 'Send messages in Google Chat'],
  ['chat.messages', 'See, send, change and delete messages in Google Chat'],
  ['chat.spaces.readonly', 'See the spaces of Google Chat that you are in'],
  ['chat.spaces', 'See and make spaces of Google Chat'],
];

const REFUSED: Record<TokenRefusal, [status: number, error: string, description: string]> = {
  unknown_client: [401, 'invalid_client', 'The OAuth client was not found.'],
  invalid_client: [401, 'invalid_client', 'Unauthorized'],
  invalid_code: [400, 'invalid_grant', 'Malformed auth code.'],
  invalid_verifier: [400, 'invalid_grant', 'Invalid code verifier.'],
  redirect_mismatch: [400, 'redirect_uri_mismatch', 'Bad Request'],
  invalid_refresh_token: [400, 'invalid_grant', 'Token has been expired or revoked.'],
  unsupported_grant_type: [400, 'unsupported_grant_type', 'Invalid grant_type'],
};

export const googleDialect: Dialect = {
  name: 'Google',
  isAuthorize: (path) => path === '/o/oauth2/v2/auth',
  isToken: (path) => path === '/token',
  peer: { callback: '/o/oauth2/v2/auth/callback', token: '/oauth2/token', person: 'email' },
  scopesIn: (text) => [...new Set(text.split(' ').filter(Boolean))].map((scope) => LONG[scope] ?? scope),
  needsScope: true,
  isIdentity: (scope) => IDENTITY.has(scope),
  describe: (scope) => MEANINGS.find(([suffix]) => scope.endsWith(`/auth/${suffix}`))?.[1] ?? 'Use this permission',
  granular: true,
  cumulative: (query) => query.get('include_granted_scopes') === 'true',
  impliesCode: false,
  tokensExpire: () => true,
  // A second consent gives none, unless the person is asked again in full.
  offersRefresh: ({ query, isFirst }) =>
    query.get('access_type') === 'offline' && (isFirst || (query.get('prompt') ?? '').split(' ').includes('consent')),
  rotatesRefreshTokens: false,
  denied: { error: 'access_denied' },
  allowed: (scopes) => ({
    iss: 'https://accounts.google.com',
    scope: scopes.join(' '),
    authuser: '0',
    prompt: 'consent',
  }),
  issued: ({ accessToken, seconds, refreshToken, scopes, idToken }) =>
    json(
      200,
      {
        access_token: accessToken,
        expires_in: seconds,
        ...(refreshToken && { refresh_token: refreshToken }),
        scope: scopes.join(' '),
        token_type: 'Bearer',
        ...(idToken && { id_token: idToken }),
      },
      { 'cache-control': 'no-store' },
    ),
  refused: (refusal) => {
    const [status, error, description] = REFUSED[refusal];
    return json(status, { error, error_description: description });
  },
  claims: (account) => ({ iss: 'https://accounts.google.com', sub: account.id }),
};
