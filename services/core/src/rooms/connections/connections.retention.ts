import { type Db, inBatches, runStatement } from '../../platform/db/index.js';

/** How long a disconnected connection can still be looked at, in days. */
const REVOKED_DAYS = 30;

const DELETE_REVOKED = {
  name: 'delete_revoked_connections',
  text: `
    delete from connections where (workspace_id, id) in (
      select workspace_id, id from connections
      where status = 'revoked' and updated_at < now() - make_interval(days => $1)
      order by updated_at limit $2 for update skip locked)
    returning 1`,
};

/** Removes connections that were disconnected long ago, of every workspace; returns how many. */
export const deleteRevoked = (db: Db): Promise<number> =>
  inBatches(async (size) => (await runStatement(db, DELETE_REVOKED, [REVOKED_DAYS, size])).length);
