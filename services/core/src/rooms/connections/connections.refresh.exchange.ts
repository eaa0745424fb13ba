// One refresh at the provider: a request, and what its reply means. Nothing of a reply is logged or repeated: it may hold tokens.
import type { OAuthClient } from '../../platform/config.js';
import { RelayError } from '../../platform/errors.js';
import type { Outbound, OutboundResult } from '../../platform/outbound/index.js';
import {
  endpointsFor,
  fieldsOf,
  jsonOf,
  type OAuthProvider,
  type ProviderUrls,
  retryAfterMs,
  USER_AGENT,
} from '../../providers/index.js';
import type { Configurations } from '../providers/index.js';
import type { NewTokens } from './connections.tokens.store.js';
import { isToken, type Tokens } from './connections.vault.js';

export type Refreshed =
  | { kind: 'refreshed'; tokens: NewTokens }
  /** The provider says that these tokens are over: only their owner can help. */
  | { kind: 'refused' }
  /** Perhaps later. `retryAfter` is in seconds. */
  | { kind: 'failed'; reason: string; retryAfter?: number | undefined };

export interface ExchangeDeps {
  outbound: Outbound;
  providerUrls: ProviderUrls;
  configurations: Pick<Configurations, 'clientById'>;
}

/** For everything from DNS to the last byte of the reply: shorter than the lease of a refresh. */
export const REFRESH_WITHIN_MS = 10_000;

/** What a token endpoint calls a refresh that only a person can mend; `bad_refresh_token` is GitHub's word, the last ones are Entra's. */
const OVER = ['invalid_grant', 'bad_refresh_token', 'interaction_required', 'consent_required', 'login_required'];
const WRONG_CLIENT = ['invalid_client', 'unauthorized_client', 'incorrect_client_credentials'];

/** Asks the provider for new tokens. Never throws for what it does. */
export async function refreshAtProvider(
  { outbound, providerUrls, configurations }: ExchangeDeps,
  workspaceId: string,
  provider: OAuthProvider,
  tokens: Tokens & { refreshToken: string },
): Promise<Refreshed> {
  const { name } = provider;
  const client = await findClient(configurations, workspaceId, provider, tokens.clientId);
  if (client === 'unreadable')
    return failed(`Relay cannot open its OAuth client secret for ${name}; configure it again.`);
  if (!client)
    return failed(
      `It was connected through an OAuth client that ${name} is not configured with any more; authorize it again, or configure that client.`,
    );
  const result = await outbound.send(
    {
      method: 'POST',
      url: endpointsFor(provider, client, providerUrls).token,
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': USER_AGENT,
      },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: tokens.refreshToken,
        client_id: client.clientId,
        client_secret: client.clientSecret,
      }).toString(),
    },
    { withinMs: REFRESH_WITHIN_MS },
  );
  return judge(result, name, tokens);
}

/** The client that tokens were given to; `unreadable` when its secret does not open. */
export async function findClient(
  configurations: Pick<Configurations, 'clientById'>,
  workspaceId: string,
  provider: OAuthProvider,
  clientId: string,
): Promise<OAuthClient | 'unreadable' | undefined> {
  try {
    return await configurations.clientById(workspaceId, provider, clientId);
  } catch (error) {
    if (error instanceof RelayError && error.status === 409) return 'unreadable';
    throw error;
  }
}

function judge(result: OutboundResult, name: string, tokens: Tokens): Refreshed {
  if (result.kind !== 'answered')
    return failed(`${name} could not be reached for new tokens; Relay tries again by itself.`);
  const body = fieldsOf(jsonOf(result));
  const error = typeof body.error === 'string' ? body.error : undefined;
  if (error && result.status < 500) {
    if (OVER.includes(error)) return { kind: 'refused' };
    if (WRONG_CLIENT.includes(error))
      return failed(
        `${name} does not accept Relay's OAuth client; check the client id and secret that it is configured with.`,
      );
  }
  const { access_token: accessToken, refresh_token: rotated, expires_in: lifetime } = body;
  if (result.status === 200 && !error && isToken(accessToken)) {
    const refreshToken = isToken(rotated) ? rotated : tokens.refreshToken;
    const seconds = Number(lifetime ?? Number.NaN);
    const expiresIn = Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
    return { kind: 'refreshed', tokens: { accessToken, refreshToken, clientId: tokens.clientId, expiresIn } };
  }
  const waitMs = retryAfterMs(result);
  const retryAfter = waitMs === undefined ? undefined : waitMs / 1000;
  return failed(
    `${name} gave no new tokens (its answer was ${result.status}); Relay tries again by itself.`,
    retryAfter,
  );
}

const failed = (reason: string, retryAfter?: number): Refreshed => ({ kind: 'failed', reason, retryAfter });
