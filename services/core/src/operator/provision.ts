// What an operator does before anybody has a key: make a workspace, make its first key.
import type { Role } from '../generated/types.js';
import type { Sealer } from '../platform/crypto/index.js';
import { type Db, inTransaction } from '../platform/db/index.js';
import { newId } from '../platform/ids.js';
import { Hasher, insertApiKey, insertSecret, type KeyMode, newKeySecret } from '../rooms/api-keys/index.js';
import { recordAudit, systemActor } from '../rooms/audit/index.js';
import { createSecret } from '../rooms/webhooks/index.js';

export interface NewWorkspace {
  workspaceId: string;
  webhookSecret: string;
}

/** Makes an organisation, a workspace in it, and the secret that signs the workspace's webhooks. */
export async function createWorkspace(db: Db, sealer: Sealer, name: string): Promise<NewWorkspace> {
  const organisationId = newId('org');
  const workspaceId = newId('ws');
  const actor = systemActor(workspaceId);
  return inTransaction(db, async (transaction) => {
    await transaction('organisations').insert({ id: organisationId, name });
    await transaction('workspaces').insert({ id: workspaceId, organisation_id: organisationId, name });
    await recordAudit(transaction, actor, 'workspace.created', workspaceId, { name });
    const { id, secret } = await createSecret(transaction, sealer, workspaceId);
    await recordAudit(transaction, actor, 'webhook_secret.created', id);
    return { workspaceId, webhookSecret: secret };
  });
}

/** Makes an API key of a workspace; the returned secret is shown nowhere else. */
export async function createKey(
  db: Db,
  { workspaceId, name, role, mode }: { workspaceId: string; name: string; role: Role; mode: KeyMode },
): Promise<{ id: string; secret: string }> {
  const id = newId('key');
  const { secret, lookup, hint } = newKeySecret(mode);
  const hash = await new Hasher().hash(secret);
  await inTransaction(db, async (transaction) => {
    await insertApiKey(transaction, workspaceId, { id, name, role, createdBy: null, expiresAt: null });
    await insertSecret(transaction, workspaceId, id, { lookup, hint, hash });
    await recordAudit(transaction, systemActor(workspaceId), 'api_key.created', id, { name, role });
  });
  return { id, secret };
}
