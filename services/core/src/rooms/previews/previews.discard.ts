import type { PreviewStatus } from '../../generated/types.js';
import type { Db } from '../../platform/db/index.js';
import { isId } from '../../platform/ids.js';
import { type Actor, recordAudit } from '../audit/index.js';
import { previewDiscarded, previewExecuted, previewNotFound } from './previews.errors.js';
import { findPreviewForUpdate, markDiscarded } from './previews.repository.js';

/** Discards a preview within a transaction, with its audit event; one that is expired or discarded already stays as it is. */
export async function discardPreview(transaction: Db, actor: Actor, id: string): Promise<void> {
  const status = await lockStatus(transaction, actor, id);
  if (status === 'ready') await discard(transaction, actor, id);
}

/** Discards the preview that `by` replaces. Of two edits of one preview the second is refused: two plans would live, and both could run. */
export async function replacePreview(transaction: Db, actor: Actor, id: string, by: string): Promise<void> {
  const status = await lockStatus(transaction, actor, id);
  if (status === 'discarded') throw previewDiscarded();
  if (status === 'ready') await discard(transaction, actor, id, { replacedBy: by });
}

/** The status of a preview that no one else changes until the transaction ends; throws for one that was executed. */
async function lockStatus(transaction: Db, { workspaceId }: Actor, id: string): Promise<PreviewStatus> {
  const preview = isId('prv', id) ? await findPreviewForUpdate(transaction, workspaceId, id) : undefined;
  if (!preview) throw previewNotFound();
  if (preview.status === 'executed') throw previewExecuted();
  return preview.status;
}

async function discard(transaction: Db, actor: Actor, id: string, data: Record<string, unknown> = {}): Promise<void> {
  await markDiscarded(transaction, actor.workspaceId, id);
  await recordAudit(transaction, actor, 'preview.discarded', id, data);
}
