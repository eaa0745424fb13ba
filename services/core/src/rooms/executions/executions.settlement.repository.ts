// How an execution ends, each in one statement: with its audit event, its deliveries and, where there is one, its kept reply.
import type { Execution } from '../../generated/types.js';
import { type Db, runStatement } from '../../platform/db/index.js';
import { newId } from '../../platform/ids.js';
import { type Actor, encodeData } from '../audit/index.js';
import { fanOut, payloadOf } from '../webhooks/index.js';

/** The event, with the execution as the reply shows it. */
const PAYLOAD = payloadOf({ type: "'execution.' || $3::text", at: '$8::timestamptz', data: '$12::text' });

// The kept reply of the request that started it is written in the same statement: a replay can never tell another story.
const SETTLE = {
  name: 'settle_execution',
  text: `
    with settled as (
      update executions
      set status = $3, output = $4, error = $5, undoable = $6, attempts = $7, finished_at = $8, lease_expires_at = null
      where workspace_id = $1 and id = $2 and status = 'running'
      returning id, preview_id, connection_id, action, idempotency_key
    ), kept as (
      update idempotency_keys k set reply = $12
      from settled s
      where k.workspace_id = $1 and k.key = s.idempotency_key and k.execution_id = s.id
    ), audited as (
      insert into audit_events (workspace_id, id, type, actor_id, subject_id, data, request_id)
      select $1, $9, 'execution.' || $3::text, $10, id,
        json_strip_nulls(json_build_object('action', action, 'previewId', preview_id, 'connectionId', connection_id,
          'code', $5::json->>'code')), $11
      from settled
    ), ${fanOut({
      workspaceId: '$1',
      eventId: '$9::text',
      type: "'execution.' || $3::text",
      payload: PAYLOAD,
      only: 'exists (select from settled)',
    })}
    select id from settled`,
};

/**
 * Settles a running execution, with its audit event, its kept reply and its deliveries to webhook endpoints: transaction 2, in one
 * statement. False when it was settled before.
 */
export async function settleExecution(db: Db, actor: Actor, settled: Execution): Promise<boolean> {
  const rows = await runStatement(db, SETTLE, [
    actor.workspaceId,
    settled.id,
    settled.status,
    settled.output && JSON.stringify(settled.output),
    settled.error && JSON.stringify(settled.error),
    settled.undoable,
    settled.attempts,
    settled.finishedAt,
    newId('evt'),
    actor.id,
    actor.requestId,
    JSON.stringify(settled),
  ]);
  return rows.length > 0;
}

const RECORD = {
  name: 'record_execution',
  text: `
    with recorded as (
      insert into executions (workspace_id, id, connection_id, action, status, effect_class, error, attempts, confirmed_by,
        started_at, finished_at)
      values ($1, $2, $4, $5, $3, $6, $7, $13, $10, $14, $8)
      returning id
    ), audited as (
      insert into audit_events (workspace_id, id, type, actor_id, subject_id, data, request_id)
      select $1, $9, 'execution.' || $3::text, $10, id, $15, $11
      from recorded
    ), ${fanOut({ workspaceId: '$1', eventId: '$9::text', type: "'execution.' || $3::text", payload: PAYLOAD })}
    select id from recorded`,
};

/** Records an execution that has run without a preview, as settled, with its audit event and its deliveries; never its output. */
export async function recordExecution(
  db: Db,
  actor: Actor,
  settled: Execution,
  data: Record<string, unknown>,
): Promise<void> {
  await runStatement(db, RECORD, [
    actor.workspaceId,
    settled.id,
    settled.status,
    settled.connectionId,
    settled.action,
    settled.effectClass,
    settled.error && JSON.stringify(settled.error),
    settled.finishedAt,
    newId('evt'),
    actor.id,
    actor.requestId,
    JSON.stringify({ ...settled, output: null }),
    settled.attempts,
    settled.startedAt,
    encodeData(data),
  ]);
}
