import type { Db } from '../../platform/db/index.js';
import { isId } from '../../platform/ids.js';
import { type Actor, recordAudit } from '../audit/index.js';
import { previewDiscarded, previewExecuted, previewNotFound } from './previews.errors.js';
import { findPreviewForUpdate, markDiscarded } from './previews.repository.js';

/** Discards a preview within a transaction, with its audit event; one that is expired or discarded already stays as it is. */
export async function discardPreview(
  transaction: Db,
  actor: Actor,
  id: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  const preview = isId('prv', id) ? await findPreviewForUpdate(transaction, actor.workspaceId, id) : undefined;
  if (!preview) throw previewNotFound();
  if (preview.status === 'executed') throw previewExecuted();
  if (preview.status !== 'ready') return;
  await markDiscarded(transaction, actor.workspaceId, id);
  await recordAudit(transaction, actor, 'preview.discarded', id, data);
}

/** Discards the preview that `by` replaces. Of two edits of one preview the second is refused: two plans would live, and both could run. */
export async function replacePreview(transaction: Db, actor: Actor, id: string, by: string): Promise<void> {
  const preview = isId('prv', id) ? await findPreviewForUpdate(transaction, actor.workspaceId, id) : undefined;
  if (preview?.status === 'discarded') throw previewDiscarded();
  await discardPreview(transaction, actor, id, { replacedBy: by });
}
