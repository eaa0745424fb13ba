import type { EffectClass, Preview, Warning } from '../../generated/types.js';
import { type Db, runStatement } from '../../platform/db/index.js';
import { newId } from '../../platform/ids.js';
import type { JsonObject, PlannedRequest } from '../../providers/index.js';
import { type Actor, encodeData } from '../audit/index.js';
import { type PreviewRow, toPreview } from './previews.schema.js';

export interface NewPreview {
  id: string;
  action: string;
  actionVersion: string;
  effectClass: EffectClass;
  connectionId: string | null;
  /** The provider's id of the connection's account. */
  accountId: string | null;
  undoOf: string | null;
  summary: string;
  input: JsonObject;
  request: PlannedRequest;
  sealed: string | null;
  warnings: Warning[];
  digest: string;
  lifetimeSeconds: number;
  /** The data of its audit event. */
  audit: JsonObject;
}

/** `ready` is stored; whether it has expired since is the clock's business. */
const STATUS = `case when status = 'ready' and expires_at <= now() then 'expired' else status end as status`;
const COLUMNS = `id, ${STATUS}, action, action_version, effect_class, connection_id, undo_of, summary, input, request, warnings,
  digest, previewed_by, execution_id, expires_at, created_at, purged_at`;

const INSERT = {
  name: 'insert_preview',
  text: `
    with inserted as (
      insert into previews (workspace_id, id, action, action_version, effect_class, summary, input, request, sealed, warnings,
        digest, previewed_by, expires_at, connection_id, account_id, undo_of)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now() + make_interval(secs => $13), $17, $18, $19)
      returning ${COLUMNS}
    ), audited as (
      insert into audit_events (workspace_id, id, type, actor_id, subject_id, data, request_id)
      select $1, $14, 'preview.created', $12, id, $16, $15
      from inserted
    )
    select * from inserted`,
};

/** Stores a preview together with its audit event, in one statement. */
export async function insertPreview(db: Db, actor: Actor, preview: NewPreview): Promise<Preview> {
  const [row] = await runStatement<PreviewRow>(db, INSERT, [
    actor.workspaceId,
    preview.id,
    preview.action,
    preview.actionVersion,
    preview.effectClass,
    preview.summary,
    JSON.stringify(preview.input),
    JSON.stringify(preview.request),
    preview.sealed,
    JSON.stringify(preview.warnings),
    preview.digest,
    actor.id,
    preview.lifetimeSeconds,
    newId('evt'),
    actor.requestId,
    encodeData(preview.audit),
    preview.connectionId,
    preview.accountId,
    preview.undoOf,
  ]);
  return toPreview(row!);
}

export async function findPreview(db: Db, workspaceId: string, id: string): Promise<Preview | undefined> {
  const row = await db('previews').where({ workspace_id: workspaceId, id }).select(db.raw(COLUMNS)).first();
  return row && toPreview(row);
}

/** The preview, locked until the transaction ends. */
export async function findPreviewForUpdate(db: Db, workspaceId: string, id: string): Promise<Preview | undefined> {
  const query = db('previews').where({ workspace_id: workspaceId, id }).forUpdate();
  const row = await query.select(db.raw(COLUMNS)).first();
  return row && toPreview(row);
}

export async function markDiscarded(db: Db, workspaceId: string, id: string): Promise<void> {
  await db('previews').where({ workspace_id: workspaceId, id, status: 'ready' }).update({ status: 'discarded' });
}
