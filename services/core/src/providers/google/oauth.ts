import { textOf } from '../fields.js';
import { type OAuthProvider, words } from '../oauth/oauth.js';

export const googleOAuth: OAuthProvider = {
  id: 'google',
  name: 'Google',
  endpoints: {
    authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    revoke: 'https://oauth2.googleapis.com/revoke',
  },
  issuer: 'https://accounts.google.com',
  identityScopes: ['openid', 'email', 'profile'],
  // Google gives a refresh token with offline access only, and a second time only when it has asked for consent again.
  authorizeWith: (again) => ({
    access_type: 'offline',
    include_granted_scopes: 'true',
    prompt: again === undefined ? 'select_account consent' : 'consent',
    ...(again !== undefined && { login_hint: again }),
  }),
  readScopes: words,
  account: {
    from: 'claims',
    read: ({ sub, email }) => {
      const id = textOf(sub);
      return id === undefined ? undefined : { id, name: textOf(email) ?? id };
    },
  },
  clientErrors: {
    unknownClient: ['The OAuth client was not found'],
    wrongSecret: ['invalid_client'],
    wrongRedirect: ['redirect_uri_mismatch'],
  },
  consoleUrl: 'https://console.cloud.google.com/auth/clients',
  sources: [
    'https://developers.google.com/identity/protocols/oauth2/web-server',
    'https://developers.google.com/identity/openid-connect/openid-connect',
    'https://accounts.google.com/.well-known/openid-configuration',
  ],
};
