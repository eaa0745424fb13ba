import type { EffectClass } from '../../generated/types.js';
import { type Db, runStatement } from '../../platform/db/index.js';
import { newId } from '../../platform/ids.js';
import type { PlannedRequest } from '../../providers/index.js';
import type { Actor } from '../audit/index.js';
import type { SealedSecret } from '../webhooks/index.js';

/** A plan that is this caller's to send: its preview is executed, its execution runs under a lease. */
export interface Claim {
  executionId: string;
  previewId: string;
  digest: string;
  action: string;
  actionVersion: string;
  effectClass: EffectClass;
  connectionId: string | null;
  /** Masked when `sealed` holds the real one. */
  request: PlannedRequest;
  sealed: string | null;
  webhookSecrets: SealedSecret[];
}

interface ClaimRow {
  action: string;
  action_version: string;
  effect_class: EffectClass;
  connection_id: string | null;
  request: PlannedRequest;
  sealed: string | null;
  webhook_secrets: SealedSecret[];
}

// The update locks the preview's row: of many confirms one finds it ready, the others find it executed.
const CLAIM = {
  name: 'claim_preview',
  text: `
    with claimed as (
      update previews set status = 'executed', execution_id = $4
      where workspace_id = $1 and id = $2 and digest = $3 and status = 'ready' and expires_at > now()
      returning action, action_version, effect_class, connection_id, request, sealed
    ), started as (
      insert into executions (workspace_id, id, preview_id, action, effect_class, confirmed_by, lease_expires_at)
      select $1, $4, $2, action, effect_class, $5, now() + make_interval(secs => $6) from claimed
    ), audited as (
      insert into audit_events (workspace_id, id, type, actor_id, subject_id, data, request_id)
      select $1, $7, 'execution.started', $5, $4,
        json_build_object('action', action, 'previewId', $2::text, 'digest', $3::text), $8
      from claimed
    )
    select claimed.*, (
      select coalesce(json_agg(json_build_object('id', s.id, 'sealed', s.sealed) order by s.expires_at desc nulls first), '[]')
      from webhook_secrets s
      where s.workspace_id = $1 and (s.expires_at is null or s.expires_at > now())
    ) as webhook_secrets
    from claimed`,
};

/** Claims a preview for one execution: transaction 1, in one statement. Undefined when it is not there to be claimed. */
export async function claimPreview(
  db: Db,
  actor: Actor,
  { previewId, digest, leaseSeconds }: { previewId: string; digest: string; leaseSeconds: number },
): Promise<Claim | undefined> {
  const executionId = newId('exe');
  const values = [
    actor.workspaceId,
    previewId,
    digest,
    executionId,
    actor.id,
    leaseSeconds,
    newId('evt'),
    actor.requestId,
  ];
  const [row] = await runStatement<ClaimRow>(db, CLAIM, values);
  return (
    row && {
      executionId,
      previewId,
      digest,
      action: row.action,
      actionVersion: row.action_version,
      effectClass: row.effect_class,
      connectionId: row.connection_id,
      request: row.request,
      sealed: row.sealed,
      webhookSecrets: row.webhook_secrets,
    }
  );
}
