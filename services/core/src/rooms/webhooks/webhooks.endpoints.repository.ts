import type { WebhookEndpoint, WebhookEndpointStatus, WebhookEventType } from '../../generated/types.js';
import type { Db } from '../../platform/db/index.js';
import { ENDPOINT_COLUMNS, type EndpointRow, type Target, toEndpoint } from './webhooks.endpoints.schema.js';

export interface NewEndpoint extends Target {
  id: string;
  description: string;
  events: WebhookEventType[];
}

export interface EndpointChange {
  target?: Target | undefined;
  description?: string | undefined;
  events?: WebhookEventType[] | undefined;
  status?: WebhookEndpointStatus | undefined;
}

/** Up to `limit` endpoints of the workspace, newest first, from below the id `before`. */
export async function listEndpoints(
  db: Db,
  workspaceId: string,
  before: string | undefined,
  limit: number,
): Promise<WebhookEndpoint[]> {
  const query = db('webhook_endpoints').where({ workspace_id: workspaceId }).orderBy('id', 'desc').limit(limit);
  if (before) query.where('id', '<', before);
  return ((await query.select(...ENDPOINT_COLUMNS)) as EndpointRow[]).map(toEndpoint);
}

export async function findEndpoint(db: Db, workspaceId: string, id: string): Promise<WebhookEndpoint | undefined> {
  const row = await db('webhook_endpoints')
    .where({ workspace_id: workspaceId, id })
    .first(...ENDPOINT_COLUMNS);
  return row && toEndpoint(row as EndpointRow);
}

/** The endpoint, locked until the transaction ends. Not `for update`, which a settling execution would have to wait for. */
export async function findEndpointForUpdate(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<WebhookEndpoint | undefined> {
  const query = db('webhook_endpoints').where({ workspace_id: workspaceId, id }).forNoKeyUpdate();
  const row = await query.first(...ENDPOINT_COLUMNS);
  return row && toEndpoint(row as EndpointRow);
}

export async function countEndpoints(db: Db, workspaceId: string): Promise<number> {
  const [row] = await db('webhook_endpoints').where({ workspace_id: workspaceId }).count({ count: '*' });
  return Number(row!.count);
}

export async function insertEndpoint(db: Db, workspaceId: string, endpoint: NewEndpoint): Promise<WebhookEndpoint> {
  const { id, url, sealedUrl, description, events } = endpoint;
  const [row] = await db('webhook_endpoints')
    .insert({ workspace_id: workspaceId, id, url, sealed_url: sealedUrl, description, events })
    .returning([...ENDPOINT_COLUMNS]);
  return toEndpoint(row as EndpointRow);
}

/** Another URL begins without failures, and so does an endpoint that is enabled. */
export async function updateEndpoint(
  db: Db,
  workspaceId: string,
  id: string,
  { target, description, events, status }: EndpointChange,
): Promise<WebhookEndpoint> {
  const [row] = await db('webhook_endpoints')
    .where({ workspace_id: workspaceId, id })
    .update({
      ...(target && { url: target.url, sealed_url: target.sealedUrl, failing_since: null }),
      ...(description !== undefined && { description }),
      ...(events && { events }),
      ...(status && { status }),
      ...(status === 'enabled' && { disabled_reason: null, failing_since: null }),
      updated_at: db.fn.now(),
    })
    .returning([...ENDPOINT_COLUMNS]);
  return toEndpoint(row as EndpointRow);
}

/** Disables an endpoint that is enabled and still goes to `target`; undefined for any other. */
export async function disableEndpoint(
  db: Db,
  workspaceId: string,
  id: string,
  target: Target,
  reason: string,
): Promise<WebhookEndpoint | undefined> {
  const [row] = await db('webhook_endpoints')
    .where({ workspace_id: workspaceId, id, status: 'enabled', url: target.url })
    .whereRaw('sealed_url is not distinct from ?', [target.sealedUrl])
    .update({ status: 'disabled', disabled_reason: reason, updated_at: db.fn.now() })
    .returning([...ENDPOINT_COLUMNS]);
  return row && toEndpoint(row as EndpointRow);
}

export async function deleteEndpoint(db: Db, workspaceId: string, id: string): Promise<void> {
  await db('webhook_endpoints').where({ workspace_id: workspaceId, id }).delete();
}
