import type { AuditCheckpoint } from '../../generated/types.js';
import { type Db, runStatement } from '../../platform/db/index.js';
import { CHECKPOINT_COLUMNS, type CheckpointRow, toCheckpoint } from './audit.schema.js';

export interface SignableHead {
  workspaceId: string;
  sequence: number;
  hash: string;
  /** When it was taken to be signed. */
  createdAt: string;
}
interface SignableRow {
  workspace_id: string;
  sequence: string;
  hash: string;
  checkpoint_at: Date;
}

const toSignable = ({ workspace_id, sequence, hash, checkpoint_at }: SignableRow): SignableHead => ({
  workspaceId: workspace_id,
  sequence: Number(sequence),
  hash,
  createdAt: checkpoint_at.toISOString(),
});

const TAKE_DUE = {
  name: 'take_due_audit_chains',
  text: `
    with due as (
      select workspace_id from audit_chains
      where sequence > checkpoint_sequence and (checkpoint_at is null or checkpoint_at < now() - make_interval(secs => $1))
      order by workspace_id limit $2 for update skip locked
    )
    update audit_chains c set checkpoint_sequence = sequence, checkpoint_at = now()
    from due where c.workspace_id = due.workspace_id
    returning c.workspace_id, c.sequence, encode(c.hash, 'hex') as hash, c.checkpoint_at`,
};

/** Heads that have grown since a checkpoint of so many seconds ago, marked as signed; what marks them must also sign them. */
export async function takeDueHeads(transaction: Db, seconds: number, limit: number): Promise<SignableHead[]> {
  return (await runStatement<SignableRow>(transaction, TAKE_DUE, [seconds, limit])).map(toSignable);
}

const TAKE_HEAD = {
  name: 'take_audit_chain',
  text: `
    update audit_chains set checkpoint_sequence = sequence, checkpoint_at = now()
    where workspace_id = $1 and sequence > 0
    returning workspace_id, sequence, encode(hash, 'hex') as hash, checkpoint_at`,
};

/** The head of one workspace, locked until the transaction ends and marked as signed; undefined when nothing is chained yet. */
export async function takeHead(transaction: Db, workspaceId: string): Promise<SignableHead | undefined> {
  const [row] = await runStatement<SignableRow>(transaction, TAKE_HEAD, [workspaceId]);
  return row && toSignable(row);
}

export async function insertCheckpoints(db: Db, checkpoints: AuditCheckpoint[]): Promise<void> {
  await db('audit_checkpoints').insert(
    checkpoints.map((checkpoint) => ({
      workspace_id: checkpoint.workspaceId,
      id: checkpoint.id,
      sequence: checkpoint.sequence,
      hash: Buffer.from(checkpoint.hash, 'hex'),
      key_id: checkpoint.keyId,
      signature: Buffer.from(checkpoint.signature, 'base64'),
      created_at: checkpoint.createdAt,
    })),
  );
}

/** Up to `limit` checkpoints of the workspace, newest first, from below the id `before`. */
export async function listCheckpoints(
  db: Db,
  workspaceId: string,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<AuditCheckpoint[]> {
  const query = db('audit_checkpoints').where({ workspace_id: workspaceId }).orderBy('id', 'desc').limit(limit);
  if (before) query.where('id', '<', before);
  return ((await query.select(db.raw(CHECKPOINT_COLUMNS))) as CheckpointRow[]).map(toCheckpoint);
}

const LIST_OF_EVENTS = {
  name: 'list_checkpoints_of_events',
  text: `select ${CHECKPOINT_COLUMNS} from audit_checkpoints where workspace_id = $1 and sequence = any($2) order by sequence, id`,
};

/** The checkpoints that sign one of these events, in the order of the events. */
export async function listCheckpointsOf(db: Db, workspaceId: string, sequences: number[]): Promise<AuditCheckpoint[]> {
  return (await runStatement<CheckpointRow>(db, LIST_OF_EVENTS, [workspaceId, sequences])).map(toCheckpoint);
}

/** The checkpoint that signs the greatest sequence number. */
export async function findFarthestCheckpoint(db: Db, workspaceId: string): Promise<AuditCheckpoint | undefined> {
  const query = db('audit_checkpoints').where({ workspace_id: workspaceId }).orderBy('sequence', 'desc');
  const row = await query.first(db.raw(CHECKPOINT_COLUMNS));
  return row && toCheckpoint(row as CheckpointRow);
}
