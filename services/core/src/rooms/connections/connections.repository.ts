import type { ConnectionStatus } from '../../generated/types.js';
import { type Db, inBatches, runStatement } from '../../platform/db/index.js';
import { CONNECTION_COLUMNS, type ConnectionRow } from './connections.schema.js';

export interface ConnectionFilter {
  provider?: string | undefined;
  status?: ConnectionStatus | undefined;
  /** Only from below this id. */
  before: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listConnections(
  db: Db,
  workspaceId: string,
  { provider, status, before, limit }: ConnectionFilter,
): Promise<ConnectionRow[]> {
  const query = db('connections').where({ workspace_id: workspaceId }).orderBy('id', 'desc').limit(limit);
  if (provider !== undefined) query.where({ provider });
  if (status !== undefined) query.where({ status });
  if (before !== undefined) query.where('id', '<', before);
  return query.select(...CONNECTION_COLUMNS);
}

export async function findConnection(db: Db, workspaceId: string, id: string): Promise<ConnectionRow | undefined> {
  return db('connections')
    .where({ workspace_id: workspaceId, id })
    .first(...CONNECTION_COLUMNS);
}

/** How many there are besides those that were disconnected, and how many of them wait for their owners. */
export async function countConnections(db: Db, workspaceId: string): Promise<{ all: number; pending: number }> {
  const [row] = await db('connections')
    .where({ workspace_id: workspaceId })
    .whereNot({ status: 'revoked' })
    .select(db.raw(`count(*)::integer as "all", (count(*) filter (where status = 'pending'))::integer as pending`));
  return row as unknown as { all: number; pending: number };
}

export async function insertConnection(
  db: Db,
  workspaceId: string,
  { id, provider, reason, createdBy }: { id: string; provider: string; reason: string; createdBy: string },
): Promise<ConnectionRow> {
  const [row] = await db('connections')
    .insert({ workspace_id: workspaceId, id, provider, reason, created_by: createdBy })
    .returning([...CONNECTION_COLUMNS]);
  return row as ConnectionRow;
}

/** Keeps that the provider wants no requests for so many seconds, unless it has asked for longer before. */
export async function throttleConnection(db: Db, workspaceId: string, id: string, seconds: number): Promise<void> {
  // greatest() leaves a null out.
  const until = db.raw('greatest(throttled_until, now() + make_interval(secs => ?::float))', [seconds]);
  await db('connections').where({ workspace_id: workspaceId, id }).update({ throttled_until: until });
}

const DELETE_ABANDONED = {
  name: 'delete_abandoned_connections',
  text: `
    delete from connections where (workspace_id, id) in (
      select workspace_id, id from connections c
      where status = 'pending' and created_at < now() - interval '1 day' and not exists (
        select 1 from authorizations a where a.workspace_id = c.workspace_id and a.connection_id = c.id and a.expires_at > now())
      order by created_at limit $1 for update skip locked)
    returning 1`,
};

/** Removes connections that nobody has agreed to for a day. */
export const deleteAbandoned = (db: Db): Promise<number> =>
  inBatches(async (size) => (await runStatement(db, DELETE_ABANDONED, [size])).length);

/** How long a disconnected connection can still be looked at, in days. */
const REVOKED_DAYS = 30;

const DELETE_REVOKED = {
  name: 'delete_revoked_connections',
  text: `
    delete from connections where (workspace_id, id) in (
      select workspace_id, id from connections
      where status = 'revoked' and updated_at < now() - make_interval(days => $1)
      order by updated_at limit $2 for update skip locked)
    returning 1`,
};

/** Removes connections that were disconnected long ago, of every workspace; returns how many. */
export const deleteRevoked = (db: Db): Promise<number> =>
  inBatches(async (size) => (await runStatement(db, DELETE_REVOKED, [REVOKED_DAYS, size])).length);
