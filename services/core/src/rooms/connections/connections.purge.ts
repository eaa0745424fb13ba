import type { Db } from '../../platform/db/index.js';
import { deleteOldAuthorizations } from './connections.authorizations.repository.js';
import { deleteAbandoned, deleteRevoked } from './connections.repository.js';

/**
 * What nobody has come back for: links that were over a day ago, and connections that waited for longer than a day; and connections
 * that were disconnected 30 days ago.
 */
export async function purgeConnections(db: Db) {
  return {
    authorizations: await deleteOldAuthorizations(db),
    abandoned: await deleteAbandoned(db),
    revoked: await deleteRevoked(db),
  };
}
