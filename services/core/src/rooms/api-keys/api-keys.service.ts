import type { Context } from '../../contract/replies.js';
import type {
  ApiKeysApi,
  ApiKeysCreateInput,
  ApiKeysListInput,
  ApiKeysRevokeInput,
  ApiKeysRotateInput,
} from '../../generated/api.js';
import type { ApiKeyPage, ApiKeyWithSecret } from '../../generated/types.js';
import { type Db, inTransaction } from '../../platform/db/index.js';
import { isId, newId } from '../../platform/ids.js';
import { readCursor, toPage } from '../../platform/page.js';
import { actorOf, recordAudit } from '../audit/index.js';
import type { Authenticator } from './api-keys.authenticator.js';
import { apiKeyNotFound, expiresInThePast, lastAdminKey } from './api-keys.errors.js';
import type { Hasher } from './api-keys.hasher.js';
import * as repository from './api-keys.repository.js';
import { type KeyMode, newKeySecret } from './api-keys.secret.js';

export interface ApiKeysDeps {
  db: Db;
  hasher: Hasher;
  authenticator: Authenticator;
  /** The mode of the keys that this instance makes. */
  mode: KeyMode;
}

export class ApiKeysService implements ApiKeysApi {
  constructor(private readonly deps: ApiKeysDeps) {}

  async list({ cursor, limit }: ApiKeysListInput, { principal }: Context): Promise<ApiKeyPage> {
    const keys = await repository.listApiKeys(this.deps.db, principal.workspaceId, readCursor(cursor), limit + 1);
    return toPage(keys, limit);
  }

  async create({ body }: ApiKeysCreateInput, context: Context): Promise<ApiKeyWithSecret> {
    const { name, role, expiresAt = null } = body;
    if (expiresAt !== null && Date.parse(expiresAt) <= Date.now()) throw expiresInThePast();
    const { workspaceId, id: createdBy } = context.principal;
    const id = newId('key');
    const { secret, ...hidden } = await this.newSecret();
    const key = await inTransaction(this.deps.db, async (transaction) => {
      await repository.insertApiKey(transaction, workspaceId, { id, name, role, createdBy, expiresAt });
      await repository.insertSecret(transaction, workspaceId, id, hidden);
      await recordAudit(transaction, actorOf(context), 'api_key.created', id, { name, role, expiresAt });
      return repository.findApiKeyForUpdate(transaction, workspaceId, id);
    });
    return { ...key!, secret };
  }

  async revoke({ apiKeyId }: ApiKeysRevokeInput, context: Context): Promise<void> {
    const { workspaceId } = context.principal;
    await this.change(workspaceId, apiKeyId, async (transaction, { role, name }) => {
      if (role === 'admin' && (await repository.countOtherAdmins(transaction, workspaceId, apiKeyId)) === 0)
        throw lastAdminKey();
      await repository.revokeApiKey(transaction, workspaceId, apiKeyId);
      await recordAudit(transaction, actorOf(context), 'api_key.revoked', apiKeyId, { name, role });
    });
  }

  async rotate(
    { apiKeyId, body: { graceSeconds = 0 } }: ApiKeysRotateInput,
    context: Context,
  ): Promise<ApiKeyWithSecret> {
    const { workspaceId } = context.principal;
    const { secret, ...hidden } = await this.newSecret();
    return this.change(workspaceId, apiKeyId, async (transaction, key) => {
      await repository.endSecrets(transaction, workspaceId, apiKeyId, graceSeconds);
      await repository.insertSecret(transaction, workspaceId, apiKeyId, hidden);
      await recordAudit(transaction, actorOf(context), 'api_key.rotated', apiKeyId, { graceSeconds });
      return { ...key, hint: hidden.hint, secret };
    });
  }

  /** Changes one key in a transaction that no other change of the workspace's keys overlaps, then forgets it. */
  private async change<T>(
    workspaceId: string,
    id: string,
    work: (transaction: Db, key: ApiKeyPage['data'][number]) => Promise<T>,
  ): Promise<T> {
    if (!isId('key', id)) throw apiKeyNotFound();
    const result = await inTransaction(this.deps.db, async (transaction) => {
      await repository.lockWorkspace(transaction, workspaceId);
      const key = await repository.findApiKeyForUpdate(transaction, workspaceId, id);
      if (!key) throw apiKeyNotFound();
      return work(transaction, key);
    });
    this.deps.authenticator.forget(id);
    return result;
  }

  private async newSecret() {
    const { secret, lookup, hint } = newKeySecret(this.deps.mode);
    return { secret, lookup, hint, hash: await this.deps.hasher.hash(secret) };
  }
}
