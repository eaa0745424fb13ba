export { type Revocation, revocationOf } from './revoke.js';
export { OAUTH_PROVIDERS, type OAuthProvider, oauthServer, PROVIDER_NAMES } from './servers.js';
