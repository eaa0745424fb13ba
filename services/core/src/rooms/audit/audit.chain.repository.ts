// The statements of the chainer. Pending events are those without a sequence number; the head's lock is the right to place them.
import { type Db, runStatement } from '../../platform/db/index.js';
import { type AuditEventRow, EVENT_COLUMNS } from './audit.schema.js';

export interface Head {
  /** So many events are in the chain. */
  sequence: number;
  /** The hash of the last one. */
  hash: string | null;
}
interface HeadRow {
  sequence: string;
  hash: string | null;
}

const toHead = ({ sequence, hash }: HeadRow): Head => ({ sequence: Number(sequence), hash });

// Steps from workspace to workspace by the index, however many events each of them has pending.
const LIST_PENDING_WORKSPACES = {
  name: 'list_workspaces_with_pending_audit_events',
  text: `
    with recursive pending as (
      (select workspace_id from audit_events where not chained order by workspace_id limit 1)
      union all
      select (
        select e.workspace_id from audit_events e
        where not e.chained and e.workspace_id > pending.workspace_id order by e.workspace_id limit 1
      ) from pending where pending.workspace_id is not null
    )
    select workspace_id from pending where workspace_id is not null limit $1`,
};

export async function listPendingWorkspaces(db: Db, limit: number): Promise<string[]> {
  const rows = await runStatement<{ workspace_id: string }>(db, LIST_PENDING_WORKSPACES, [limit]);
  return rows.map(({ workspace_id }) => workspace_id);
}

const LOCK_HEAD = {
  name: 'lock_audit_chain',
  text: `select sequence, encode(hash, 'hex') as hash from audit_chains where workspace_id = $1 for update skip locked`,
};
const CREATE_HEAD = {
  name: 'create_audit_chain',
  text: 'insert into audit_chains (workspace_id) values ($1) on conflict do nothing returning sequence, null as hash',
};

/** The head, locked until the transaction ends; undefined while another process has it. */
export async function lockHead(transaction: Db, workspaceId: string): Promise<Head | undefined> {
  const [row] = await runStatement<HeadRow>(transaction, LOCK_HEAD, [workspaceId]);
  if (row) return toHead(row);
  const [created] = await runStatement<HeadRow>(transaction, CREATE_HEAD, [workspaceId]);
  return created && toHead(created);
}

const LIST_PENDING = {
  name: 'list_pending_audit_events',
  text: `select ${EVENT_COLUMNS} from audit_events where workspace_id = $1 and not chained order by id limit $2`,
};

/** As rows, for the reason that `listChainedRows` gives. */
export async function listPendingRows(transaction: Db, workspaceId: string, limit: number): Promise<AuditEventRow[]> {
  return runStatement<AuditEventRow>(transaction, LIST_PENDING, [workspaceId, limit]);
}

const PLACE = {
  name: 'place_audit_events',
  text: `
    with places as (
      select id, decode(hash, 'hex') as hash, $4::bigint + ordinality as sequence,
        lag(decode(hash, 'hex'), 1, decode($5, 'hex')) over (order by ordinality) as previous_hash
      from unnest($2::text[], $3::text[]) with ordinality as given (id, hash, ordinality)
    ), placed as (
      update audit_events e
      set chained = true, sequence = p.sequence, previous_hash = p.previous_hash, hash = p.hash
      from places p
      where e.workspace_id = $1 and e.id = p.id and not e.chained
      returning e.sequence, e.hash
    ), moved as (
      update audit_chains set (sequence, hash) = (select sequence, hash from placed order by sequence desc limit 1)
      where workspace_id = $1
    )
    select count(*)::integer as count from placed`,
};

/** Gives events, each with its hash, the places after the head, and moves the head. */
export async function placeAfter(
  transaction: Db,
  workspaceId: string,
  head: Head,
  events: Array<{ id: string; hash: string }>,
): Promise<void> {
  const values = [workspaceId, events.map(({ id }) => id), events.map(({ hash }) => hash), head.sequence, head.hash];
  const [row] = await runStatement<{ count: number }>(transaction, PLACE, values);
  if (row!.count !== events.length) throw new Error(`only ${row!.count} of ${events.length} events could be chained`);
}
