import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../../platform/db/index.js';
import type { Logger } from '../../platform/log.js';
import { providerName } from '../../providers/index.js';
import type { AccessToken, NoToken, TokenWanted } from './connections.for-actions.js';
import { LASTS } from './connections.refresh.schedule.js';
import { endedAt, type Refresher } from './connections.refresher.js';
import { findTokens, type KeptTokens } from './connections.tokens.repository.js';
import { openOrLog, type Tokens, type Vault } from './connections.vault.js';

/** A token with so many seconds left is given where there is no better one. */
const STILL_WORKS = 5;
/** New tokens that the provider rejects are no reason to ask for newer ones, for so many seconds. */
const JUST_GIVEN = 60;
/** The pauses in which somebody else's refresh is waited for, in milliseconds. */
const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 500;

export interface TokenSourceDeps {
  db: Db;
  vault: Vault;
  refresher: Refresher;
  log: Logger;
}

/** Gives tokens that work, refreshed where they must be. */
export class TokenSource {
  constructor(private readonly deps: TokenSourceDeps) {}

  async accessToken(
    workspaceId: string,
    id: string,
    { endsAt, rejected }: TokenWanted,
  ): Promise<AccessToken | NoToken> {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      const kept = await findTokens(this.deps.db, workspaceId, id);
      const tokens = this.open(kept);
      if ('kind' in tokens) return tokens;
      const decision = decide(kept!, tokens, rejected);
      if (decision === 'give') return given(kept!, tokens);
      if (decision === 'over') return this.expire(kept!, rejected !== undefined);
      if (decision === 'rest' || performance.now() >= endsAt) return lastResort(kept!, tokens, rejected);
      const isOurs = !kept!.isLeased && (await until(endsAt, this.deps.refresher.refresh(kept!)));
      if (!isOurs) await pause(Math.max(0, Math.min(waitMs, endsAt - performance.now())));
    }
  }

  private open(kept: KeptTokens | undefined): Tokens | NoToken {
    if (!kept || kept.status === 'revoked')
      return none('connection_revoked', 'The connection was disconnected.', false);
    if (kept.status === 'expired' || !kept.sealed)
      return none('connection_expired', kept.reason ?? 'Its owner must authorize the connection again.', false);
    return openOrLog(this.deps, kept, kept.sealed) ?? UNREADABLE;
  }

  private async expire(kept: KeptTokens, isRejected: boolean): Promise<NoToken> {
    const name = providerName(kept.provider);
    const reason = isRejected
      ? `${name} does not accept this access any more; its owner must authorize it again.`
      : endedAt(name);
    await this.deps.refresher.expire(kept, reason);
    return none('connection_expired', reason, false);
  }
}

type Decision =
  | 'give'
  /** New ones are needed first. */
  | 'refresh'
  /** New ones are needed, and the provider must not be asked just now. */
  | 'rest'
  /** Nothing can renew them. */
  | 'over';

function decide(kept: KeptTokens, { refreshToken }: Tokens, rejected: number | undefined): Decision {
  const isRejected = rejected !== undefined && kept.version <= rejected;
  const { livesFor = Number.POSITIVE_INFINITY } = kept;
  if (!isRejected && livesFor >= LASTS) return 'give';
  if (refreshToken === undefined) return !isRejected && livesFor >= STILL_WORKS ? 'give' : 'over';
  if (kept.isResting || (isRejected && kept.age < JUST_GIVEN)) return 'rest';
  return 'refresh';
}

/** Without new tokens: those that are there, if they still work. */
function lastResort(kept: KeptTokens, tokens: Tokens, rejected: number | undefined): AccessToken | NoToken {
  const isRejected = rejected !== undefined && kept.version <= rejected;
  if (!isRejected && (kept.livesFor ?? 0) >= STILL_WORKS) return given(kept, tokens);
  const name = providerName(kept.provider);
  const detail =
    isRejected && !kept.isResting
      ? `${name} rejects the access that it gave a moment ago; try again in a minute.`
      : (kept.reason ?? `${name} has given no new access in time; try again in a moment.`);
  return none('connection_degraded', detail, true);
}

const given = ({ version }: KeptTokens, { accessToken }: Tokens): AccessToken => ({
  kind: 'token',
  value: accessToken,
  version,
});

const none = (code: NoToken['code'], detail: string, retryable: boolean): NoToken => ({
  kind: 'none',
  code,
  detail,
  retryable,
});

const UNREADABLE = none(
  'connection_unreadable',
  "Relay cannot open the connection's tokens: the master key that sealed them is missing. The operator finds which one in the log.",
  false,
);

/** What `work` resolves to; false when it takes longer. */
async function until(endsAt: number, work: Promise<boolean>): Promise<boolean> {
  const timer = new AbortController();
  const late = pause(Math.max(0, endsAt - performance.now()), false, { signal: timer.signal }).catch(() => false);
  return Promise.race([work, late]).finally(() => timer.abort());
}
