import { textOf } from '../fields.js';
import { type OAuthProvider, words } from '../oauth/oauth.js';

const GRAPH = 'https://graph.microsoft.com/';

export const microsoftOAuth: OAuthProvider = {
  id: 'microsoft',
  name: 'Microsoft',
  endpoints: {
    authorize: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize',
    token: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
    revoke: null,
  },
  issuer: 'https://login.microsoftonline.com/{tenant}/v2.0',
  // `profile` brings oid and tid, which stay the same; `offline_access` the refresh token.
  identityScopes: ['openid', 'profile', 'email', 'offline_access'],
  authorizeWith: (again): Record<string, string> =>
    again === undefined ? { prompt: 'select_account' } : { login_hint: again },
  // Graph's scopes are asked for by their short names, and told with their host.
  readScopes: (text) => words(text).map((scope) => (scope.startsWith(GRAPH) ? scope.slice(GRAPH.length) : scope)),
  account: {
    from: 'claims',
    read: ({ oid, tid, iss, preferred_username: username, email }) => {
      const [object, tenant] = [textOf(oid), textOf(tid)];
      if (object === undefined || tenant === undefined) return undefined;
      if (!textOf(iss)?.endsWith(`/${tenant}/v2.0`)) return undefined; // one tenant's issuer speaks for no other tenant
      return { id: `${tenant}.${object}`, name: textOf(username) ?? textOf(email) ?? object };
    },
  },
  clientErrors: {
    unknownClient: ['AADSTS700016', 'AADSTS7000112', 'AADSTS90002', 'unauthorized_client'],
    wrongSecret: ['AADSTS7000215', 'AADSTS7000222', 'invalid_client'],
    wrongRedirect: ['AADSTS50011'],
  },
  consoleUrl: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
  sources: [
    'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow',
    'https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference',
    'https://learn.microsoft.com/entra/identity-platform/reference-error-codes',
  ],
};
