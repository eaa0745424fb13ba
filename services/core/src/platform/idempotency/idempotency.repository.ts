import { type Db, inBatches } from '../db/index.js';

export interface KeptReply {
  operation: string;
  requestHash: Buffer;
  /** Undefined while the first request is under way. */
  reply: string | undefined;
  sealed: boolean;
}

interface Row {
  operation: string;
  request_hash: Buffer;
  reply: string | null;
  sealed: boolean;
}

/** What is kept under a key, unless its time is over. */
export async function findKept(db: Db, workspaceId: string, key: string): Promise<KeptReply | undefined> {
  const row: Row | undefined = await db('idempotency_keys')
    .where({ workspace_id: workspaceId, key })
    .where('expires_at', '>', db.fn.now())
    .first('operation', 'request_hash', 'reply', 'sealed');
  return (
    row && {
      operation: row.operation,
      requestHash: row.request_hash,
      reply: row.reply ?? undefined,
      sealed: row.sealed,
    }
  );
}

export interface NewKept {
  workspaceId: string;
  key: string;
  operation: string;
  requestHash: Buffer;
  reply: string;
  sealed: boolean;
}

/** Keeps a reply; breaks `idempotency_keys_pkey` when the key is taken, which undoes the transaction that it is part of. */
export async function insertKept(db: Db, kept: NewKept): Promise<void> {
  await db('idempotency_keys').insert({
    workspace_id: kept.workspaceId,
    key: kept.key,
    operation: kept.operation,
    request_hash: kept.requestHash,
    reply: kept.reply,
    sealed: kept.sealed,
  });
}

/** Whose a taken key is: another request takes it when the time of the first one is over. */
export interface Taken {
  workspaceId: string;
  key: string;
  /** To the microsecond, which a Date does not hold. */
  takenAt: string;
}

/** Takes a key for what is about to run: for minutes, so that a process that dies does not keep it. */
export async function insertTaken(db: Db, taken: Omit<NewKept, 'reply'>, minutes: number): Promise<Taken> {
  const { workspaceId, key } = taken;
  const { rows } = await db.raw(
    `insert into idempotency_keys (workspace_id, key, operation, request_hash, sealed, expires_at)
      values (:workspaceId, :key, :operation, :requestHash, :sealed, now() + make_interval(mins => :minutes))
      returning created_at::text as taken_at`,
    { ...taken, minutes },
  );
  return { workspaceId, key, takenAt: rows[0].taken_at };
}

/** Keeps the reply of what had taken the key, unless somebody else has it by now. */
export async function updateTaken(db: Db, taken: Taken, reply: string): Promise<void> {
  await whereTaken(db, taken).update({ reply, expires_at: db.raw("now() + interval '24 hours'") });
}

/** Frees a key that was taken and has no reply, unless somebody else has it by now. */
export async function deleteTaken(db: Db, taken: Taken): Promise<void> {
  await whereTaken(db, taken).delete();
}

const whereTaken = (db: Db, { workspaceId, key, takenAt }: Taken) =>
  db('idempotency_keys')
    .where({ workspace_id: workspaceId, key, reply: null, execution_id: null })
    .whereRaw('created_at = ?::timestamptz', [takenAt]);

/** Frees a key whose time is over; false when there was none. */
export async function deleteExpired(db: Db, workspaceId: string, key: string): Promise<boolean> {
  const rows = db('idempotency_keys').where({ workspace_id: workspaceId, key }).where('expires_at', '<=', db.fn.now());
  return (await rows.delete()) > 0;
}

/** Removes the keys of all workspaces whose time is over; returns how many there were. */
export function purgeKept(db: Db): Promise<number> {
  return inBatches(async (size) => {
    const { rowCount } = await db.raw(
      `delete from idempotency_keys where ctid in (
        select ctid from idempotency_keys where expires_at <= now() order by expires_at limit ? for update skip locked)`,
      [size],
    );
    return rowCount;
  });
}
