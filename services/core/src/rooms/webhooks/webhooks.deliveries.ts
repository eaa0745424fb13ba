// webhooks.deliveries.* and the ping: what an endpoint was sent, and once more.
import type { Context } from '../../contract/replies.js';
import type {
  WebhooksDeliveriesListInput,
  WebhooksDeliveriesRetryInput,
  WebhooksEndpointsPingInput,
} from '../../generated/api.js';
import type { WebhookDelivery, WebhookDeliveryPage } from '../../generated/types.js';
import type { Db } from '../../platform/db/index.js';
import type { Idempotency, Replayable } from '../../platform/idempotency/index.js';
import { isId } from '../../platform/ids.js';
import { readCursor, toPage } from '../../platform/page.js';
import { actorOf, recordAudit } from '../audit/index.js';
import * as repository from './webhooks.deliveries.repository.js';
import { getEndpoint, lockEndpoint } from './webhooks.endpoints.js';
import { deliveryNotFound, deliveryPending, endpointDisabled } from './webhooks.errors.js';

export interface DeliveriesDeps {
  db: Db;
  idempotency: Idempotency;
  /** Tells the deliverer of this process that something is due. */
  wake: () => void;
}

export class Deliveries {
  constructor(private readonly deps: DeliveriesDeps) {}

  async list(
    { endpointId, status, cursor, limit }: WebhooksDeliveriesListInput,
    { principal: { workspaceId } }: Context,
  ): Promise<WebhookDeliveryPage> {
    const { db } = this.deps;
    const page = { status, before: readCursor(cursor), limit: limit + 1 };
    await getEndpoint(db, workspaceId, endpointId);
    return toPage(await repository.listDeliveries(db, workspaceId, endpointId, page), limit);
  }

  async ping(
    { endpointId, idempotencyKey: key }: WebhooksEndpointsPingInput,
    context: Context,
  ): Promise<Replayable<WebhookDelivery>> {
    const { workspaceId } = context.principal;
    const call = { workspaceId, operation: 'webhooks.endpoints.ping', key, request: { endpointId } };
    const reply = await this.deps.idempotency.once(call, async (transaction) => {
      const { status } = await lockEndpoint(transaction, workspaceId, endpointId);
      if (status === 'disabled') throw endpointDisabled();
      const delivery = await repository.insertPing(transaction, workspaceId, endpointId);
      const data = { deliveryId: delivery.id };
      await recordAudit(transaction, actorOf(context), 'webhook_endpoint.pinged', endpointId, data);
      return delivery;
    });
    this.deps.wake();
    return reply;
  }

  async retry(
    { endpointId, deliveryId, idempotencyKey: key }: WebhooksDeliveriesRetryInput,
    context: Context,
  ): Promise<Replayable<WebhookDelivery>> {
    const { workspaceId } = context.principal;
    const request = { endpointId, deliveryId };
    const call = { workspaceId, operation: 'webhooks.deliveries.retry', key, request };
    const reply = await this.deps.idempotency.once(call, async (transaction) => {
      const { status } = await lockEndpoint(transaction, workspaceId, endpointId);
      const delivery = isId('whd', deliveryId)
        ? await repository.findDeliveryForUpdate(transaction, workspaceId, endpointId, deliveryId)
        : undefined;
      if (!delivery) throw deliveryNotFound();
      if (status === 'disabled') throw endpointDisabled();
      if (delivery.status === 'pending') throw deliveryPending();
      await recordAudit(transaction, actorOf(context), 'webhook_delivery.retried', deliveryId, { endpointId });
      return repository.requeueDelivery(transaction, workspaceId, deliveryId);
    });
    this.deps.wake();
    return reply;
  }
}
