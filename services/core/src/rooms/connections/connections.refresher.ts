import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../../platform/db/index.js';
import { faultPoint } from '../../platform/fault-points.js';
import type { Logger } from '../../platform/log.js';
import type { Metrics } from '../../platform/metrics.js';
import { findOAuthProvider } from '../../providers/index.js';
import {
  type ExchangeDeps,
  REFRESH_WITHIN_MS,
  type Refreshed,
  refreshAtProvider,
} from './connections.refresh.exchange.js';
import { pauseAfter } from './connections.refresh.schedule.js';
import { postpone, type Settled, settleDegraded, settleExpired, settleRenewed } from './connections.refresh.settle.js';
import { claimDueRefreshes, claimRefresh, type KeptTokens } from './connections.tokens.repository.js';
import { openOrLog, type TokensPlace, type Vault } from './connections.vault.js';

/** Longer than the request of a refresh; when a process dies, others take over after so long. In seconds. */
const LEASE = REFRESH_WITHIN_MS / 1000 + 5;
/** How many refreshes of a provider the job does at the same time. */
const MOST_AT_ONCE = 10;
/** What no master key opens is looked at again after so many seconds. */
const UNREADABLE_PAUSE = 600;
/** For how long a reply is tried to be kept while the database does not answer, in milliseconds. */
const SETTLE_PAUSES_MS = [100, 500, 1_000, 2_000, 4_000, 8_000];

export interface RefresherDeps extends ExchangeDeps {
  db: Db;
  vault: Vault;
  log: Logger;
  metrics: Pick<Metrics, 'connectionRefreshes'>;
  random?: () => number;
}

/**
 * Refreshes tokens, once for all who want it: whoever takes a connection's lease asks the provider, outside of any transaction, and
 * settles what it says where the version is still the one that it began with.
 */
export class Refresher {
  private readonly running = new Map<string, Promise<boolean>>();

  constructor(private readonly deps: RefresherDeps) {}

  /** Resolves when a refresh of this version has ended that this process does; false when somebody else does it, or has done it. */
  refresh({ workspaceId, id, version }: TokensPlace): Promise<boolean> {
    const key = `${id} ${version}`;
    const running =
      this.running.get(key) ?? this.claim({ workspaceId, id, version }).finally(() => this.running.delete(key));
    this.running.set(key, running);
    return running;
  }

  /** Refreshes what is due at a provider, while it `goesOn`; returns how many connections that were. */
  async refreshDue(provider: string, goesOn: () => boolean = () => true): Promise<number> {
    const { db, log } = this.deps;
    for (let total = 0; ; ) {
      const claimed = await claimDueRefreshes(db, provider, MOST_AT_ONCE, LEASE);
      const runs = claimed.map((kept) =>
        this.run(kept).catch((err) =>
          log.error({ err, connectionId: kept.id }, 'a refresh failed; it is done again in a moment'),
        ),
      );
      await Promise.all(runs);
      total += claimed.length;
      if (claimed.length < MOST_AT_ONCE || !goesOn()) return total;
    }
  }

  /** Resolves when nothing is refreshed on demand any more: what the provider has just given must not be lost. */
  async drained(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running.values());
  }

  /** Notes that the tokens are over. */
  async expire(place: TokensPlace, reason: string): Promise<void> {
    if ((await settleExpired(this.deps.db, place, reason)) === 'settled') this.count(place, 'expired');
  }

  private async claim(place: Omit<TokensPlace, 'provider'>): Promise<boolean> {
    const claimed = await claimRefresh(this.deps.db, place, LEASE);
    if (!claimed) return false;
    await this.run(claimed);
    return true;
  }

  private async run(kept: KeptTokens): Promise<void> {
    const { log } = this.deps;
    const provider = findOAuthProvider(kept.provider);
    if (!provider || !kept.sealed) return; // a connection that lives has tokens, unless a provider is gone from this version
    faultPoint('refresh.after-claim');
    const tokens = openOrLog(this.deps, kept, kept.sealed);
    if (!tokens) {
      this.count(kept, 'unreadable');
      await postpone(this.deps.db, kept, UNREADABLE_PAUSE);
      return;
    }
    const { refreshToken } = tokens;
    const result: Refreshed =
      refreshToken === undefined
        ? { kind: 'refused' }
        : await refreshAtProvider(this.deps, kept.workspaceId, provider, { ...tokens, refreshToken });
    faultPoint('refresh.after-reply');
    const settled = await this.keep(() => this.settle(kept, provider.name, result, refreshToken !== undefined));
    faultPoint('refresh.after-settle');
    this.count(kept, settled === 'late' ? 'late' : COUNTED[result.kind]);
    if (result.kind !== 'refreshed') log.warn({ connectionId: kept.id, result }, 'tokens could not be refreshed');
  }

  private settle(kept: KeptTokens, name: string, result: Refreshed, couldRefresh: boolean): Promise<Settled> {
    const { db, vault, random = Math.random } = this.deps;
    switch (result.kind) {
      case 'refreshed':
        return settleRenewed(db, vault, { ...kept, sealed: kept.sealed! }, result.tokens, random);
      case 'refused':
        return settleExpired(db, kept, couldRefresh ? refusedBy(name) : endedAt(name));
      case 'failed':
        return settleDegraded(db, kept, result.reason, (failures) => pauseAfter(failures, result.retryAfter, random));
    }
  }

  // The provider may have made the former tokens worthless, so new ones are not given up because the database is away for a moment.
  private async keep(settle: () => Promise<Settled>): Promise<Settled> {
    for (const pauseMs of SETTLE_PAUSES_MS) {
      try {
        return await settle();
      } catch (err) {
        this.deps.log.error({ err }, 'the result of a refresh could not be kept yet');
        await pause(pauseMs);
      }
    }
    return settle();
  }

  private count({ provider }: { provider: string }, result: string): void {
    this.deps.metrics.connectionRefreshes.inc({ provider, result });
  }
}

const COUNTED = { refreshed: 'refreshed', refused: 'expired', failed: 'failed' };

const refusedBy = (name: string) =>
  `${name} ended this access, as it does when a person takes it back or changes their password; its owner must authorize it again.`;
/** Why nothing can renew the tokens of a provider. */
export const endedAt = (name: string) =>
  `The access that ${name} gave is over and cannot be renewed; its owner must authorize it again.`;
