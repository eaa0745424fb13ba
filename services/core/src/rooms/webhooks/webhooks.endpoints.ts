// webhooks.endpoints.*: where a workspace receives Relay's own events.
import type { Context } from '../../contract/replies.js';
import type {
  WebhooksEndpointsCreateInput,
  WebhooksEndpointsDeleteInput,
  WebhooksEndpointsGetInput,
  WebhooksEndpointsListInput,
  WebhooksEndpointsRotateSecretInput,
  WebhooksEndpointsUpdateInput,
} from '../../generated/api.js';
import type { WebhookEndpoint, WebhookEndpointPage, WebhookEndpointWithSecret } from '../../generated/types.js';
import type { Sealer } from '../../platform/crypto/index.js';
import { type Db, inTransaction, lockWorkspace } from '../../platform/db/index.js';
import type { Idempotency, Replayable } from '../../platform/idempotency/index.js';
import { isId, newId } from '../../platform/ids.js';
import type { Outbound } from '../../platform/outbound/index.js';
import { readCursor, toPage } from '../../platform/page.js';
import { actorOf, recordAudit } from '../audit/index.js';
import { giveUpPending } from './webhooks.deliveries.repository.js';
import * as repository from './webhooks.endpoints.repository.js';
import { type Target, toTarget } from './webhooks.endpoints.schema.js';
import { createEndpointSecret, deletePreviousSecrets, endCurrentSecret } from './webhooks.endpoints.secrets.js';
import { endpointLimit, endpointNotFound, urlRefused } from './webhooks.errors.js';
import { MOST_ENDPOINTS } from './webhooks.outbox.js';

export interface EndpointsDeps {
  db: Db;
  sealer: Sealer;
  outbound: Outbound;
  idempotency: Idempotency;
}

export class Endpoints {
  constructor(private readonly deps: EndpointsDeps) {}

  async list({ cursor, limit }: WebhooksEndpointsListInput, { principal }: Context): Promise<WebhookEndpointPage> {
    const before = readCursor(cursor);
    return toPage(await repository.listEndpoints(this.deps.db, principal.workspaceId, before, limit + 1), limit);
  }

  async create(
    { body, idempotencyKey: key }: WebhooksEndpointsCreateInput,
    context: Context,
  ): Promise<Replayable<WebhookEndpointWithSecret>> {
    const { sealer, idempotency } = this.deps;
    const { workspaceId } = context.principal;
    const { url, description = '', events = ['*'] } = body;
    const id = newId('whe');
    const target = this.targetOf(workspaceId, id, url);
    const call = { workspaceId, operation: 'webhooks.endpoints.create', key, request: body, showsSecret: true };
    return idempotency.once(call, async (transaction) => {
      await lockWorkspace(transaction, workspaceId);
      if ((await repository.countEndpoints(transaction, workspaceId)) >= MOST_ENDPOINTS)
        throw endpointLimit(MOST_ENDPOINTS);
      const made = await repository.insertEndpoint(transaction, workspaceId, { id, ...target, description, events });
      const secret = await createEndpointSecret(transaction, sealer, workspaceId, id);
      await recordAudit(transaction, actorOf(context), 'webhook_endpoint.created', id, { url: target.url, events });
      return { ...made, secret };
    });
  }

  async get({ endpointId }: WebhooksEndpointsGetInput, { principal }: Context): Promise<WebhookEndpoint> {
    return getEndpoint(this.deps.db, principal.workspaceId, endpointId);
  }

  async update({ endpointId, body }: WebhooksEndpointsUpdateInput, context: Context): Promise<WebhookEndpoint> {
    const { workspaceId } = context.principal;
    const { url, ...change } = body;
    return inTransaction(this.deps.db, async (transaction) => {
      const before = await lockEndpoint(transaction, workspaceId, endpointId);
      const target = url === undefined ? undefined : this.targetOf(workspaceId, endpointId, url);
      const after = await repository.updateEndpoint(transaction, workspaceId, endpointId, { ...change, target });
      if (before.status === 'enabled' && after.status === 'disabled')
        await giveUpPending(transaction, workspaceId, endpointId, 'The endpoint was disabled.');
      const changed = { ...change, ...(target && { url: target.url }) };
      await recordAudit(transaction, actorOf(context), 'webhook_endpoint.updated', endpointId, changed);
      return after;
    });
  }

  async delete({ endpointId }: WebhooksEndpointsDeleteInput, context: Context): Promise<void> {
    const { workspaceId } = context.principal;
    await inTransaction(this.deps.db, async (transaction) => {
      const { url } = await lockEndpoint(transaction, workspaceId, endpointId);
      await repository.deleteEndpoint(transaction, workspaceId, endpointId);
      await recordAudit(transaction, actorOf(context), 'webhook_endpoint.deleted', endpointId, { url });
    });
  }

  async rotateSecret(
    { endpointId, body, idempotencyKey: key }: WebhooksEndpointsRotateSecretInput,
    context: Context,
  ): Promise<Replayable<WebhookEndpointWithSecret>> {
    const { sealer, idempotency } = this.deps;
    const { workspaceId } = context.principal;
    const { graceSeconds = 0 } = body;
    const operation = 'webhooks.endpoints.rotateSecret';
    const call = { workspaceId, operation, key, request: { endpointId, body }, showsSecret: true };
    return idempotency.once(call, async (transaction) => {
      const endpoint = await lockEndpoint(transaction, workspaceId, endpointId);
      await deletePreviousSecrets(transaction, workspaceId, endpointId);
      await endCurrentSecret(transaction, workspaceId, endpointId, graceSeconds);
      const secret = await createEndpointSecret(transaction, sealer, workspaceId, endpointId);
      const actor = actorOf(context);
      await recordAudit(transaction, actor, 'webhook_endpoint.secret_rotated', endpointId, { graceSeconds });
      return { ...endpoint, secret };
    });
  }

  private targetOf(workspaceId: string, endpointId: string, url: string): Target {
    const refusal = this.deps.outbound.refusal(url);
    if (refusal) throw urlRefused(refusal);
    return toTarget(this.deps.sealer, workspaceId, endpointId, url);
  }
}

export async function getEndpoint(db: Db, workspaceId: string, id: string): Promise<WebhookEndpoint> {
  const endpoint = isId('whe', id) ? await repository.findEndpoint(db, workspaceId, id) : undefined;
  if (!endpoint) throw endpointNotFound();
  return endpoint;
}

/** The endpoint, which no one else changes until the transaction ends. */
export async function lockEndpoint(transaction: Db, workspaceId: string, id: string): Promise<WebhookEndpoint> {
  const endpoint = isId('whe', id) ? await repository.findEndpointForUpdate(transaction, workspaceId, id) : undefined;
  if (!endpoint) throw endpointNotFound();
  return endpoint;
}
