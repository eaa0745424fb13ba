import { githubOAuth } from '../github/oauth.js';
import { googleOAuth } from '../google/oauth.js';
import { microsoftOAuth } from '../microsoft/oauth.js';
import type { OAuthProvider } from './oauth.js';

export {
  addressOf,
  endpointsFor,
  isIssuer,
  isOneOf,
  type OAuthEndpoints,
  type OAuthProvider,
  type ProviderId,
} from './oauth.js';
export { ACCESS_PAGES, type Revocation, revocationOf } from './revoke.js';

/** Every provider whose accounts can be connected, in alphabetical order. */
export const oauthProviders: readonly OAuthProvider[] = [githubOAuth, googleOAuth, microsoftOAuth];

export const findOAuthProvider = (id: string): OAuthProvider | undefined =>
  oauthProviders.find((provider) => provider.id === id);

/** A provider as people know it. */
export const providerName = (id: string): string => findOAuthProvider(id)?.name ?? id;
