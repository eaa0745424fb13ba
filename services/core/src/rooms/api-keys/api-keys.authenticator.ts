import { hash, randomBytes } from 'node:crypto';
import type { Request } from 'express';
import type { Role } from '../../generated/types.js';
import type { Db } from '../../platform/db/index.js';
import { hasRole, type Principal } from '../../platform/principal.js';
import { type Claims, clientOf, RateLimiter, withDefaults } from '../../platform/rate-limits/index.js';
import type { RedisConnection } from '../../platform/redis.js';
import { forbidden, unauthenticated } from './api-keys.errors.js';
import type { Hasher } from './api-keys.hasher.js';
import { findCredential, touchApiKey } from './api-keys.repository.js';
import { toPrincipal } from './api-keys.schema.js';
import { type KeyMode, parseKey } from './api-keys.secret.js';

/** How long a verified key is believed without asking the database, in milliseconds. */
const FRESH_MS = 60_000;
const MOST_ENTRIES = 10_000;
/** Where a process tells the others which key they must forget. */
const CHANNEL = 'relay:api-keys:forget';

/** A key that was good when it was last looked at. */
interface Entry {
  /** The hash that argon2id has verified; the key need not be hashed again while the row still has it. */
  verifiedHash: string;
  principal: Principal;
  freshUntil: number;
}

interface PresentedKey {
  secret: string;
  lookup: string;
  fingerprint: string;
}

export interface AuthenticatorDeps {
  db: Db;
  hasher: Hasher;
  /** The modes of key that this instance takes: production refuses `test`. */
  modes: KeyMode[];
  /** Limits requests without a valid key; left out, this process counts by itself. */
  limiter?: RateLimiter;
  redis?: RedisConnection | undefined;
  /** In milliseconds, by a clock that nobody sets. */
  now?: () => number;
}

/**
 * Finds the principal behind an API key. argon2id runs once per process and key; afterwards the key is recognised by a hash under
 * a key that only this process has, so that neither the memory nor a dump of it holds what could be looked up. Only keys that are
 * not recognised are limited, and before they cost anything: good ones go on while their address floods us with bad ones.
 */
export class Authenticator {
  private readonly entries = new Map<string, Entry>();
  private readonly pending = new Map<string, Promise<Entry | undefined>>();
  private readonly processKey = randomBytes(32).toString('base64');
  private forgotten = 0;
  private readonly limiter: RateLimiter;
  private readonly now: () => number;

  constructor(private readonly deps: AuthenticatorDeps) {
    this.limiter = deps.limiter ?? new RateLimiter(withDefaults({}), undefined);
    this.now = deps.now ?? (() => performance.now());
    deps.redis?.listen(
      CHANNEL,
      (apiKeyId) => this.forgetHere(apiKeyId),
      () => this.doubtAll(),
    );
  }

  authenticate = async (request: Request, role: Role): Promise<Principal> =>
    authorize(await this.identify(request), role);

  /** The principal behind the request's key, whatever its role. */
  identify = async (request: Request): Promise<Principal> => {
    const secret = /^Bearer +([^ ]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const fingerprint = secret && this.fingerprintOf(secret);
    const known = fingerprint ? this.entries.get(fingerprint) : undefined;
    if (known && known.freshUntil > this.now()) return known.principal;
    const client = clientOf(request.ip);
    const key = secret && fingerprint ? this.presented(secret, fingerprint) : undefined;
    const entry = key
      ? await this.checkOnce(key, known, client)
      : await this.counting({ badKeys: client }, async () => undefined);
    if (!entry) throw unauthenticated();
    return entry.principal;
  };

  /** Forgets what is believed about a key: a revocation takes effect at once, in every process that Redis reaches. */
  forget(apiKeyId: string): void {
    this.forgetHere(apiKeyId);
    this.deps.redis?.publish(CHANNEL, apiKeyId);
  }

  private forgetHere(apiKeyId: string): void {
    this.forgotten++;
    for (const [fingerprint, { principal }] of this.entries)
      if (principal.id === apiKeyId) this.entries.delete(fingerprint);
  }

  /** Asks the database again about every key: messages may have been missed. */
  private doubtAll(): void {
    this.forgotten++;
    for (const entry of this.entries.values()) entry.freshUntil = 0;
  }

  // One pass over key and text in place of an HMAC, at a fifth of its cost: what HMAC adds guards a digest that others see.
  private fingerprintOf = (secret: string): string => hash('sha256', this.processKey + secret, 'base64');

  private presented(secret: string, fingerprint: string): PresentedKey | undefined {
    const parsed = parseKey(secret);
    if (!parsed || !this.deps.modes.includes(parsed.mode)) return undefined;
    return { secret, lookup: parsed.lookup, fingerprint };
  }

  /** Fifty first requests with one key are checked once. */
  private checkOnce(key: PresentedKey, known: Entry | undefined, client: string): Promise<Entry | undefined> {
    const { fingerprint } = key;
    const pending = this.pending.get(fingerprint);
    if (pending) return pending;
    const { forgotten } = this;
    const check = () => this.check(key, known?.verifiedHash);
    const checking = (known ? check() : this.counting({ badKeys: client }, check))
      .then((entry) => {
        // What was read before a key was forgotten may be what had to be forgotten: it serves this request only.
        if (forgotten === this.forgotten) this.remember(fingerprint, entry);
        return entry;
      })
      .finally(() => this.pending.delete(fingerprint));
    this.pending.set(fingerprint, checking);
    return checking;
  }

  private async check({ secret, lookup }: PresentedKey, verifiedHash: string | undefined): Promise<Entry | undefined> {
    const askedAt = this.now();
    const row = await findCredential(this.deps.db, lookup);
    if (!row?.valid) return undefined;
    const freshUntil = askedAt + Math.min(FRESH_MS, row.lives_ms ?? FRESH_MS);
    const isRight =
      row.hash === verifiedHash ||
      (await this.counting({ lookups: lookup }, () => this.deps.hasher.verify(row.hash, secret)));
    if (!isRight) return undefined;
    await touchApiKey(this.deps.db, row.workspace_id, row.key_id);
    return { verifiedHash: row.hash, principal: toPrincipal(row), freshUntil };
  }

  /** Counts `work` when it finds nothing good, and refuses it when that happened too often. */
  private async counting<T>(claims: Claims, work: () => Promise<T>): Promise<T> {
    await this.limiter.take(claims); // taken before, or a thousand at the same time would all find the limit unspent
    let isBad = false;
    try {
      const found = await work();
      isBad = !found;
      return found;
    } finally {
      if (!isBad) this.limiter.giveBack(claims);
    }
  }

  private remember(fingerprint: string, entry: Entry | undefined): void {
    this.entries.delete(fingerprint); // to the end: the map's order is its age
    if (entry) this.entries.set(fingerprint, entry);
    if (this.entries.size > MOST_ENTRIES) this.entries.delete(this.entries.keys().next().value!);
  }
}

/** The principal, if it has at least this role. */
export function authorize(principal: Principal, role: Role): Principal {
  if (!hasRole(principal, role)) throw forbidden(role, principal.role);
  return principal;
}
