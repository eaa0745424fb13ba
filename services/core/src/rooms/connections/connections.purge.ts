import type { Db } from '../../platform/db/index.js';
import { deleteOldAuthorizations } from './connections.authorizations.repository.js';
import { deleteAbandoned } from './connections.repository.js';

/** What nobody has come back for: links that were over a day ago, and connections that waited for longer than a day. */
export async function purgeAuthorizations(db: Db) {
  return { authorizations: await deleteOldAuthorizations(db), connections: await deleteAbandoned(db) };
}
