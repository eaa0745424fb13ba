import type { Db } from '../../platform/db/index.js';
import { isId } from '../../platform/ids.js';
import { type Actor, recordAudit } from '../audit/index.js';
import { previewExecuted, previewNotFound } from './previews.errors.js';
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
