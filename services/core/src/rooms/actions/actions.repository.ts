import { type Db, runStatement } from '../../platform/db/index.js';
import { newId } from '../../platform/ids.js';
import type { Actor } from '../audit/index.js';
import type { RunningExecution } from '../executions/index.js';
import { type PlanRow, planColumns, type StoredPlan, toPlan, WEBHOOK_SECRETS } from './actions.schema.js';

/** A plan that is this caller's to send: its preview is executed, its execution runs under a lease. */
export interface Claim {
  running: RunningExecution;
  plan: StoredPlan;
}

// The update locks the preview's row: of many confirms one finds it ready, the others find it executed. A key that is taken breaks
// its constraint, which undoes the whole statement. The connection is judged by the same statement, so that none is between.
const CLAIM = {
  name: 'claim_preview',
  text: `
    with claimed as (
      update previews set status = 'executed', execution_id = $4
      where workspace_id = $1 and id = $2 and digest = $3 and status = 'ready' and expires_at > now()
        and (connection_id is null or exists (
          select from connections c
          where c.workspace_id = $1 and c.id = connection_id and c.status in ('active', 'degraded') and c.account_id = previews.account_id))
      returning ${planColumns('$11')}
    ), started as (
      insert into executions (workspace_id, id, preview_id, connection_id, action, effect_class, confirmed_by, lease_expires_at,
        idempotency_key)
      select $1, $4, $2, connection_id, action, effect_class, $5, now() + make_interval(secs => $6), $9 from claimed
      returning started_at
    ), kept as (
      insert into idempotency_keys (workspace_id, key, operation, request_hash, execution_id)
      select $1, $9, 'actions.execute', $10, $4 from claimed where $9::text is not null
    ), audited as (
      insert into audit_events (workspace_id, id, type, actor_id, subject_id, data, request_id)
      select $1, $7, 'execution.started', $5, $4,
        json_strip_nulls(json_build_object('action', action, 'previewId', $2::text, 'digest', $3::text,
          'connectionId', connection_id)), $8
      from claimed
    )
    select claimed.*, started.started_at, ${WEBHOOK_SECRETS} from claimed, started`,
};

export interface ClaimRequest {
  previewId: string;
  digest: string;
  leaseSeconds: number;
  key: string | undefined;
  requestHash: Buffer | undefined;
  /** The ids of actions that have an undo. */
  undoable: string[];
}

/**
 * Claims a preview for one execution: transaction 1, in one statement. Undefined when it is not there to be claimed; breaks
 * `idempotency_keys_pkey` when the key is taken.
 */
export async function claimPreview(db: Db, actor: Actor, request: ClaimRequest): Promise<Claim | undefined> {
  const { previewId, digest, leaseSeconds, key, requestHash, undoable } = request;
  const id = newId('exe');
  const { workspaceId, requestId } = actor;
  const values = [
    workspaceId,
    previewId,
    digest,
    id,
    actor.id,
    leaseSeconds,
    newId('evt'),
    requestId,
    key,
    requestHash,
    undoable,
  ];
  const [row] = await runStatement<PlanRow & { started_at: Date }>(db, CLAIM, values);
  if (!row) return undefined;
  const plan = toPlan(row);
  const { action, effectClass, connectionId } = plan;
  const running = {
    id,
    previewId,
    connectionId,
    action,
    effectClass,
    confirmedBy: actor.id,
    startedAt: row.started_at,
  };
  return { plan, running };
}

const FIND_PLAN = {
  name: 'find_plan',
  text: `select ${planColumns('$3')}, ${WEBHOOK_SECRETS} from previews where workspace_id = $1 and id = $2`,
};

/** The plan of a preview, for a probe; with its input, if its action is one of `undoable`. */
export async function findPlan(
  db: Db,
  workspaceId: string,
  previewId: string,
  undoable: string[],
): Promise<StoredPlan | undefined> {
  const [row] = await runStatement<PlanRow>(db, FIND_PLAN, [workspaceId, previewId, undoable]);
  return row && toPlan(row);
}

/** Why the connection of a preview cannot be sent through; undefined if nothing speaks against it now. */
export async function findConnectionFault(
  db: Db,
  workspaceId: string,
  previewId: string,
): Promise<'inactive' | 'changed' | undefined> {
  const { rows } = await db.raw(
    `select coalesce(c.status in ('active', 'degraded'), false) as active, c.account_id = p.account_id as same
    from previews p left join connections c on c.workspace_id = p.workspace_id and c.id = p.connection_id
    where p.workspace_id = ? and p.id = ? and p.connection_id is not null`,
    [workspaceId, previewId],
  );
  const [row] = rows as Array<{ active: boolean; same: boolean | null }>;
  if (!row) return undefined;
  if (!row.active) return 'inactive';
  return row.same ? undefined : 'changed';
}
