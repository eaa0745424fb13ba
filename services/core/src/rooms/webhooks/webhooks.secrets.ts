// The secrets that sign what webhook.send sends: sealed at rest, several while a rotation's grace lasts.
import { randomBytes } from 'node:crypto';
import type { Sealer } from '../../platform/crypto/index.js';
import type { Db } from '../../platform/db/index.js';
import { newId } from '../../platform/ids.js';

/** 24 bytes, as Standard Webhooks recommends. */
const SECRET_BYTES = 24;

export interface SealedSecret {
  id: string;
  sealed: string;
}
export interface SecretRow extends SealedSecret {
  created_at: Date;
  expires_at: Date | null;
}

/** A new secret in the form of Standard Webhooks. */
export const newSigningSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;

const placeOf = (workspaceId: string, id: string) => ['webhook_secrets', workspaceId, id];

export const openSecret = (sealer: Sealer, workspaceId: string, { id, sealed }: SealedSecret): string =>
  sealer.open(sealed, placeOf(workspaceId, id));

/** Every secret of the workspace that is valid now, the current one first. */
export async function listSecrets(db: Db, workspaceId: string): Promise<SecretRow[]> {
  return db('webhook_secrets')
    .where({ workspace_id: workspaceId })
    .where((valid) => valid.whereNull('expires_at').orWhere('expires_at', '>', db.fn.now()))
    .orderByRaw('expires_at is null desc, expires_at desc');
}

export async function createSecret(
  db: Db,
  sealer: Sealer,
  workspaceId: string,
): Promise<{ id: string; secret: string; createdAt: Date }> {
  const id = newId('whk');
  const secret = newSigningSecret();
  const sealed = sealer.seal(secret, placeOf(workspaceId, id));
  const [row] = await db('webhook_secrets').insert({ workspace_id: workspaceId, id, sealed }).returning('created_at');
  return { id, secret, createdAt: row.created_at };
}

/** Ends every secret in `graceSeconds`, or sooner where it ends sooner anyway; returns when the current one ends. */
export async function endSecrets(db: Db, workspaceId: string, graceSeconds: number): Promise<Date> {
  const end = db.raw('now() + make_interval(secs => ?)', [graceSeconds]);
  const rows: Array<{ expires_at: Date }> = await db('webhook_secrets')
    .where({ workspace_id: workspaceId })
    .where((longer) => longer.whereNull('expires_at').orWhere('expires_at', '>', end))
    .update({ expires_at: end })
    .returning('expires_at');
  return rows[0]!.expires_at;
}
