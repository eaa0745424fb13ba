import type { Db } from '../../platform/db/index.js';
import { newId } from '../../platform/ids.js';
import { interchangeable } from './audit.schema.js';

export type AuditEventType =
  | 'workspace.created'
  | 'api_key.created'
  | 'api_key.rotated'
  | 'api_key.revoked'
  | 'webhook_secret.created'
  | 'webhook_secret.read'
  | 'webhook_secret.rotated'
  | 'webhook_endpoint.created'
  | 'webhook_endpoint.updated'
  | 'webhook_endpoint.deleted'
  | 'webhook_endpoint.secret_rotated'
  | 'webhook_endpoint.pinged'
  | 'webhook_endpoint.disabled'
  | 'webhook_delivery.retried'
  | 'preview.created'
  | 'preview.discarded'
  | 'execution.started'
  | 'execution.succeeded'
  | 'execution.failed'
  | 'execution.outcome_unknown'
  | 'provider.configured'
  | 'provider.reset'
  | 'provider.checked'
  | 'connection.created'
  | 'connection.authorization_created'
  | 'connection.authorization_failed'
  | 'connection.active'
  | 'connection.degraded'
  | 'connection.expired'
  | 'connection.revoked'
  | 'chat_session.deleted'
  | 'audit.exported';

/** Who acts, where, and by which request; `system` acts without one. */
export interface Actor {
  workspaceId: string;
  id: string;
  requestId: string | null;
}

export const actorOf = ({
  principal,
  requestId,
}: {
  principal: { workspaceId: string; id: string };
  requestId: string;
}): Actor => ({
  workspaceId: principal.workspaceId,
  id: principal.id,
  requestId,
});

export const systemActor = (workspaceId: string): Actor => ({ workspaceId, id: 'system', requestId: null });

/** An event's data for the column: what is read back is what was written, whatever a caller put in. */
export const encodeData = (data: Record<string, unknown>): string => JSON.stringify(interchangeable(data));

/** Writes one audit event. `db` is the transaction of the change that the event tells; `data` never holds a secret. */
export async function recordAudit(
  db: Db,
  actor: Actor,
  type: AuditEventType,
  subjectId: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  await db('audit_events').insert({
    workspace_id: actor.workspaceId,
    id: newId('evt'),
    type,
    actor_id: actor.id,
    subject_id: subjectId,
    data: encodeData(data),
    request_id: actor.requestId,
  });
}
