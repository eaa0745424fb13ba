import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { MasterKeys } from './master-keys.js';

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A sealed value does not open: its master key is gone or another one, or the value was moved or changed. */
export class SealError extends Error {}

/**
 * Seals secrets for the database with AES-256-GCM: `v1.<key name>.<base64url of nonce, tag, ciphertext>`.
 * The place (table, workspace, row) is authenticated, so that a value moved to another row does not open.
 */
export class Sealer {
  constructor(private readonly keys: MasterKeys) {}

  /** What everything that is sealed now begins with. */
  get prefix(): string {
    return `${VERSION}.${this.keys.current.name}.`;
  }

  /** Whether it has the master key of this name. */
  knows(name: string): boolean {
    return this.keys.byName.has(name);
  }

  seal(plaintext: string, place: readonly string[]): string {
    const { name, key } = this.keys.current;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(additionalData(name, place));
    const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
    return `${this.prefix}${Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url')}`;
  }

  /** Opens what `seal` made for the same place; throws when the key is gone, the place is another, or a bit differs. */
  open(sealed: string, place: readonly string[]): string {
    const [version, name = '', encoded = ''] = sealed.split('.');
    const key = this.keys.byName.get(name);
    if (version !== VERSION || !key)
      throw new SealError(`no master key named ${name || '(none)'} to open a sealed value`);
    const bytes = Buffer.from(encoded, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(additionalData(name, place))
      .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch (cause) {
      throw new SealError(`the master key named ${name} does not open a value sealed for ${place[0]}`, { cause });
    }
  }
}

// JSON keeps the parts apart: ['a', 'bc'] and ['ab', 'c'] are different places.
const additionalData = (name: string, place: readonly string[]) =>
  Buffer.from(JSON.stringify([VERSION, name, ...place]));
