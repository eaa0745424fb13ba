// The outbox: an event becomes one delivery for each endpoint that listens, in the transaction of what it tells.
import type { WebhookEventType } from '../../generated/types.js';
import { type Db, runStatement } from '../../platform/db/index.js';
import { newId } from '../../platform/ids.js';
import type { Actor } from '../audit/index.js';

/** How many endpoints a workspace may have: fewer than the letters of the alphabet that tell an event's deliveries apart. */
export const MOST_ENDPOINTS = 20;
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** SQL expressions for the parts of an event; `payload` is only evaluated for an endpoint that listens. */
export interface EventExpressions {
  workspaceId: string;
  eventId: string;
  type: string;
  payload: string;
  /** A condition without which nothing is queued. */
  only?: string;
}

/**
 * The expressions `listening` and `queued` of a `with` that queue an event. Without endpoints they cost one look into an index.
 * A delivery's id is the event's with another last letter, so that SQL can make it.
 */
// `for key share` is the lock of the foreign key, taken early: an endpoint that is being deleted is waited for and then left
// out, where the insert would fail and take the execution that is settled down with it.
export const fanOut = ({ workspaceId, eventId, type, payload, only = 'true' }: EventExpressions) => `
    listening as (
      select id from webhook_endpoints
      where workspace_id = ${workspaceId} and status = 'enabled' and events && array['*', ${type}] and ${only}
      for key share
    ), queued as (
      insert into webhook_deliveries (workspace_id, id, endpoint_id, event_id, event_type, payload)
      select ${workspaceId},
        'whd_' || substr(${eventId}, 5, 25) || substr('${ALPHABET}', (row_number() over (order by id))::integer, 1),
        id, ${eventId}, ${type}, ${payload}
      from listening
      returning id
    )`;

/** The SQL expression for the body of every delivery of an event, in the form that Standard Webhooks recommends. */
export const payloadOf = ({ type, at, data }: { type: string; at: string; data: string }) => `
  ('{"type":"' || ${type} || '","timestamp":"' || to_char(${at} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    || '","data":' || ${data} || '}')::json`;

const PAYLOAD = payloadOf({ type: '$3::text', at: 'now()', data: '$4::text' });
const ENQUEUE = {
  name: 'enqueue_webhook_event',
  text: `
    with ${fanOut({ workspaceId: '$1', eventId: '$2::text', type: '$3::text', payload: PAYLOAD })}
    select id from queued`,
};

/** Queues an event for every endpoint of the actor's workspace that listens to it; `db` is the transaction of what it tells. */
export async function enqueueEvent(
  db: Db,
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  type: Exclude<WebhookEventType, '*'>,
  data: object,
): Promise<number> {
  const rows = await runStatement(db, ENQUEUE, [workspaceId, newId('evt'), type, JSON.stringify(data)]);
  return rows.length;
}
