import { createKey, createWorkspace } from '../operator/provision.js';
import type { Sealer } from '../platform/crypto/index.js';
import type { Db } from '../platform/db/index.js';
import { parseKey } from '../rooms/api-keys/index.js';
import { listSecrets, openSecret } from '../rooms/webhooks/index.js';
import { type Credentials, readCredentials, writeCredentials } from './credentials.js';

export interface DevelopmentWorkspace {
  credentials: Credentials;
  /** Whether the key was made by this start: then it is shown, once. */
  isNewKey: boolean;
}

/** The workspace of the quick start: made by the first start, found again by the next ones. */
export async function developmentWorkspace(
  db: Db,
  sealer: Sealer,
  directory: string,
  baseUrl: string,
): Promise<DevelopmentWorkspace> {
  const kept = await readCredentials(directory);
  const workspaceId =
    (await findWorkspace(db, kept?.workspaceId)) ?? (await createWorkspace(db, sealer, 'Development')).workspaceId;
  // Before a key is made: a start with another master key fails here, and leaves nothing behind.
  const [secret] = await listSecrets(db, workspaceId);
  const webhookSecret = openSecret(sealer, workspaceId, secret!);
  const keptKey = kept && (await isKeyOf(db, workspaceId, kept.apiKey)) ? kept.apiKey : undefined;
  const apiKey =
    keptKey ?? (await createKey(db, { workspaceId, name: 'Development', role: 'admin', mode: 'test' })).secret;
  const credentials = { baseUrl, apiKey, workspaceId, webhookSecret };
  await writeCredentials(directory, credentials);
  return { credentials, isNewKey: keptKey === undefined };
}

/** The workspace in the credentials, or the oldest one: a lost file does not mean a new workspace. */
async function findWorkspace(db: Db, id: string | undefined): Promise<string | undefined> {
  const known = id && (await db('workspaces').where({ id }).first('id'));
  const found = known || (await db('workspaces').orderBy('id').first('id'));
  return found?.id;
}

async function isKeyOf(db: Db, workspaceId: string, apiKey: string): Promise<boolean> {
  const lookup = parseKey(apiKey)?.lookup;
  if (!lookup) return false;
  const row = await db('api_key_secrets as s')
    .join('api_keys as k', (on) => on.on('k.workspace_id', 's.workspace_id').andOn('k.id', 's.api_key_id'))
    .where({ 's.lookup': lookup, 's.workspace_id': workspaceId, 's.expires_at': null, 'k.revoked_at': null })
    .first('s.lookup');
  return row !== undefined;
}
