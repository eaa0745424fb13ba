// Where each provider's OAuth lives. Static, so that nothing has to be asked before a person is sent there.
import type { AuthorizationServer } from 'oauth4webapi';
import type { ProviderUrls } from '../provider.js';

export const OAUTH_PROVIDERS = ['github', 'google', 'microsoft'] as const;
export type OAuthProvider = (typeof OAUTH_PROVIDERS)[number];

export const PROVIDER_NAMES: Record<OAuthProvider, string> = {
  github: 'GitHub',
  google: 'Google',
  microsoft: 'Microsoft',
};

/** Of Microsoft's accounts: those of any organisation and personal ones. */
const DEFAULT_TENANT = 'common';

/** The endpoints of a provider, at its own hosts or at the one address that stands in for them, with the same paths. */
export function oauthServer(provider: OAuthProvider, urls: ProviderUrls, tenant = DEFAULT_TENANT): AuthorizationServer {
  const at = (host: string, path: string) => `${urls[provider] ?? `https://${host}`}${path}`;
  return SERVERS[provider](at, tenant);
}

type At = (host: string, path: string) => string;

const SERVERS: Record<OAuthProvider, (at: At, tenant: string) => AuthorizationServer> = {
  // https://developers.google.com/identity/openid-connect/openid-connect#discovery
  google: (at) => ({
    issuer: at('accounts.google.com', ''),
    authorization_endpoint: at('accounts.google.com', '/o/oauth2/v2/auth'),
    token_endpoint: at('oauth2.googleapis.com', '/token'),
    revocation_endpoint: at('oauth2.googleapis.com', '/revoke'),
    userinfo_endpoint: at('openidconnect.googleapis.com', '/v1/userinfo'),
    jwks_uri: at('www.googleapis.com', '/oauth2/v3/certs'),
  }),
  // https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
  microsoft: (at, tenant) => {
    const login = (path: string) => at('login.microsoftonline.com', `/${tenant}${path}`);
    return {
      issuer: login('/v2.0'),
      authorization_endpoint: login('/oauth2/v2.0/authorize'),
      token_endpoint: login('/oauth2/v2.0/token'),
      jwks_uri: login('/discovery/v2.0/keys'),
    };
  },
  // https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
  github: (at) => ({
    issuer: at('github.com', '/login/oauth'),
    authorization_endpoint: at('github.com', '/login/oauth/authorize'),
    token_endpoint: at('github.com', '/login/oauth/access_token'),
  }),
};
