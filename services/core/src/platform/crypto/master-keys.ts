import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';

export interface MasterKeys {
  /** Seals what is written from now on. */
  current: { name: string; key: KeyObject };
  /** Every key that may still open something, the current one included. */
  byName: Map<string, KeyObject>;
}

/** Parses `name:base64,name:base64`; the first one seals. Throws a sentence that names what is wrong, never the key. */
export function parseMasterKeys(text: string): MasterKeys {
  const byName = new Map<string, KeyObject>();
  for (const entry of text.split(',').map((part) => part.trim())) {
    const [name = '', encoded = ''] = entry.split(':');
    if (!/^[A-Za-z0-9-]{1,32}$/.test(name))
      throw new Error('a key reads name:base64, the name of letters, digits and -');
    const key = Buffer.from(encoded, 'base64');
    if (key.length !== 32) throw new Error(`the key ${name} must be 32 bytes in base64 (openssl rand -base64 32)`);
    if (byName.has(name)) throw new Error(`the name ${name} stands twice`);
    byName.set(name, createSecretKey(key));
  }
  const [name, key] = [...byName][0]!;
  return { current: { name, key }, byName };
}

export const newMasterKey = (name: string): string => `${name}:${randomBytes(32).toString('base64')}`;
