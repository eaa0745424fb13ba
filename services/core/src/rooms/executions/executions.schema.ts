import type { EffectClass, Execution, ExecutionError, ExecutionStatus } from '../../generated/types.js';
import type { JsonObject, Outcome } from '../../providers/index.js';

export interface ExecutionRow {
  id: string;
  preview_id: string | null;
  connection_id: string | null;
  action: string;
  status: ExecutionStatus;
  effect_class: EffectClass;
  output: JsonObject | null;
  error: ExecutionError | null;
  undoable: boolean;
  attempts: number;
  confirmed_by: string;
  started_at: Date;
  finished_at: Date | null;
  purged_at: Date | null;
}

export const EXECUTION_COLUMNS = [
  'id',
  'preview_id',
  'connection_id',
  'action',
  'status',
  'effect_class',
  'output',
  'error',
  'undoable',
  'attempts',
  'confirmed_by',
  'started_at',
  'finished_at',
  'purged_at',
] as const;

export const toExecution = (row: ExecutionRow): Execution => ({
  id: row.id,
  previewId: row.preview_id,
  connectionId: row.connection_id,
  action: row.action,
  status: row.status,
  effectClass: row.effect_class,
  output: row.output,
  error: row.error,
  undoable: row.undoable,
  attempts: row.attempts,
  durationMs: row.finished_at && row.finished_at.getTime() - row.started_at.getTime(),
  confirmedBy: row.confirmed_by,
  startedAt: row.started_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  purgedAt: row.purged_at?.toISOString() ?? null,
});

/** What is known of an execution while it runs. */
export interface RunningExecution {
  id: string;
  previewId: string | null;
  connectionId: string | null;
  action: string;
  effectClass: EffectClass;
  confirmedBy: string;
  startedAt: Date;
}

/** The execution as it will be once this outcome is settled: what is stored, and what every reply shows. */
export const settledExecution = (
  running: RunningExecution,
  { outcome, attempts, undoable }: { outcome: Outcome; attempts: number; undoable: boolean },
  finishedAt: Date,
): Execution => ({
  id: running.id,
  previewId: running.previewId,
  connectionId: running.connectionId,
  action: running.action,
  status: outcome.status,
  effectClass: running.effectClass,
  output: outcome.status === 'succeeded' ? outcome.output : null,
  error: outcome.status === 'succeeded' ? null : outcome.error,
  undoable,
  attempts,
  durationMs: finishedAt.getTime() - running.startedAt.getTime(),
  confirmedBy: running.confirmedBy,
  startedAt: running.startedAt.toISOString(),
  finishedAt: finishedAt.toISOString(),
  purgedAt: null,
});
