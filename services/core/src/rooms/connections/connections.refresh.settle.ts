// What becomes of a connection after a refresh, and who is told. Each function is one transaction that changes nothing, unless the
// tokens are still those that were refreshed.

import type { ConnectionStatus } from '../../generated/types.js';
import { type Db, inTransaction } from '../../platform/db/index.js';
import { systemActor } from '../audit/index.js';
import { type ConnectionEvent, changeConnection, lockConnection, secondsFromNow } from './connections.changes.js';
import { refreshAfter } from './connections.refresh.schedule.js';
import type { NewTokens } from './connections.tokens.store.js';
import type { SealedTokens, TokensPlace, Vault } from './connections.vault.js';

/** `late`: the tokens are others by now, or the connection was disconnected. */
export type Settled = 'settled' | 'late';

const RELEASED = { refresh_lease_expires_at: null };

// An expired connection is among them: another process may have asked with the old tokens, and heard that they are over, while the
// reply with the new ones was on its way here.
const RENEWABLE: ConnectionStatus[] = ['active', 'degraded', 'expired'];

export const settleRenewed = (
  db: Db,
  vault: Vault,
  place: TokensPlace & { sealed: SealedTokens },
  { expiresIn, ...tokens }: NewTokens,
  random: () => number,
): Promise<Settled> =>
  settle(db, place, RENEWABLE, (transaction, was) => {
    const inSeconds = (seconds: number | undefined) => secondsFromNow(transaction, seconds);
    return {
      change: {
        ...RELEASED,
        status: 'active',
        reason: null,
        sealed_tokens: vault.sealNext(place, place.sealed.sealedKey, tokens),
        version: place.version + 1,
        tokens_at: transaction.fn.now(),
        token_expires_at: inSeconds(expiresIn),
        next_refresh_at: inSeconds(refreshAfter({ expiresIn, canRefresh: tokens.refreshToken !== undefined }, random)),
        refresh_failures: 0,
      },
      event: was === 'active' ? undefined : 'connection.active',
    };
  });

export const settleExpired = (db: Db, place: TokensPlace, reason: string): Promise<Settled> =>
  settle(db, place, ['active', 'degraded'], () => ({
    change: { ...RELEASED, status: 'expired', reason, next_refresh_at: null },
    event: 'connection.expired',
  }));

/** `pauseAfter` tells the pause after that many failures in a row, in seconds. */
export const settleDegraded = (
  db: Db,
  place: TokensPlace,
  reason: string,
  pauseAfter: (failures: number) => number,
): Promise<Settled> =>
  settle(db, place, ['active', 'degraded'], (transaction, was, failures) => ({
    change: {
      ...RELEASED,
      status: 'degraded',
      reason,
      refresh_failures: failures + 1,
      next_refresh_at: secondsFromNow(transaction, pauseAfter(failures + 1)),
    },
    event: was === 'degraded' ? undefined : 'connection.degraded',
  }));

/** Leaves everything as it is but for the time of the next try: what went wrong is Relay's, not the connection's. */
export const postpone = (db: Db, place: TokensPlace, seconds: number): Promise<Settled> =>
  settle(db, place, ['active', 'degraded'], (transaction) => ({
    change: { ...RELEASED, next_refresh_at: secondsFromNow(transaction, seconds) },
  }));

type Change = { change: object; event?: ConnectionEvent | undefined };

function settle(
  db: Db,
  { workspaceId, id, version }: TokensPlace,
  statuses: ConnectionStatus[],
  decide: (transaction: Db, was: ConnectionStatus, failures: number) => Change,
): Promise<Settled> {
  return inTransaction(db, async (transaction) => {
    const row = await lockConnection(transaction, workspaceId, id);
    if (row?.version !== version || !statuses.includes(row.status)) return 'late';
    const { change, event } = decide(transaction, row.status, row.refresh_failures);
    await changeConnection(transaction, systemActor(workspaceId), id, change, event);
    return 'settled';
  });
}
