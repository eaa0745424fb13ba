import type { Execution, ExecutionStatus } from '../../generated/types.js';
import { type Db, runStatement } from '../../platform/db/index.js';
import { newId } from '../../platform/ids.js';
import type { Outcome } from '../../providers/index.js';
import type { Actor } from '../audit/index.js';
import { EXECUTION_COLUMNS, type ExecutionRow, toExecution } from './executions.schema.js';

export interface ExecutionFilter {
  action?: string | undefined;
  status?: ExecutionStatus | undefined;
  from?: string | undefined;
  to?: string | undefined;
  before?: string | undefined;
  limit: number;
}

export async function findExecution(db: Db, workspaceId: string, id: string): Promise<Execution | undefined> {
  const row = await db('executions')
    .where({ workspace_id: workspaceId, id })
    .first(...EXECUTION_COLUMNS);
  return row && toExecution(row as ExecutionRow);
}

/** Up to `limit` executions of the workspace, newest first, from below the id `before`. */
export async function listExecutions(db: Db, workspaceId: string, filter: ExecutionFilter): Promise<Execution[]> {
  const { action, status, from, to, before, limit } = filter;
  const query = db('executions').where({ workspace_id: workspaceId }).orderBy('id', 'desc').limit(limit);
  if (action) query.where({ action });
  if (status) query.where({ status });
  if (from) query.where('started_at', '>=', from);
  if (to) query.where('started_at', '<', to);
  if (before) query.where('id', '<', before);
  return ((await query.select(...EXECUTION_COLUMNS)) as ExecutionRow[]).map(toExecution);
}

const SETTLE = {
  name: 'settle_execution',
  text: `
    with settled as (
      update executions
      set status = $3, output = $4, error = $5, attempts = $6, finished_at = clock_timestamp(), lease_expires_at = null
      where workspace_id = $1 and id = $2 and status = 'running'
      returning ${EXECUTION_COLUMNS.join(', ')}
    ), audited as (
      insert into audit_events (workspace_id, id, type, actor_id, subject_id, data, request_id)
      select $1, $7, 'execution.' || status, $8, id,
        json_strip_nulls(json_build_object('action', action, 'previewId', preview_id, 'code', error->>'code')), $9
      from settled
    )
    select * from settled`,
};

/** Settles a running execution with its audit event: transaction 2, in one statement. Undefined when it was settled before. */
export async function settleExecution(
  db: Db,
  actor: Actor,
  id: string,
  outcome: Outcome,
  attempts: number,
): Promise<Execution | undefined> {
  const [row] = await runStatement<ExecutionRow>(db, SETTLE, [
    actor.workspaceId,
    id,
    outcome.status,
    'output' in outcome ? JSON.stringify(outcome.output) : null,
    'error' in outcome ? JSON.stringify(outcome.error) : null,
    attempts,
    newId('evt'),
    actor.id,
    actor.requestId,
  ]);
  return row && toExecution(row);
}

/** Executions whose lease has ended: the process that ran them is gone. */
export async function listAbandoned(db: Db, limit: number): Promise<Array<{ id: string; workspace_id: string }>> {
  return db('executions')
    .where({ status: 'running' })
    .where('lease_expires_at', '<', db.fn.now())
    .orderBy('lease_expires_at')
    .limit(limit)
    .select('id', 'workspace_id');
}
