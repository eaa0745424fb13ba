import type { EffectClass, Preview, PreviewStatus, Warning } from '../../generated/types.js';
import type { JsonObject, PlannedRequest } from '../../providers/index.js';

export interface PreviewRow {
  id: string;
  status: PreviewStatus;
  action: string;
  action_version: string;
  effect_class: EffectClass;
  connection_id: string | null;
  undo_of: string | null;
  summary: string;
  /** Masked, like `request`, when the plan holds secrets; the column `sealed` then holds the real request. */
  input: JsonObject;
  request: PlannedRequest;
  warnings: Warning[];
  digest: string;
  previewed_by: string;
  execution_id: string | null;
  expires_at: Date;
  created_at: Date;
  purged_at: Date | null;
}

export const toPreview = (row: PreviewRow): Preview => ({
  id: row.id,
  status: row.status,
  action: row.action,
  actionVersion: row.action_version,
  connectionId: row.connection_id,
  undoOf: row.undo_of,
  summary: row.summary,
  effectClass: row.effect_class,
  request: row.request,
  input: row.input,
  warnings: row.warnings,
  digest: row.digest,
  previewedBy: row.previewed_by,
  executionId: row.execution_id,
  expiresAt: row.expires_at.toISOString(),
  createdAt: row.created_at.toISOString(),
  purgedAt: row.purged_at?.toISOString() ?? null,
});
