// A workspace that cores on one database serve, with a bad-mannered provider, and clients that do not give up.
import { createKey, createWorkspace } from '../../src/operator/provision.js';
import { newMasterKey, parseMasterKeys, Sealer } from '../../src/platform/crypto/index.js';
import { type Db, openDatabase } from '../../src/platform/db/index.js';
import { type Chance, chanceOf } from './chance.js';
import { type SupervisedCore, superviseCore } from './cores.js';
import { eventually } from './eventually.js';
import { steadyPort } from './killable-postgres.js';
import { type PatientClient, patientClient } from './patient-client.js';
import { type Provider, startProvider } from './provider.js';

export interface ChaosWorld {
  seed: number;
  chance: Chance;
  db: Db;
  cores: SupervisedCore[];
  provider: Provider;
  client: PatientClient;
  workspaceId: string;
  /** Of an admin. */
  key: string;
  /** Where the workspace receives Relay's own events, and one that wants none: it answers 410. */
  endpoint: string;
  goneEndpoint: string;
  stop(): Promise<void>;
}

export interface ChaosOptions {
  seed: number;
  databaseUrl: string;
  cores?: number;
  /** Asked before each start of the first core. */
  faultPoint?: () => string | undefined;
  drainSeconds?: number;
  /** For every core, beside what all have. */
  environment?: Record<string, string>;
}

export async function openChaos(options: ChaosOptions): Promise<ChaosWorld> {
  const { seed, databaseUrl, cores: count = 1, faultPoint = () => undefined, drainSeconds = 0 } = options;
  const chance = chanceOf(seed);
  const masterKeys = newMasterKey('chaos');
  const db = openDatabase({ url: databaseUrl, prepared: false });
  const { workspaceId } = await createWorkspace(db, new Sealer(parseMasterKeys(masterKeys)), 'Chaos');
  const { secret: key } = await createKey(db, { workspaceId, name: 'chaos', role: 'admin', mode: 'test' });
  const provider = await startProvider(chance);
  const settings = {
    DATABASE_URL: databaseUrl,
    RELAY_MASTER_KEYS: masterKeys,
    RELAY_RATE_LIMITS: 'workspace=1000000/1000000',
    RELAY_DRAIN_SECONDS: String(drainSeconds),
    ...options.environment,
  };
  const cores: SupervisedCore[] = [];
  // One after the other: the first one makes the schema of the timed jobs.
  for (let number = 0; number < count; number++) {
    const environment = () => {
      const point = number === 0 ? faultPoint() : undefined;
      return { ...settings, ...(point && { RELAY_FAULT_POINT: point }) };
    };
    const core = superviseCore(await steadyPort(), environment);
    cores.push(core);
    await core.ready();
  }
  const urls = cores.map(({ url }) => url);
  const client = patientClient(urls, chance);
  const createEndpoint = async (name: string) => {
    const body = { url: `${provider.url}/events/${name}`, events: ['*' as const] };
    const headers = { 'idempotency-key': `endpoint-${name}` };
    return (await client.call('webhooks.endpoints.create', { key, body, headers })).body.id;
  };
  const endpoint = await createEndpoint('1');
  return {
    seed,
    chance,
    db,
    cores,
    provider,
    client,
    workspaceId,
    key,
    endpoint,
    goneEndpoint: await createEndpoint('gone'),
    stop: async () => {
      await Promise.all(cores.map((core) => core.stop()));
      await provider.stop();
      await db.destroy();
    },
  };
}

/** For questions of the test itself, while its Postgres may be away. */
export const ask = async <Row>(
  { db }: ChaosWorld,
  sql: string,
  bindings: ReadonlyArray<string | string[]> = [],
): Promise<Row[]> => (await eventually('the database answers', () => db.raw(sql, bindings))).rows;
