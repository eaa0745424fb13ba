import type { AuditEvent } from '../../generated/types.js';
import type { Db } from '../../platform/db/index.js';
import { type AuditEventRow, toAuditEvent } from './audit.schema.js';

export interface AuditFilter {
  from?: string | undefined;
  to?: string | undefined;
  actorId?: string | undefined;
  type?: string | undefined;
  before?: string | undefined;
  limit: number;
}

/** Up to `limit` events of the workspace, newest first, from below the id `before`. */
export async function listAuditEvents(db: Db, workspaceId: string, filter: AuditFilter): Promise<AuditEvent[]> {
  const { from, to, actorId, type, before, limit } = filter;
  const query = db('audit_events').where({ workspace_id: workspaceId }).orderBy('id', 'desc').limit(limit);
  if (from) query.where('created_at', '>=', from);
  if (to) query.where('created_at', '<', to);
  if (actorId) query.where('actor_id', actorId);
  if (type) query.where('type', type);
  if (before) query.where('id', '<', before);
  return ((await query) as AuditEventRow[]).map(toAuditEvent);
}
