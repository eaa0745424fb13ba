import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { Request } from 'express';
import type { Role } from '../../generated/types.js';
import type { Db } from '../../platform/db/index.js';
import { hasRole, type Principal } from '../../platform/principal.js';
import { forbidden, unauthenticated } from './api-keys.errors.js';
import type { Hasher } from './api-keys.hasher.js';
import { findCredential, touchApiKey } from './api-keys.repository.js';
import { toPrincipal } from './api-keys.schema.js';
import { type KeyMode, parseKey } from './api-keys.secret.js';

/** How long a verified key is believed without asking the database, in milliseconds. */
const FRESH_MS = 60_000;
const MOST_ENTRIES = 10_000;

interface Entry {
  /** The hash that argon2id has verified; the key need not be hashed again while the row still has it. */
  verifiedHash: string | undefined;
  /** Undefined for a key that is known to be bad. */
  principal: Principal | undefined;
  freshUntil: number;
}

export interface AuthenticatorDeps {
  db: Db;
  hasher: Hasher;
  /** The modes of key that this instance takes: production refuses `test`. */
  modes: KeyMode[];
  now?: () => number;
}

/**
 * Finds the principal behind an API key. argon2id runs once per process and key; afterwards the key is recognised by an HMAC under
 * a key that only this process has, so that neither the memory nor a dump of it holds what could be looked up.
 */
export class Authenticator {
  private readonly entries = new Map<string, Entry>();
  private readonly pending = new Map<string, Promise<Entry>>();
  private readonly processKey = createSecretKey(randomBytes(32)); // a KeyObject: HMAC with a Buffer is many times slower
  private forgotten = 0;
  private readonly now: () => number;

  constructor(private readonly deps: AuthenticatorDeps) {
    this.now = deps.now ?? Date.now;
  }

  authenticate = async (request: Request, role: Role): Promise<Principal> => {
    const secret = /^Bearer +([^ ]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const parsed = secret === undefined ? undefined : parseKey(secret);
    if (!secret || !parsed || !this.deps.modes.includes(parsed.mode)) throw unauthenticated();
    const { principal } = await this.entryOf(secret, parsed.lookup);
    if (!principal) throw unauthenticated();
    if (!hasRole(principal, role)) throw forbidden(role, principal.role);
    return principal;
  };

  /** Forgets what was believed about a key; a revocation takes effect at once in this process. */
  forget(apiKeyId: string): void {
    this.forgotten++;
    for (const [fingerprint, { principal }] of this.entries)
      if (principal?.id === apiKeyId) this.entries.delete(fingerprint);
  }

  private entryOf(secret: string, lookup: string): Entry | Promise<Entry> {
    const fingerprint = createHmac('sha256', this.processKey).update(secret).digest('base64');
    const known = this.entries.get(fingerprint);
    if (known && known.freshUntil > this.now()) return known;
    const pending = this.pending.get(fingerprint);
    if (pending) return pending; // fifty first requests with one key hash once
    const { forgotten } = this;
    const checking = this.check(secret, lookup, known?.verifiedHash)
      // What was read before a key was forgotten may be what had to be forgotten: it serves this request only.
      .then((entry) => (forgotten === this.forgotten ? this.remember(fingerprint, entry) : entry))
      .finally(() => this.pending.delete(fingerprint));
    this.pending.set(fingerprint, checking);
    return checking;
  }

  private async check(secret: string, lookup: string, verifiedHash: string | undefined): Promise<Entry> {
    const freshUntil = this.now() + FRESH_MS;
    const row = await findCredential(this.deps.db, lookup);
    const isRight = row?.valid && (row.hash === verifiedHash || (await this.deps.hasher.verify(row.hash, secret)));
    if (!isRight) return { verifiedHash: undefined, principal: undefined, freshUntil };
    await touchApiKey(this.deps.db, row.workspace_id, row.key_id);
    const expiresAt = row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY;
    return { verifiedHash: row.hash, principal: toPrincipal(row), freshUntil: Math.min(freshUntil, expiresAt) };
  }

  private remember(fingerprint: string, entry: Entry): Entry {
    this.entries.delete(fingerprint); // to the end: the map's order is its age
    this.entries.set(fingerprint, entry);
    if (this.entries.size > MOST_ENTRIES) this.entries.delete(this.entries.keys().next().value!);
    return entry;
  }
}
