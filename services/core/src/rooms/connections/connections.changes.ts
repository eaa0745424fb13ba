// A connection's changes of status, each with its audit event and its webhook event, in one transaction.
import type { Db } from '../../platform/db/index.js';
import { type Actor, recordAudit } from '../audit/index.js';
import { enqueueEvent } from '../webhooks/index.js';
import { CONNECTION_COLUMNS, type ConnectionRow, toConnection } from './connections.schema.js';

/** What a connection becomes, and what the audit log and webhook endpoints are told about it. */
export type ConnectionEvent = 'connection.active' | 'connection.degraded' | 'connection.expired' | 'connection.revoked';

export async function lockConnection(db: Db, workspaceId: string, id: string): Promise<ConnectionRow | undefined> {
  return db('connections')
    .where({ workspace_id: workspaceId, id })
    .forUpdate()
    .first(...CONNECTION_COLUMNS);
}

/** Changes a row that the transaction has locked; tells what it has become, where that is news. */
export async function changeConnection(
  transaction: Db,
  actor: Actor,
  id: string,
  change: object,
  event?: ConnectionEvent | undefined,
): Promise<ConnectionRow> {
  const [row]: ConnectionRow[] = await transaction('connections')
    .where({ workspace_id: actor.workspaceId, id })
    .update({ ...change, updated_at: transaction.fn.now() })
    .returning([...CONNECTION_COLUMNS]);
  if (event) {
    const { provider, reason } = row!;
    await recordAudit(transaction, actor, event, id, { provider, reason });
    await enqueueEvent(transaction, actor, event, toConnection(row!));
  }
  return row!;
}

/** `now()` so many seconds later, for a column; null for never. */
export const secondsFromNow = (db: Db, seconds: number | undefined) =>
  seconds === undefined ? null : db.raw('now() + make_interval(secs => ?::float)', [seconds]);
