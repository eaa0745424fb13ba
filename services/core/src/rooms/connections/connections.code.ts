// From the code that a browser brings back to tokens and the account that they are for. Nothing of a reply is logged: it holds secrets.
import * as oauth from 'oauth4webapi';
import type { OAuthClient } from '../../platform/config.js';
import { fetchThrough, type Outbound } from '../../platform/outbound/index.js';
import {
  type Account,
  addressOf,
  endpointsFor,
  fieldsIn,
  isIssuer,
  type OAuthProvider,
  type ProviderUrls,
  USER_AGENT,
} from '../../providers/index.js';
import type { Proofs } from './connections.authorizations.js';
import { refusalOf } from './connections.code.refusals.js';
import { answerInvalid, providerUnavailable, Refused } from './connections.refusals.js';
import type { NewTokens } from './connections.tokens.store.js';
import { isToken } from './connections.vault.js';

/** For one request to the provider, from DNS to the last byte. */
const WITHIN_MS = 15_000;

/** What an account's owner has agreed to. */
export interface Granted {
  account: Account;
  scopes: string[];
  tokens: NewTokens;
}

export interface CodeDeps {
  outbound: Outbound;
  providerUrls: ProviderUrls;
}

export interface ReturnedCode {
  provider: OAuthProvider;
  client: OAuthClient;
  redirectUri: string;
  /** As the provider sent them. */
  parameters: { state: string; code?: string | undefined; error?: string | undefined; iss?: string | undefined };
  proofs: Proofs;
  /** What was asked for; a reply that names no scopes grants these. */
  scopes: string[];
  /** By the database's clock. */
  now: Date;
}

/** Exchanges the code and reads the account. Throws Refused for whatever the provider does. */
export async function redeemCode(deps: CodeDeps, returned: ReturnedCode): Promise<Granted> {
  const { provider } = returned;
  try {
    const reply = await requestTokens(deps, returned);
    const account = isToken(reply.access_token) ? await readAccount(deps, returned, reply) : undefined;
    if (!account) throw new Refused(answerInvalid(provider.name));
    const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn, scope } = reply;
    return {
      account,
      scopes: scope === undefined ? returned.scopes : provider.readScopes(scope),
      tokens: { accessToken, refreshToken, expiresIn, clientId: returned.client.clientId },
    };
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(refusalOf(error, provider), error);
  }
}

async function requestTokens(
  { outbound, providerUrls }: CodeDeps,
  { provider, client, redirectUri, parameters, proofs, now }: ReturnedCode,
): Promise<oauth.TokenEndpointResponse> {
  const { token } = endpointsFor(provider, client, providerUrls);
  const server = { issuer: parameters.iss ?? provider.issuer, token_endpoint: token };
  // The database's clock, and not this machine's, judges until when an ID token is valid.
  const skew = Math.round((now.getTime() - Date.now()) / 1000);
  const known: oauth.Client = { client_id: client.clientId, [oauth.clockSkew]: skew, [oauth.clockTolerance]: 60 };
  const given = new URLSearchParams(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const checked = oauth.validateAuthResponse(server, known, given, parameters.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    known,
    oauth.ClientSecretPost(client.clientSecret),
    checked,
    redirectUri,
    proofs.codeVerifier,
    {
      headers: { 'user-agent': USER_AGENT },
      [oauth.customFetch]: fetchThrough(outbound, WITHIN_MS),
      [oauth.allowInsecureRequests]: token.startsWith('http:'),
    },
  );
  if (response.status >= 500) throw new Refused(providerUnavailable(provider.name));
  const { reply, issuer } = await readReply(response);
  if (issuer !== undefined && !isIssuer(provider, providerUrls, issuer))
    throw new Refused(answerInvalid(provider.name));
  const hasIdToken = provider.account.from === 'claims';
  return oauth.processAuthorizationCodeResponse(
    { ...server, issuer: issuer ?? server.issuer },
    known,
    reply,
    hasIdToken ? { expectedNonce: proofs.nonce, requireIdToken: true } : {},
  );
}

/** The reply with the issuer that its ID token names. GitHub tells errors with status 200, which no library for OAuth expects. */
async function readReply(response: Response): Promise<{ reply: Response; issuer?: string }> {
  const text = await response.text();
  const { error, id_token: token } = fieldsIn(text);
  const status = response.status === 200 && error !== undefined ? 400 : response.status;
  const reply = new Response(text, { status, headers: response.headers });
  if (typeof token !== 'string') return { reply };
  const { iss } = fieldsIn(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  return typeof iss === 'string' ? { reply, issuer: iss } : { reply };
}

async function readAccount(
  { outbound, providerUrls }: CodeDeps,
  { provider }: ReturnedCode,
  reply: oauth.TokenEndpointResponse,
): Promise<Account | undefined> {
  const { account } = provider;
  if (account.from === 'claims') return account.read((oauth.getValidatedIdTokenClaims(reply) ?? {}) as never);
  const response = await fetchThrough(outbound, WITHIN_MS)(addressOf(providerUrls, provider.id, account.url), {
    method: 'GET',
    headers: { accept: 'application/json', authorization: `Bearer ${reply.access_token}`, 'user-agent': USER_AGENT },
  });
  if (response.status >= 500) throw new Refused(providerUnavailable(provider.name));
  return response.status === 200 ? account.read(fieldsIn(await response.text())) : undefined;
}
