import type { ApiKey, Role } from '../../generated/types.js';
import { type Db, runStatement } from '../../platform/db/index.js';
import { type ApiKeyRow, type CredentialRow, toApiKey } from './api-keys.schema.js';

export interface NewApiKey {
  id: string;
  name: string;
  role: Role;
  createdBy: string | null;
  expiresAt: string | null;
}
export interface NewSecret {
  lookup: string;
  hint: string;
  hash: string;
}

const FIND_CREDENTIAL = {
  name: 'find_credential',
  text: `
    select s.hash, k.id as key_id, k.name as key_name, k.role,
      k.revoked_at is null and coalesce(k.expires_at > now(), true) and coalesce(s.expires_at > now(), true) as valid,
      extract(epoch from least(k.expires_at, s.expires_at) - now())::float * 1000 as lives_ms,
      w.id as workspace_id, w.name as workspace_name, o.id as organisation_id, o.name as organisation_name
    from api_key_secrets s
    join api_keys k on k.workspace_id = s.workspace_id and k.id = s.api_key_id
    join workspaces w on w.id = s.workspace_id
    join organisations o on o.id = w.organisation_id
    where s.lookup = $1`,
};

/** The credential behind a lookup, of any workspace: this is how a workspace is found. */
export async function findCredential(db: Db, lookup: string): Promise<CredentialRow | undefined> {
  const [row] = await runStatement<CredentialRow>(db, FIND_CREDENTIAL, [lookup]);
  return row;
}

const keysWithHint = (db: Db, workspaceId: string) =>
  db('api_keys as k')
    .where({ 'k.workspace_id': workspaceId })
    .whereNull('k.revoked_at')
    .select('k.id', 'k.name', 'k.role', 'k.created_by', 'k.created_at', 'k.expires_at', 'k.last_used_at')
    .select(
      db.raw(`(select s.hint from api_key_secrets s where s.workspace_id = k.workspace_id and s.api_key_id = k.id
        order by s.expires_at is null desc, s.created_at desc limit 1) as hint`),
    );

/** Up to `limit` keys that are not revoked, newest first, from below the id `before`. */
export async function listApiKeys(
  db: Db,
  workspaceId: string,
  before: string | undefined,
  limit: number,
): Promise<ApiKey[]> {
  const query = keysWithHint(db, workspaceId).orderBy('k.id', 'desc').limit(limit);
  if (before) query.where('k.id', '<', before);
  return ((await query) as ApiKeyRow[]).map(toApiKey);
}

/** The key, unless it is revoked; locked until the transaction ends. */
export async function findApiKeyForUpdate(db: Db, workspaceId: string, id: string): Promise<ApiKey | undefined> {
  const row = (await keysWithHint(db, workspaceId).where('k.id', id).forUpdate('k').first()) as ApiKeyRow | undefined;
  return row && toApiKey(row);
}

export async function hasExpired(db: Db, workspaceId: string, id: string): Promise<boolean> {
  const row = await db('api_keys')
    .where({ workspace_id: workspaceId, id })
    .where('expires_at', '<=', db.fn.now())
    .first('id');
  return row !== undefined;
}

/** Says whether the key works: one that expires in the past does not. */
export async function insertApiKey(db: Db, workspaceId: string, key: NewApiKey): Promise<boolean> {
  const [row] = await db('api_keys')
    .insert({
      workspace_id: workspaceId,
      id: key.id,
      name: key.name,
      role: key.role,
      created_by: key.createdBy,
      expires_at: key.expiresAt,
    })
    .returning([db.raw('coalesce(expires_at > now(), true) as works')]);
  return row.works;
}

export async function insertSecret(db: Db, workspaceId: string, apiKeyId: string, secret: NewSecret): Promise<void> {
  await db('api_key_secrets').insert({ workspace_id: workspaceId, api_key_id: apiKeyId, ...secret });
}

/** Ends every secret of the key that would live longer than `graceSeconds` from now. */
export async function endSecrets(db: Db, workspaceId: string, apiKeyId: string, graceSeconds: number): Promise<void> {
  const end = db.raw('now() + make_interval(secs => ?)', [graceSeconds]);
  await db('api_key_secrets')
    .where({ workspace_id: workspaceId, api_key_id: apiKeyId })
    .where((longer) => longer.whereNull('expires_at').orWhere('expires_at', '>', end))
    .update({ expires_at: end });
}

export async function revokeApiKey(db: Db, workspaceId: string, id: string): Promise<void> {
  await db('api_keys').where({ workspace_id: workspaceId, id }).update({ revoked_at: db.fn.now() });
}

/** How many admin keys of the workspace work now and stay when `exceptId` goes. */
export async function countOtherAdmins(db: Db, workspaceId: string, exceptId: string): Promise<number> {
  const [row] = await db('api_keys')
    .where({ workspace_id: workspaceId, role: 'admin', revoked_at: null })
    .whereNot({ id: exceptId })
    .where((valid) => valid.whereNull('expires_at').orWhere('expires_at', '>', db.fn.now()))
    .count({ count: '*' });
  return Number(row!.count);
}

/** Notes when a key was used, to the minute: a row is written at most once a minute and key. */
export async function touchApiKey(db: Db, workspaceId: string, id: string): Promise<void> {
  await db('api_keys')
    .where({ workspace_id: workspaceId, id })
    .where((older) => older.whereNull('last_used_at').orWhereRaw("last_used_at < now() - interval '1 minute'"))
    .update({ last_used_at: db.raw("date_trunc('minute', now())") });
}
