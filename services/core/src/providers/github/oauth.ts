import { textOf } from '../fields.js';
import { type OAuthProvider, words } from '../oauth/oauth.js';

export const githubOAuth: OAuthProvider = {
  id: 'github',
  name: 'GitHub',
  endpoints: {
    authorize: 'https://github.com/login/oauth/authorize',
    token: 'https://github.com/login/oauth/access_token',
    revoke: 'https://api.github.com/applications/{client_id}/grant',
  },
  issuer: 'https://github.com/login/oauth',
  identityScopes: ['read:user'],
  authorizeWith: (again): Record<string, string> =>
    again === undefined ? { prompt: 'select_account' } : { login: again },
  readScopes: withImplied,
  account: {
    from: 'answer',
    url: 'https://api.github.com/user',
    read: ({ id, login }) => {
      const name = textOf(login);
      return Number.isSafeInteger(id) && name !== undefined ? { id: String(id), name } : undefined;
    },
  },
  clientErrors: {
    unknownClient: ['Not Found'],
    wrongSecret: ['incorrect_client_credentials'],
    wrongRedirect: ['redirect_uri_mismatch'],
  },
  consoleUrl: 'https://github.com/settings/developers',
  sources: [
    'https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
    'https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors',
    'https://docs.github.com/rest/users/users#get-the-authenticated-user',
  ],
};

/**
 * GitHub leaves out what another scope covers: who has agreed to `repo` is never told of `public_repo`.
 * https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps#normalized-scopes
 */
function withImplied(text: string): string[] {
  const given = words(text);
  return [...new Set(given.flatMap((scope) => [scope, ...(IMPLIED[scope] ?? [])]))];
}

const IMPLIED: Partial<Record<string, string[]>> = {
  repo: ['public_repo'],
  user: ['read:user', 'user:email'],
};
