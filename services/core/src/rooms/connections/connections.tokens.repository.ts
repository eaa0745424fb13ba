// The rows of tokens: how they are read, and how a refresh is claimed. Every time is the database's.

import type { ConnectionStatus } from '../../generated/types.js';
import { type Db, runStatement } from '../../platform/db/index.js';
import type { SealedTokens, TokensPlace } from './connections.vault.js';

/** What is kept, as it stands now. */
export interface KeptTokens extends TokensPlace {
  status: ConnectionStatus;
  reason: string | null;
  /** Undefined while the connection has none. */
  sealed: SealedTokens | undefined;
  /** How long the access token works, in seconds; undefined where it does until it is revoked. */
  livesFor: number | undefined;
  /** How long ago the provider gave them, in seconds. */
  age: number;
  /** Somebody refreshes them just now. */
  isLeased: boolean;
  /** The provider did not give new ones, and is left alone for a while. */
  isResting: boolean;
}

interface Row {
  workspace_id: string;
  id: string;
  provider: string;
  version: number;
  status: ConnectionStatus;
  reason: string | null;
  sealed_key: string | null;
  sealed_tokens: string | null;
  lives_for: number | null;
  age: number | null;
  is_leased: boolean;
  is_resting: boolean;
}

const COLUMNS = `
  workspace_id, id, provider, version, status, reason, sealed_key, sealed_tokens,
  extract(epoch from token_expires_at - now())::float as lives_for,
  extract(epoch from now() - tokens_at)::float as age,
  coalesce(refresh_lease_expires_at > now(), false) as is_leased,
  status = 'degraded' and coalesce(next_refresh_at > now(), false) as is_resting`;

const FIND = {
  name: 'find_tokens',
  text: `select ${COLUMNS} from connections where workspace_id = $1 and id = $2`,
};

export async function findTokens(db: Db, workspaceId: string, id: string): Promise<KeptTokens | undefined> {
  const [row] = await runStatement<Row>(db, FIND, [workspaceId, id]);
  return row && toKept(row);
}

const IS_FREE = `status in ('active', 'degraded') and coalesce(refresh_lease_expires_at <= now(), true)`;

const CLAIM = {
  name: 'claim_refresh',
  text: `
    update connections set refresh_lease_expires_at = now() + make_interval(secs => $4)
    where workspace_id = $1 and id = $2 and version = $3 and ${IS_FREE}
    returning ${COLUMNS}`,
};

/** Takes the lease of a refresh of this version; undefined when somebody has it, or had it. */
export async function claimRefresh(
  db: Db,
  { workspaceId, id, version }: Omit<TokensPlace, 'provider'>,
  leaseSeconds: number,
): Promise<KeptTokens | undefined> {
  const [row] = await runStatement<Row>(db, CLAIM, [workspaceId, id, version, leaseSeconds]);
  return row && toKept(row);
}

const CLAIM_DUE = {
  name: 'claim_due_refreshes',
  text: `
    with due as materialized (
      select workspace_id, id from connections
      where provider = $1 and next_refresh_at <= now() and ${IS_FREE}
      order by next_refresh_at limit $2 for update skip locked
    )
    update connections set refresh_lease_expires_at = now() + make_interval(secs => $3)
    where (workspace_id, id) in (select workspace_id, id from due)
    returning ${COLUMNS}`,
};

/** Takes the leases of up to `most` refreshes that are due, of all workspaces. */
export async function claimDueRefreshes(
  db: Db,
  provider: string,
  most: number,
  leaseSeconds: number,
): Promise<KeptTokens[]> {
  const rows = await runStatement<Row>(db, CLAIM_DUE, [provider, most, leaseSeconds]);
  return rows.map(toKept);
}

const toKept = (row: Row): KeptTokens => ({
  workspaceId: row.workspace_id,
  id: row.id,
  provider: row.provider,
  version: row.version,
  status: row.status,
  reason: row.reason,
  sealed:
    row.sealed_key === null || row.sealed_tokens === null
      ? undefined
      : { sealedKey: row.sealed_key, sealedTokens: row.sealed_tokens },
  livesFor: row.lives_for ?? undefined,
  age: row.age ?? 0,
  isLeased: row.is_leased,
  isResting: row.is_resting,
});
