import type { Db } from '../../platform/db/index.js';
import { secondsFromNow } from './connections.changes.js';
import { refreshAfter } from './connections.refresh.schedule.js';
import type { Tokens, TokensPlace, Vault } from './connections.vault.js';

/** Tokens as a token endpoint gave them just now. */
export interface NewTokens extends Tokens {
  /** In seconds; undefined for an access token that works until it is revoked. */
  expiresIn: number | undefined;
}

/**
 * Keeps the tokens of an authorization, in its transaction: they replace what was there, and a refresh that is under way changes
 * nothing any more. Status, account and scopes are the caller's.
 */
export async function storeTokens(
  transaction: Db,
  vault: Vault,
  { workspaceId, id, provider }: Omit<TokensPlace, 'version'>,
  { expiresIn, ...tokens }: NewTokens,
): Promise<void> {
  const row = { workspace_id: workspaceId, id };
  const { version: before } = await transaction('connections').where(row).forUpdate().first('version');
  const version = before + 1;
  const { sealedKey, sealedTokens } = vault.seal({ workspaceId, id, provider, version }, tokens);
  const next = refreshAfter({ expiresIn, canRefresh: tokens.refreshToken !== undefined }, Math.random);
  const inSeconds = (seconds: number | undefined) => secondsFromNow(transaction, seconds);
  await transaction('connections')
    .where(row)
    .update({
      version,
      sealed_key: sealedKey,
      sealed_tokens: sealedTokens,
      client_id: tokens.clientId,
      tokens_at: transaction.fn.now(),
      token_expires_at: inSeconds(expiresIn),
      next_refresh_at: inSeconds(next),
      refresh_failures: 0,
      refresh_lease_expires_at: null,
      updated_at: transaction.fn.now(),
    });
}
