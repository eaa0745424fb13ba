import type { AuditCheckpoint, AuditEvent } from '../../generated/types.js';

export interface AuditEventRow {
  id: string;
  /** A bigint, which pg gives as text. */
  sequence: string | null;
  type: string;
  actor_id: string;
  subject_id: string;
  data: Record<string, unknown>;
  request_id: string | null;
  created_at: Date;
  previous_hash: string | null;
  hash: string | null;
}

export const EVENT_COLUMNS = `id, sequence, type, actor_id, subject_id, data, request_id, created_at,
  encode(previous_hash, 'hex') as previous_hash, encode(hash, 'hex') as hash`;

export const toAuditEvent = (row: AuditEventRow): AuditEvent => ({
  id: row.id,
  sequence: row.sequence === null ? null : Number(row.sequence),
  type: row.type,
  actorId: row.actor_id,
  subjectId: row.subject_id,
  data: interchangeable(row.data),
  requestId: row.request_id,
  createdAt: row.created_at.toISOString(),
  previousHash: row.previous_hash,
  hash: row.hash,
});

/** An event that has its place in the chain. */
export type ChainedEvent = AuditEvent & { sequence: number; hash: string };
export type ChainedEventRow = AuditEventRow & { sequence: string; hash: string };

export const toChainedEvent = (row: ChainedEventRow) => toAuditEvent(row) as ChainedEvent;

export interface CheckpointRow {
  workspace_id: string;
  id: string;
  sequence: string;
  hash: string;
  key_id: string;
  signature: string;
  created_at: Date;
}

export const CHECKPOINT_COLUMNS = `workspace_id, id, sequence, encode(hash, 'hex') as hash, key_id,
  encode(signature, 'base64') as signature, created_at`;

export const toCheckpoint = (row: CheckpointRow): AuditCheckpoint => ({
  id: row.id,
  workspaceId: row.workspace_id,
  sequence: Number(row.sequence),
  hash: row.hash,
  createdAt: row.created_at.toISOString(),
  keyId: row.key_id,
  signature: row.signature.replaceAll('\n', ''), // Postgres breaks base64 into lines
});

/**
 * The value as RFC 8785 can write it: half a surrogate pair becomes U+FFFD, and a number beyond the range of a double becomes null. Such
 * an event must not stop the chain.
 */
export function interchangeable<T>(value: T): T;
export function interchangeable(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(interchangeable);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toWellFormed(), interchangeable(item)]));
}
