import type { Execution, ExecutionStatus } from '../../generated/types.js';
import type { Db } from '../../platform/db/index.js';
import { EXECUTION_COLUMNS, type ExecutionRow, type RunningExecution, toExecution } from './executions.schema.js';

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

/** Whether an undo of this execution has succeeded. */
export async function isUndone(db: Db, workspaceId: string, id: string): Promise<boolean> {
  const undone = await db('previews as p')
    .join('executions as e', { 'e.workspace_id': 'p.workspace_id', 'e.id': 'p.execution_id' })
    .where({ 'p.workspace_id': workspaceId, 'p.undo_of': id, 'e.status': 'succeeded' })
    .first('e.id');
  return undone !== undefined;
}

export interface AbandonedExecution extends RunningExecution {
  workspaceId: string;
  /** When it was found. */
  foundAt: Date;
}

/** Executions whose lease has ended: the process that ran them is gone. */
export async function listAbandoned(db: Db, limit: number): Promise<AbandonedExecution[]> {
  const rows = await db('executions')
    .where({ status: 'running' })
    .where('lease_expires_at', '<', db.fn.now())
    .orderBy('lease_expires_at')
    .limit(limit)
    .select(
      'id',
      'workspace_id',
      'preview_id',
      'connection_id',
      'action',
      'effect_class',
      'confirmed_by',
      'started_at',
      db.raw('now() as found_at'),
    );
  return rows.map((row) => ({
    id: row.id,
    workspaceId: row.workspace_id,
    previewId: row.preview_id,
    connectionId: row.connection_id,
    action: row.action,
    effectClass: row.effect_class,
    confirmedBy: row.confirmed_by,
    startedAt: row.started_at,
    foundAt: row.found_at,
  }));
}
