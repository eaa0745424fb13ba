// What differs between the providers' OAuth: paths, words, scopes and the shape of refusals.
import type { Account } from '../accounts.js';
import type { Reply } from '../gate/http.js';
import type { OAuthSettings } from './deps.js';

export type TokenRefusal =
  | 'unknown_client'
  | 'invalid_client'
  | 'invalid_code'
  | 'invalid_verifier'
  | 'redirect_mismatch'
  | 'invalid_refresh_token'
  | 'unsupported_grant_type';

export interface Issued {
  accessToken: string;
  seconds: number | undefined;
  refreshToken: string | undefined;
  scopes: string[];
  idToken: string | undefined;
}

/** What a code stands for, as far as it decides about a refresh token. */
export interface Consent {
  /** Of the request for the code. */
  query: URLSearchParams;
  /** The person has not agreed to anything before. */
  isFirst: boolean;
}

export interface Dialect {
  /** As people say it. */
  name: string;
  isAuthorize(path: string): boolean;
  isToken(path: string): boolean;
  /** The third party's own paths and the field that names a person. */
  peer: { callback: string; token: string; person: 'email' | 'login' };
  /** The scopes in a request, in the spelling of tokens. */
  scopesIn(text: string): string[];
  /** Nobody may sign in for no scope at all. */
  needsScope: boolean;
  /** Whether an API token with this scope has to be asked for; the others tell only who somebody is. */
  isIdentity(scope: string): boolean;
  describe(scope: string): string;
  /** A person may refuse some scopes and agree to others. */
  granular: boolean;
  /** A new consent adds to the scopes of earlier ones. */
  cumulative(query: URLSearchParams): boolean;
  /** A request for a token without `grant_type` comes with a code. */
  impliesCode: boolean;
  tokensExpire(settings: OAuthSettings): boolean;
  /** Whether a refresh token is issued for a code. */
  offersRefresh(consent: Consent, settings: OAuthSettings): boolean;
  rotatesRefreshTokens: boolean;
  /** The parameters of a redirect after a refusal, beside `state`. */
  denied: Record<string, string>;
  /** Parameters beside `code` and `state`. */
  allowed(scopes: string[]): Record<string, string>;
  issued(issued: Issued, accept: string): Reply;
  refused(refusal: TokenRefusal): Reply;
  /** Claims that replace the third party's; undefined where there are no ID tokens. */
  claims?(account: Account): Record<string, string>;
}
