// What the verifier trusts: public keys, and checkpoints that were kept elsewhere.
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Checkpoint, isSignedBy, type PublicKey } from './export.js';

export interface Trust {
  keys: Map<string, KeyObject>;
  /** By the sequence number that they sign. */
  kept: Map<number, Checkpoint>;
}

/** The id that Relay gives a key: made of the key itself. */
const keyIdOf = (key: KeyObject) =>
  `ed25519-${createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 32)}`;

function readKey(pem: string): KeyObject {
  const key = createPublicKey(pem);
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error(`it is a key of the type ${key.asymmetricKeyType}, not ed25519`);
  return key;
}

/** Keys by the ids that they have, whatever the file calls them. */
export const keysOf = (pems: string[]): Map<string, KeyObject> =>
  new Map(pems.map(readKey).map((key) => [keyIdOf(key), key]));

/** Reads a PEM file, or a reply of `GET /api/audit/checkpoints`, whose checkpoints are then compared as well. */
export async function loadTrust(path: string): Promise<Trust> {
  const fail = (error: unknown) => new Error(`${path} is no public key: ${(error as Error).message}`, { cause: error });
  const text = await readFile(path, 'utf8').catch((error) => Promise.reject(fail(error)));
  try {
    if (!text.trimStart().startsWith('{')) return { keys: keysOf([text]), kept: new Map() };
    const { publicKeys, data = [] } = JSON.parse(text) as { publicKeys: PublicKey[]; data?: Checkpoint[] };
    const keys = keysOf(publicKeys.map(({ publicKey }) => publicKey));
    for (const checkpoint of data) {
      const key = keys.get(checkpoint.keyId);
      if (!key || !isSignedBy(key, checkpoint))
        throw new Error(`its checkpoint ${checkpoint.id} is not signed by its keys`);
    }
    return { keys, kept: new Map(data.map((checkpoint) => [checkpoint.sequence, checkpoint])) };
  } catch (error) {
    throw fail(error);
  }
}
