// GitHub's OAuth: commas between scopes, errors with status 200, forms unless JSON is asked for.
import { json, type Reply } from '../gate/http.js';
import type { Dialect, TokenRefusal } from '../oauth/dialect.js';

const MEANINGS: Record<string, string> = {
  repo: 'Read and write all of your repositories, private ones too',
  public_repo: 'Read and write your public repositories',
  'read:org': 'See your organizations and teams',
};
const IDENTITY = new Set(['read:user', 'user:email', 'user']);

const REFUSED: Record<Exclude<TokenRefusal, 'unknown_client'>, [error: string, description: string]> = {
  invalid_client: ['incorrect_client_credentials', 'The client_id and/or client_secret passed are incorrect.'],
  invalid_code: ['bad_verification_code', 'The code passed is incorrect or expired.'],
  invalid_verifier: ['bad_verification_code', 'The code passed is incorrect or expired.'],
  redirect_mismatch: [
    'redirect_uri_mismatch',
    'The redirect_uri MUST match the registered callback URL for this application.',
  ],
  invalid_refresh_token: ['bad_refresh_token', 'The refresh token passed is incorrect or expired.'],
  unsupported_grant_type: ['unsupported_grant_type', 'The grant_type is not supported.'],
};

export const githubDialect: Dialect = {
  name: 'GitHub',
  isAuthorize: (path) => path === '/login/oauth/authorize',
  isToken: (path) => path === '/login/oauth/access_token',
  peer: { callback: '/login/oauth/callback', token: '/login/oauth/access_token', person: 'login' },
  scopesIn: (text) => [...new Set(text.split(/[ ,]+/).filter(Boolean))],
  needsScope: false,
  isIdentity: (scope) => IDENTITY.has(scope),
  describe: (scope) => MEANINGS[scope] ?? 'Use this permission',
  granular: false,
  cumulative: () => true,
  impliesCode: true,
  tokensExpire: ({ expiringTokens }) => expiringTokens,
  offersRefresh: (_consent, { expiringTokens }) => expiringTokens,
  rotatesRefreshTokens: true,
  denied: {
    error: 'access_denied',
    error_description: 'The user has denied your application access.',
    error_uri:
      'https://docs.github.com/apps/managing-oauth-apps/troubleshooting-authorization-request-errors/#access-denied',
  },
  allowed: () => ({}),
  issued({ accessToken, seconds, refreshToken, scopes }, accept): Reply {
    const facts = {
      access_token: accessToken,
      ...(seconds !== undefined && { expires_in: seconds }),
      ...(refreshToken && { refresh_token: refreshToken, refresh_token_expires_in: 15_811_200 }),
      scope: scopes.join(','),
      token_type: 'bearer',
    };
    if (accept.includes('json')) return json(200, facts);
    const fields = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, String(value)]));
    return {
      status: 200,
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: new URLSearchParams(fields).toString(),
    };
  },
  refused(refusal) {
    if (refusal === 'unknown_client') return json(404, { error: 'Not Found' });
    const [error, description] = REFUSED[refusal];
    const uri =
      'https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/';
    return json(200, { error, error_description: description, error_uri: uri });
  },
};
