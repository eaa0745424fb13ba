// How each provider takes its tokens back.
import type { OAuthClient } from '../../platform/config.js';
import type { OutboundRequest } from '../../platform/outbound/index.js';
import type { ProviderUrls } from '../provider.js';
import { type OAuthProvider, oauthServer } from './servers.js';

export interface Revocation {
  /** Undefined where the provider has no such request. */
  request: OutboundRequest | undefined;
  /** Where a person can take the access back. */
  byHand: string;
  /** Statuses that say that the tokens work no more; some say so of tokens that did not work before. */
  done: number[];
}

type Given = { accessToken: string; refreshToken: string | undefined };

/** What ends the access that was given to `client`. */
export const revocationOf = (provider: OAuthProvider, urls: ProviderUrls, client: OAuthClient, tokens: Given) =>
  REVOCATIONS[provider](urls, client, tokens);

const REVOCATIONS: Record<OAuthProvider, (urls: ProviderUrls, client: OAuthClient, tokens: Given) => Revocation> = {
  // https://developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke: either token ends both, and 400 is the answer
  // for one that is not valid any more.
  google: (urls, _client, { accessToken, refreshToken }) => ({
    request: {
      method: 'POST',
      url: oauthServer('google', urls).revocation_endpoint!,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({ token: refreshToken ?? accessToken }).toString(),
    },
    byHand: 'https://myaccount.google.com/connections',
    done: [200, 400],
  }),
  // https://docs.github.com/rest/apps/oauth-applications#delete-an-app-authorization: takes back all that this person gave the
  // application; 404 is the answer for a token that it does not know.
  github: (urls, { clientId, clientSecret }, { accessToken }) => ({
    request: {
      method: 'DELETE',
      url: `${urls.github ?? 'https://api.github.com'}/applications/${encodeURIComponent(clientId)}/grant`,
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        accept: 'application/vnd.github+json',
        'content-type': 'application/json',
        'user-agent': 'relay',
        'x-github-api-version': '2022-11-28',
      },
      body: JSON.stringify({ access_token: accessToken }),
    },
    byHand: 'https://github.com/settings/applications',
    done: [204, 404],
  }),
  // Entra knows no request by which an application gives back the delegated tokens of one person; revokeSignInSessions would sign
  // that person out everywhere. https://learn.microsoft.com/entra/identity-platform/refresh-tokens#token-revocation
  microsoft: () => ({ request: undefined, byHand: 'https://myapps.microsoft.com', done: [] }),
};
