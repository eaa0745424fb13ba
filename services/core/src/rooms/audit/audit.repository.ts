import type { AuditEvent } from '../../generated/types.js';
import { type Db, runStatement } from '../../platform/db/index.js';
import type { Head } from './audit.chain.repository.js';
import { type AuditEventRow, type ChainedEventRow, EVENT_COLUMNS, toAuditEvent } from './audit.schema.js';

export interface AuditFilter {
  from?: string | undefined;
  to?: string | undefined;
  actorId?: string | undefined;
  type?: string | undefined;
}

export const isFiltered = (filter: AuditFilter): boolean => Object.values(filter).some((value) => value !== undefined);

/** Up to `limit` events of the workspace, newest first, from below the id `before`. */
export async function listAuditEvents(
  db: Db,
  workspaceId: string,
  filter: AuditFilter,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<AuditEvent[]> {
  const query = filtered(db, workspaceId, filter).orderBy('id', 'desc').limit(limit);
  if (before) query.where('id', '<', before);
  return ((await query) as AuditEventRow[]).map(toAuditEvent);
}

/**
 * Up to `limit` events of the chain in its order, after the sequence number `after` and up to `upTo`. As rows: whoever reads a million of
 * them makes an event of one at a time, for a batch of events would outlive V8's young generation and pile up in the old one.
 */
export async function listChainedRows(
  db: Db,
  workspaceId: string,
  filter: AuditFilter,
  { after, upTo, limit }: { after: number; upTo: number; limit: number },
): Promise<ChainedEventRow[]> {
  const query = filtered(db, workspaceId, filter).where({ chained: true }).orderBy('sequence').limit(limit);
  return query.where('sequence', '>', after).where('sequence', '<=', upTo);
}

const FIND_NEXT = {
  name: 'find_next_audit_sequence',
  text: `select sequence from audit_events where workspace_id = $1 and chained and sequence > $2 order by sequence limit 1`,
};

/** The next sequence number in use. */
export async function findNextSequence(db: Db, workspaceId: string, after: number): Promise<number | undefined> {
  const [row] = await runStatement<{ sequence: string }>(db, FIND_NEXT, [workspaceId, after]);
  return row && Number(row.sequence);
}

function filtered(db: Db, workspaceId: string, { from, to, actorId, type }: AuditFilter) {
  const query = db('audit_events').where({ workspace_id: workspaceId }).select(db.raw(EVENT_COLUMNS));
  if (from) query.where('created_at', '>=', from);
  if (to) query.where('created_at', '<', to);
  if (actorId) query.where('actor_id', actorId);
  if (type) query.where('type', type);
  return query;
}

/** Where the chain ends, by what each table says, at one moment. */
export interface ChainEnds {
  head: Head;
  /** The greatest sequence number of an event, and of what a checkpoint signs; 0 when there is none. */
  lastEvent: number;
  lastCheckpoint: number;
  pending: number;
}

const FIND_ENDS = {
  name: 'find_ends_of_audit_chain',
  text: `
    select coalesce((select sequence from audit_chains where workspace_id = $1), 0) as head_sequence,
      (select encode(hash, 'hex') from audit_chains where workspace_id = $1) as head_hash,
      (select coalesce(max(sequence), 0) from audit_events where workspace_id = $1 and chained) as last_event,
      (select coalesce(max(sequence), 0) from audit_checkpoints where workspace_id = $1) as last_checkpoint,
      (select count(*) from audit_events where workspace_id = $1 and not chained) as pending`,
};

export async function findChainEnds(db: Db, workspaceId: string): Promise<ChainEnds> {
  const [row] = await runStatement<Record<string, string | null>>(db, FIND_ENDS, [workspaceId]);
  return {
    head: { sequence: Number(row!.head_sequence), hash: row!.head_hash ?? null },
    lastEvent: Number(row!.last_event),
    lastCheckpoint: Number(row!.last_checkpoint),
    pending: Number(row!.pending),
  };
}
