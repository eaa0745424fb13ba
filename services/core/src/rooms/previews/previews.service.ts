import type { Context } from '../../contract/replies.js';
import type { PreviewsApi, PreviewsDiscardInput, PreviewsGetInput } from '../../generated/api.js';
import type { Preview } from '../../generated/types.js';
import { type Db, inTransaction } from '../../platform/db/index.js';
import { isId } from '../../platform/ids.js';
import { actorOf } from '../audit/index.js';
import { discardPreview } from './previews.discard.js';
import { previewNotFound } from './previews.errors.js';
import { findPreview } from './previews.repository.js';

export class PreviewsService implements PreviewsApi {
  constructor(private readonly deps: { db: Db }) {}

  async get({ previewId }: PreviewsGetInput, { principal }: Context): Promise<Preview> {
    const preview = isId('prv', previewId)
      ? await findPreview(this.deps.db, principal.workspaceId, previewId)
      : undefined;
    if (!preview) throw previewNotFound();
    return preview;
  }

  async discard({ previewId }: PreviewsDiscardInput, context: Context): Promise<void> {
    await inTransaction(this.deps.db, (transaction) => discardPreview(transaction, actorOf(context), previewId));
  }
}
