import type { WebhookDelivery, WebhookDeliveryStatus } from '../../generated/types.js';
import { type Db, inBatches } from '../../platform/db/index.js';
import { newId } from '../../platform/ids.js';
import { DELIVERY_COLUMNS, type DeliveryRow, toDelivery } from './webhooks.deliveries.schema.js';
import { payloadOf } from './webhooks.outbox.js';

export interface DeliveryFilter {
  status?: WebhookDeliveryStatus | undefined;
  before?: string | undefined;
  limit: number;
}

/** Up to `limit` deliveries to an endpoint, newest first, from below the id `before`. */
export async function listDeliveries(
  db: Db,
  workspaceId: string,
  endpointId: string,
  { status, before, limit }: DeliveryFilter,
): Promise<WebhookDelivery[]> {
  const query = db('webhook_deliveries').where({ workspace_id: workspaceId, endpoint_id: endpointId });
  if (status) query.where({ status });
  if (before) query.where('id', '<', before);
  query.orderBy('id', 'desc').limit(limit);
  return ((await query.select(...DELIVERY_COLUMNS)) as DeliveryRow[]).map(toDelivery);
}

export async function findDeliveryForUpdate(
  db: Db,
  workspaceId: string,
  endpointId: string,
  id: string,
): Promise<WebhookDelivery | undefined> {
  const query = db('webhook_deliveries').where({ workspace_id: workspaceId, endpoint_id: endpointId, id });
  const row = await query.forUpdate().first(...DELIVERY_COLUMNS);
  return row && toDelivery(row as DeliveryRow);
}

/** Queues an event of the type `ping` for one endpoint. */
export async function insertPing(db: Db, workspaceId: string, endpointId: string): Promise<WebhookDelivery> {
  const [row] = await db('webhook_deliveries')
    .insert({
      workspace_id: workspaceId,
      id: newId('whd'),
      endpoint_id: endpointId,
      event_id: newId('evt'),
      event_type: 'ping',
      payload: db.raw(payloadOf({ type: "'ping'", at: 'now()', data: '?::text' }), [JSON.stringify({ endpointId })]),
    })
    .returning([...DELIVERY_COLUMNS]);
  return toDelivery(row as DeliveryRow);
}

/** Makes a delivery due now. */
export async function requeueDelivery(db: Db, workspaceId: string, id: string): Promise<WebhookDelivery> {
  const [row] = await db('webhook_deliveries')
    .where({ workspace_id: workspaceId, id })
    .update({ status: 'pending', next_attempt_at: db.fn.now(), delivered_at: null })
    .returning([...DELIVERY_COLUMNS]);
  return toDelivery(row as DeliveryRow);
}

/** Gives up every pending delivery to an endpoint. */
export async function giveUpPending(db: Db, workspaceId: string, endpointId: string, reason: string): Promise<void> {
  await db('webhook_deliveries')
    .where({ workspace_id: workspaceId, endpoint_id: endpointId, status: 'pending' })
    .update({ status: 'failed', next_attempt_at: null, last_error: reason });
}

/** Removes the deliveries of all workspaces that are older than `days`, but for those that are still tried; returns how many. */
export function purgeDeliveries(db: Db, days: number): Promise<number> {
  return inBatches(async (size) => {
    const { rowCount } = await db.raw(
      `delete from webhook_deliveries where ctid in (
        select ctid from webhook_deliveries where status <> 'pending' and created_at < now() - make_interval(days => ?)
        order by created_at limit ? for update skip locked)`,
      [days, size],
    );
    return rowCount;
  });
}
