import type { Context } from '../../contract/replies.js';
import type { WebhooksApi, WebhooksSecretRotateInput } from '../../generated/api.js';
import type { WebhookSecret } from '../../generated/types.js';
import type { Sealer } from '../../platform/crypto/index.js';
import { type Db, inTransaction } from '../../platform/db/index.js';
import { actorOf, recordAudit } from '../audit/index.js';
import { createSecret, endSecrets, listSecrets, openSecret } from './webhooks.secrets.js';

export class WebhooksService implements WebhooksApi {
  constructor(private readonly deps: { db: Db; sealer: Sealer }) {}

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
    { body: { graceSeconds = 0 } }: WebhooksSecretRotateInput,
    context: Context,
  ): Promise<WebhookSecret> {
    const { workspaceId } = context.principal;
    return inTransaction(this.deps.db, async (transaction) => {
      await transaction('workspaces').where({ id: workspaceId }).forUpdate().first('id'); // one rotation at a time
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
}
