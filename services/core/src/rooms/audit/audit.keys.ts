// The deployment's Ed25519 key that signs checkpoints: made when it is first needed, its private half sealed.
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto';
import type { Sealer } from '../../platform/crypto/index.js';
import { type Db, inTransaction } from '../../platform/db/index.js';

export interface SigningKey {
  id: string;
  publicKey: KeyObject;
  privateKey: KeyObject;
}
export interface KeyRow {
  id: string;
  public_key: string;
  sealed_private_key: string;
}

const placeOf = (id: string) => ['audit_keys', id];

export const toPem = (publicKey: KeyObject): string => publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** Made of the key itself, so that a key which was kept elsewhere is known by its id. */
export const keyIdOf = (publicKey: KeyObject): string =>
  `ed25519-${hash('sha256', publicKey.export({ type: 'spki', format: 'der' })).slice(0, 32)}`;

/** Every key that signs or has signed, the current one first. */
export async function listKeys(db: Db): Promise<KeyRow[]> {
  return db('audit_keys').orderByRaw('current nulls last, created_at desc');
}

/** The current key; makes it if there is none. Of two processes that make one, both get the one that was first. */
export async function currentKey(db: Db, sealer: Sealer): Promise<SigningKey> {
  const found = await findCurrent(db);
  if (found) return openKey(sealer, found);
  await db('audit_keys').insert(newKey(sealer)).onConflict().ignore();
  return openKey(sealer, (await findCurrent(db))!);
}

/** Lets a new key sign from now on, in every process; the older ones stay, for what they have signed. Returns its id. */
export async function rotateKey(db: Db, sealer: Sealer): Promise<string> {
  const key = newKey(sealer);
  await inTransaction(db, async (transaction) => {
    await transaction('audit_keys').where({ current: true }).update({ current: null });
    await transaction('audit_keys').insert(key);
  });
  return key.id;
}

const findCurrent = (db: Db): Promise<KeyRow | undefined> => db('audit_keys').where({ current: true }).first();

function newKey(sealer: Sealer): KeyRow {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const id = keyIdOf(publicKey);
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { id, public_key: toPem(publicKey), sealed_private_key: sealer.seal(pem, placeOf(id)) };
}

/**
 * Opens a stored key. Its public half is read off the sealed private one, never from the table: whoever can write there, but has no master
 * key, cannot bring a key of their own. Throws when it does not open.
 */
export function openKey(sealer: Sealer, row: KeyRow): SigningKey {
  const privateKey = createPrivateKey(sealer.open(row.sealed_private_key, placeOf(row.id)));
  const publicKey = createPublicKey(privateKey);
  return { id: keyIdOf(publicKey), publicKey, privateKey };
}
