// What a provider is asked when a connection has ended, and what a person is told of its answer.
import type { Db } from '../../platform/db/index.js';
import type { Logger } from '../../platform/log.js';
import type { OutboundResult } from '../../platform/outbound/index.js';
import {
  ACCESS_PAGES,
  endpointsFor,
  findOAuthProvider,
  type OAuthProvider,
  revocationOf,
} from '../../providers/index.js';
import { type ExchangeDeps, findClient } from './connections.refresh.exchange.js';
import { openOrLog, type SealedTokens, type TokensPlace, type Vault } from './connections.vault.js';

export interface RevocationDeps extends ExchangeDeps {
  db: Db;
  vault: Vault;
  log: Logger;
}

/** What a connection held before it was disconnected. */
export interface FormerTokens extends TokensPlace {
  accountId: string | null;
  sealed: SealedTokens;
}

/** For everything from DNS to the last byte of the provider's reply. */
const REVOKE_WITHIN_MS = 10_000;

/** What is said of erased tokens until the provider has answered. */
export function notYetRevoked(providerId: string): string {
  const provider = findOAuthProvider(providerId);
  return provider ? `${ERASED} Whether ${provider.name} has revoked them is not known. ${byHand(provider)}` : ERASED;
}

/** Asks the provider to revoke tokens that are erased here; says in one sentence for a person what happened there. */
export async function revokeAtProvider(deps: RevocationDeps, former: FormerTokens): Promise<string> {
  const { configurations, providerUrls, outbound, log } = deps;
  const provider = findOAuthProvider(former.provider);
  if (!provider) return ERASED;
  const { name } = provider;
  const tokens = openOrLog(deps, former, former.sealed);
  if (!tokens)
    return `${ERASED} ${name} could not be told, because they could not be opened any more. ${byHand(provider)}`;
  const client = await findClient(configurations, former.workspaceId, provider, tokens.clientId);
  if (!client || client === 'unreadable')
    return `${ERASED} ${name} could not be told, because the OAuth client they belong to is not configured any more. ${byHand(provider)}`;
  const isShared = await isConsentShared(deps.db, former, tokens.clientId);
  const revocation = revocationOf(provider, providerUrls, client, { ...tokens, isShared });
  if (!revocation) {
    const canRevoke = endpointsFor(provider, client, providerUrls).revoke !== null;
    return `${ERASED} ${canRevoke && isShared ? sharedAt(provider) : notRevocable(provider)} ${byHand(provider)}`;
  }
  const result = await outbound.send(revocation.request, { withinMs: REVOKE_WITHIN_MS });
  if (result.kind === 'answered' && revocation.done.includes(result.status))
    return `It was disconnected: its tokens are erased here, and ${name} has revoked them.`;
  const why = whyNot(result);
  log.warn({ connectionId: former.id, why }, 'a provider did not revoke tokens');
  return `${ERASED} ${name} could not be asked to revoke them (it ${why}) and may still know them. ${byHand(provider)}`;
}

// After the erasure is committed: of two connections that go at the same time, the second one sees that the first is gone.
async function isConsentShared(db: Db, { provider, accountId }: FormerTokens, clientId: string): Promise<boolean> {
  const other = await db('connections')
    .where({ provider, account_id: accountId, client_id: clientId })
    .whereIn('status', ['active', 'degraded'])
    .first('id');
  return other !== undefined;
}

function whyNot(result: OutboundResult): string {
  if (result.kind === 'answered') return `answered with ${result.status}`;
  return result.kind === 'not_sent' ? 'could not be reached' : 'did not answer';
}

const ERASED = 'It was disconnected, and its tokens are erased here.';
const byHand = ({ id }: OAuthProvider) => `A person takes the access back at ${ACCESS_PAGES[id]}.`;
const sharedAt = ({ name }: OAuthProvider) =>
  `${name} takes back all that an account has given to an OAuth client or nothing, and another connection still uses it.`;
const notRevocable = ({ name }: OAuthProvider) => `${name} has no way for an application to revoke them.`;
