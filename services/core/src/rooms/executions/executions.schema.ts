import type { EffectClass, Execution, ExecutionError, ExecutionStatus } from '../../generated/types.js';
import type { JsonObject } from '../../providers/index.js';

export interface ExecutionRow {
  id: string;
  preview_id: string | null;
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
}

export const EXECUTION_COLUMNS = [
  'id',
  'preview_id',
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
] as const;

export const toExecution = (row: ExecutionRow): Execution => ({
  id: row.id,
  previewId: row.preview_id,
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
});
