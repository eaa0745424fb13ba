// How each provider takes back what a person gave to an OAuth client.
import type { OAuthClient } from '../../platform/config.js';
import type { OutboundRequest } from '../../platform/outbound/index.js';
import type { ProviderUrls } from '../provider.js';
import { USER_AGENT } from '../user-agent.js';
import { endpointsFor, type OAuthProvider, type ProviderId } from './oauth.js';

export interface Revocation {
  request: OutboundRequest;
  /** Statuses that say that the tokens work no more; some say it of tokens that did not work before. */
  done: number[];
}

interface Given {
  accessToken: string;
  refreshToken: string | undefined;
  /** Whether other connections live by the same person's consent to the same client. */
  isShared: boolean;
}

/** Ends the access that was given to `client`; undefined where the provider has no request that ends no more than that. */
export function revocationOf(
  provider: OAuthProvider,
  urls: ProviderUrls,
  client: OAuthClient,
  given: Given,
): Revocation | undefined {
  const { revoke } = endpointsFor(provider, client, urls);
  return revoke === null ? undefined : REVOCATIONS[provider.id](revoke, client, given);
}

/** Where a person takes access back. */
export const ACCESS_PAGES: Record<ProviderId, string> = {
  github: 'https://github.com/settings/applications',
  google: 'https://myaccount.google.com/connections',
  microsoft: 'https://myapps.microsoft.com',
};

const REVOCATIONS: Record<ProviderId, (url: string, client: OAuthClient, given: Given) => Revocation | undefined> = {
  // Any token ends the whole consent, and 400 is the answer for one that is not valid any more.
  // https://developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke
  google: (url, _client, { accessToken, refreshToken, isShared }) =>
    isShared
      ? undefined
      : {
          request: {
            method: 'POST',
            url,
            headers: {
              'content-type': 'application/x-www-form-urlencoded',
              accept: 'application/json',
              'user-agent': USER_AGENT,
            },
            body: new URLSearchParams({ token: refreshToken ?? accessToken }).toString(),
          },
          done: [200, 400],
        },
  // The grant is all that this person gave to the client, the token only itself; 404 is the answer for one that is not known. Where there
  // is a refresh token, that one may work nonetheless: an access token is over after 8 hours, and with the next refresh.
  // https://docs.github.com/rest/apps/oauth-applications
  github: (url, { clientId, clientSecret }, { accessToken, refreshToken, isShared }) => ({
    request: {
      method: 'DELETE',
      url: isShared ? url.replace(/grant$/, 'token') : url,
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        accept: 'application/vnd.github+json',
        'content-type': 'application/json',
        'user-agent': USER_AGENT,
        'x-github-api-version': '2022-11-28',
      },
      body: JSON.stringify({ access_token: accessToken }),
    },
    done: refreshToken === undefined ? [204, 404] : [204],
  }),
  // Entra knows no request by which an application gives back what one person gave it: revokeSignInSessions would sign that person
  // out everywhere. https://learn.microsoft.com/entra/identity-platform/refresh-tokens#token-revocation
  microsoft: () => undefined,
};
