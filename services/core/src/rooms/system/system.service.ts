import type { SystemApi } from '../../generated/api.js';
import type { Health, Readiness } from '../../generated/types.js';
import { type Db, pendingMigrations } from '../../platform/db/index.js';
import { RelayError } from '../../platform/errors.js';
import type { RedisConnection } from '../../platform/redis.js';

export interface SystemDeps {
  db: Db;
  redis: RedisConnection | undefined;
  version: string;
  isDraining: () => boolean;
  /** The master keys that seal something and that this process does not have. */
  lostMasterKeys: () => Promise<unknown[]>;
}

/** How long a dependency may take to answer a readiness check, in milliseconds. */
const PATIENCE_MS = 2_000;

export class SystemService implements SystemApi {
  private schemaIsCurrent = false;

  constructor(private readonly deps: SystemDeps) {}

  async health(): Promise<Health> {
    return { status: 'ok', version: this.deps.version };
  }

  async ready(): Promise<Readiness> {
    const { redis, isDraining, lostMasterKeys } = this.deps;
    if (isDraining()) throw notReady('The service is shutting down.');
    await inTime(this.checkDatabase(), 'The database does not answer.');
    if (redis) await inTime(redis.ping(), 'Redis does not answer.');
    // No reason to take no requests: what such a key has sealed fails by itself, with a reason, and all else works.
    const masterKeys = (await inTime(lostMasterKeys(), 'The database does not answer.')).length > 0 ? 'lost' : 'ok';
    return { status: 'ready', checks: { database: 'ok', redis: redis ? 'ok' : 'not_configured', masterKeys } };
  }

  private async checkDatabase(): Promise<void> {
    await this.deps.db.raw('select 1');
    if (this.schemaIsCurrent) return;
    const pending = await pendingMigrations(this.deps.db);
    if (pending.length > 0) throw notReady(`The database lacks ${pending.join(', ')}; run relay-admin migrate.`);
    this.schemaIsCurrent = true;
  }
}

const notReady = (detail: string, cause?: unknown) =>
  new RelayError('not_ready', 503, detail, { cause, headers: { 'Retry-After': '1' } });

async function inTime<T>(check: Promise<T>, detail: string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(notReady(detail)), PATIENCE_MS);
  return Promise.race([check, late])
    .catch((cause) => {
      throw cause instanceof RelayError ? cause : notReady(detail, cause);
    })
    .finally(() => clearTimeout(timer));
}
