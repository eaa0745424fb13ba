import type { Context } from '../../contract/replies.js';
import type {
  ApiKeysApi,
  ApiKeysCreateInput,
  ApiKeysListInput,
  ApiKeysRevokeInput,
  ApiKeysRotateInput,
} from '../../generated/api.js';
import type { ApiKey, ApiKeyPage, ApiKeyWithSecret } from '../../generated/types.js';
import { type Db, inTransaction, lockWorkspace } from '../../platform/db/index.js';
import type { Idempotency, Replayable } from '../../platform/idempotency/index.js';
import { isId, newId } from '../../platform/ids.js';
import { readCursor, toPage } from '../../platform/page.js';
import { actorOf, recordAudit } from '../audit/index.js';
import type { Authenticator } from './api-keys.authenticator.js';
import { apiKeyExpired, apiKeyNotFound, expiresInThePast, lastAdminKey } from './api-keys.errors.js';
import type { Hasher } from './api-keys.hasher.js';
import * as repository from './api-keys.repository.js';
import { type KeyMode, newKeySecret } from './api-keys.secret.js';

export interface ApiKeysDeps {
  db: Db;
  hasher: Hasher;
  authenticator: Authenticator;
  idempotency: Idempotency;
  /** The mode of the keys that this instance makes. */
  mode: KeyMode;
}

export class ApiKeysService implements ApiKeysApi {
  constructor(private readonly deps: ApiKeysDeps) {}

  async list({ cursor, limit }: ApiKeysListInput, { principal }: Context): Promise<ApiKeyPage> {
    const keys = await repository.listApiKeys(this.deps.db, principal.workspaceId, readCursor(cursor), limit + 1);
    return toPage(keys, limit);
  }

  async create(
    { body, idempotencyKey: key }: ApiKeysCreateInput,
    context: Context,
  ): Promise<Replayable<ApiKeyWithSecret>> {
    const { name, role, expiresAt = null } = body;
    const { workspaceId, id: createdBy } = context.principal;
    const id = newId('key');
    const { secret, ...hidden } = await this.newSecret();
    const call = { workspaceId, operation: 'apiKeys.create', key, request: body, showsSecret: true };
    return this.deps.idempotency.once(call, async (transaction) => {
      const works = await repository.insertApiKey(transaction, workspaceId, { id, name, role, createdBy, expiresAt });
      if (!works) throw expiresInThePast();
      await repository.insertSecret(transaction, workspaceId, id, hidden);
      await recordAudit(transaction, actorOf(context), 'api_key.created', id, { name, role, expiresAt });
      const made = await repository.findApiKeyForUpdate(transaction, workspaceId, id);
      return { ...made!, secret };
    });
  }

  async revoke({ apiKeyId }: ApiKeysRevokeInput, context: Context): Promise<void> {
    const { workspaceId } = context.principal;
    await inTransaction(this.deps.db, async (transaction) => {
      const { role, name } = await this.lock(transaction, workspaceId, apiKeyId);
      if (role === 'admin' && (await repository.countOtherAdmins(transaction, workspaceId, apiKeyId)) === 0)
        throw lastAdminKey();
      await repository.revokeApiKey(transaction, workspaceId, apiKeyId);
      await recordAudit(transaction, actorOf(context), 'api_key.revoked', apiKeyId, { name, role });
    });
    this.deps.authenticator.forget(apiKeyId);
  }

  async rotate(input: ApiKeysRotateInput, context: Context): Promise<Replayable<ApiKeyWithSecret>> {
    const { apiKeyId, body, idempotencyKey: key } = input;
    const { graceSeconds = 0 } = body;
    const { workspaceId } = context.principal;
    const { secret, ...hidden } = await this.newSecret();
    const call = { workspaceId, operation: 'apiKeys.rotate', key, request: { apiKeyId, body }, showsSecret: true };
    const reply = await this.deps.idempotency.once(call, async (transaction) => {
      const rotated = await this.lock(transaction, workspaceId, apiKeyId);
      if (await repository.hasExpired(transaction, workspaceId, apiKeyId)) throw apiKeyExpired();
      await repository.endSecrets(transaction, workspaceId, apiKeyId, graceSeconds);
      await repository.insertSecret(transaction, workspaceId, apiKeyId, hidden);
      await recordAudit(transaction, actorOf(context), 'api_key.rotated', apiKeyId, { graceSeconds });
      return { ...rotated, hint: hidden.hint, secret };
    });
    this.deps.authenticator.forget(apiKeyId);
    return reply;
  }

  /** The key, in a transaction that no other change of the workspace's keys overlaps. */
  private async lock(transaction: Db, workspaceId: string, id: string): Promise<ApiKey> {
    if (!isId('key', id)) throw apiKeyNotFound();
    await lockWorkspace(transaction, workspaceId);
    const key = await repository.findApiKeyForUpdate(transaction, workspaceId, id);
    if (!key) throw apiKeyNotFound();
    return key;
  }

  private async newSecret() {
    const { secret, lookup, hint } = newKeySecret(this.deps.mode);
    return { secret, lookup, hint, hash: await this.deps.hasher.hash(secret) };
  }
}
