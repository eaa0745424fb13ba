import type { AuditEvent } from '../../generated/types.js';

export interface AuditEventRow {
  id: string;
  type: string;
  actor_id: string;
  subject_id: string;
  data: Record<string, unknown>;
  request_id: string | null;
  created_at: Date;
}

export const toAuditEvent = (row: AuditEventRow): AuditEvent => ({
  id: row.id,
  type: row.type,
  actorId: row.actor_id,
  subjectId: row.subject_id,
  data: row.data,
  requestId: row.request_id,
  createdAt: row.created_at.toISOString(),
});
