import type { Context } from '../../contract/replies.js';
import type { WebhooksApi, WebhooksSecretRotateInput } from '../../generated/api.js';
import type { WebhookSecret } from '../../generated/types.js';
import { inTransaction, lockWorkspace } from '../../platform/db/index.js';
import type { Replayable } from '../../platform/idempotency/index.js';
import { actorOf, recordAudit } from '../audit/index.js';
import { Deliveries, type DeliveriesDeps } from './webhooks.deliveries.js';
import { Endpoints, type EndpointsDeps } from './webhooks.endpoints.js';
import { createSecret, endSecrets, listSecrets, openSecret } from './webhooks.secrets.js';

/** The secret of `webhook.send` is told here; endpoints and deliveries are stories of their own. */
export class WebhooksService implements WebhooksApi {
  private readonly endpoints: Endpoints;
  private readonly deliveries: Deliveries;

  constructor(private readonly deps: EndpointsDeps & DeliveriesDeps) {
    this.endpoints = new Endpoints(deps);
    this.deliveries = new Deliveries(deps);
  }

  async secretGet(_: object, context: Context): Promise<WebhookSecret> {
    const { workspaceId } = context.principal;
    return inTransaction(this.deps.db, async (transaction) => {
      const [current, previous] = await listSecrets(transaction, workspaceId);
      await recordAudit(transaction, actorOf(context), 'webhook_secret.read', current!.id);
      return {
        secret: openSecret(this.deps.sealer, workspaceId, current!),
        createdAt: current!.created_at.toISOString(),
        previousExpiresAt: previous?.expires_at?.toISOString() ?? null,
      };
    });
  }

  async secretRotate(
    { body, idempotencyKey: key }: WebhooksSecretRotateInput,
    context: Context,
  ): Promise<Replayable<WebhookSecret>> {
    const { workspaceId } = context.principal;
    const { graceSeconds = 0 } = body;
    const call = { workspaceId, operation: 'webhooks.secret.rotate', key, request: body, showsSecret: true };
    return this.deps.idempotency.once(call, async (transaction) => {
      await lockWorkspace(transaction, workspaceId); // one rotation at a time
      const ends = await endSecrets(transaction, workspaceId, graceSeconds);
      const { id, secret, createdAt } = await createSecret(transaction, this.deps.sealer, workspaceId);
      await recordAudit(transaction, actorOf(context), 'webhook_secret.rotated', id, { graceSeconds });
      return {
        secret,
        createdAt: createdAt.toISOString(),
        previousExpiresAt: graceSeconds > 0 ? ends.toISOString() : null,
      };
    });
  }

  endpointsList: WebhooksApi['endpointsList'] = (input, context) => this.endpoints.list(input, context);
  endpointsCreate: WebhooksApi['endpointsCreate'] = (input, context) => this.endpoints.create(input, context);
  endpointsGet: WebhooksApi['endpointsGet'] = (input, context) => this.endpoints.get(input, context);
  endpointsUpdate: WebhooksApi['endpointsUpdate'] = (input, context) => this.endpoints.update(input, context);
  endpointsDelete: WebhooksApi['endpointsDelete'] = (input, context) => this.endpoints.delete(input, context);
  endpointsRotateSecret: WebhooksApi['endpointsRotateSecret'] = (input, context) =>
    this.endpoints.rotateSecret(input, context);
  endpointsPing: WebhooksApi['endpointsPing'] = (input, context) => this.deliveries.ping(input, context);
  deliveriesList: WebhooksApi['deliveriesList'] = (input, context) => this.deliveries.list(input, context);
  deliveriesRetry: WebhooksApi['deliveriesRetry'] = (input, context) => this.deliveries.retry(input, context);
}
