import { SealError } from '../../platform/crypto/index.js';
import type { Db } from '../../platform/db/index.js';
import { secondsFromNow } from './connections.changes.js';
import { refreshAfter } from './connections.refresh.schedule.js';
import type { Tokens, TokensPlace, Vault } from './connections.vault.js';

/** Tokens as a token endpoint gave them just now. */
export interface NewTokens extends Tokens {
  /** In seconds; undefined for an access token that works until it is revoked. */
  expiresIn: number | undefined;
}

const BEFORE = ['version', 'sealed_key', 'sealed_tokens', 'client_id'] as const;
type Before = { version: number; sealed_key: string | null; sealed_tokens: string | null; client_id: string | null };

/**
 * Keeps the tokens of an authorization, in its transaction: they replace what was there, and a refresh that is under way changes
 * nothing any more. Status, account and scopes are the caller's.
 */
export async function storeTokens(
  transaction: Db,
  vault: Vault,
  place: Omit<TokensPlace, 'version'>,
  { expiresIn, ...tokens }: NewTokens,
): Promise<void> {
  const row = { workspace_id: place.workspaceId, id: place.id };
  const before: Before = await transaction('connections')
    .where(row)
    .forUpdate()
    .first(...BEFORE);
  const version = before.version + 1;
  const kept = { ...tokens, refreshToken: tokens.refreshToken ?? formerRefreshToken(vault, place, before, tokens) };
  const { sealedKey, sealedTokens } = vault.seal({ ...place, version }, kept);
  const next = refreshAfter({ expiresIn, canRefresh: kept.refreshToken !== undefined }, Math.random);
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

// Google gives a refresh token at the first consent to a client, and none at a later one that asks for more.
function formerRefreshToken(
  vault: Vault,
  place: Omit<TokensPlace, 'version'>,
  { version, sealed_key: sealedKey, sealed_tokens: sealedTokens, client_id: clientId }: Before,
  tokens: Tokens,
): string | undefined {
  if (sealedKey === null || sealedTokens === null || clientId !== tokens.clientId) return undefined;
  try {
    return vault.open({ ...place, version }, { sealedKey, sealedTokens }).refreshToken;
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}
