// What signing in at a provider takes, as data; who signs in and keeps tokens is rooms/connections.
import type { Account, JsonObject, ProviderUrls } from '../provider.js';

export type ProviderId = 'github' | 'google' | 'microsoft';

/** URLs at the vendor. `{tenant}` stands for a Microsoft tenant. */
export interface OAuthEndpoints {
  authorize: string;
  token: string;
  /** RFC 7009, or GitHub's deletion of a grant, which holds `{client_id}`; null where a provider revokes nothing. */
  revoke: string | null;
}

/** What an ID token says. */
export type Claims = Readonly<JsonObject>;

export interface OAuthProvider {
  id: ProviderId;
  name: string;
  endpoints: OAuthEndpoints;
  /** Who may say that they answered: of a callback (RFC 9207) and in an ID token. */
  issuer: string;
  /** What every connection asks for, to know whose account it is and to get a refresh token. */
  identityScopes: string[];
  /** Added to every request for consent. `again`: the account's name, when a connection is authorized anew. */
  authorizeWith(again: string | undefined): Record<string, string>;
  /** The scopes in a token endpoint's reply, in the form in which actions name them. */
  readScopes(text: string): string[];
  /** Whose account it is: from the claims of an ID token, or from an answer to a GET with the new token. */
  account:
    | { from: 'claims'; read(claims: Claims): Account | undefined }
    | { from: 'answer'; url: string; read(body: JsonObject): Account | undefined };
  /** What token endpoints say about a client that they do not know, in `error` or at the start of `error_description`. */
  clientErrors: { unknownClient: string[]; wrongSecret: string[]; wrongRedirect: string[] };
  /** Where an administrator makes a client. */
  consoleUrl: string;
  /** Where the provider documents all of this. */
  sources: string[];
}

export const words = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

/** Where a URL of the vendor is really reached: at an emulator, if one is set, with the same path. */
export function addressOf(providerUrls: ProviderUrls, provider: string, vendorUrl: string): string {
  const base = providerUrls[provider];
  return base === undefined ? vendorUrl : base + vendorUrl.replace(/^https:\/\/[^/]+/, '');
}

/** Whether `iss` names the provider: RFC 9207, and the issuer of an ID token. */
export function isIssuer(provider: OAuthProvider, providerUrls: ProviderUrls, iss: string): boolean {
  const issuers = [provider.issuer, addressOf(providerUrls, provider.id, provider.issuer)];
  return issuers.some((issuer) => {
    const [before = '', after] = issuer.split('{tenant}');
    if (after === undefined) return iss === issuer;
    const tenant = iss.slice(before.length, iss.length - after.length);
    return iss === `${before}${tenant}${after}` && /^[\w.-]+$/.test(tenant);
  });
}

/** Whether a token endpoint's error is one of `known`, by its code or the beginning of its description. */
export const isOneOf = (known: string[], error: string, description: string): boolean =>
  known.some((word) => error === word || description.startsWith(word));

/** What Microsoft takes for an account of any tenant, or of none. */
const ANY_TENANT = 'common';

/** The provider's endpoints for one client, where they are really reached. */
export function endpointsFor(
  provider: OAuthProvider,
  { clientId, tenant }: { clientId: string; tenant: string | undefined },
  providerUrls: ProviderUrls,
): OAuthEndpoints {
  const at = (url: string) =>
    addressOf(providerUrls, provider.id, url)
      .replace('{tenant}', tenant ?? ANY_TENANT)
      .replace('{client_id}', encodeURIComponent(clientId));
  const { authorize, token, revoke } = provider.endpoints;
  return { authorize: at(authorize), token: at(token), revoke: revoke === null ? null : at(revoke) };
}
