import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Binaries, findBinaries } from './binaries.js';
import { type Cluster, openCluster } from './cluster.js';
import { failed, inUse, reasonIn, toEmbeddedPostgresError, unwritable } from './errors.js';
import { findFreePort } from './free-port.js';
import { type GuardedPostgres, startGuarded } from './guard.js';
import { evictOrphan, findOwner, urlOf } from './owner.js';
import { findPostmaster, isReused } from './postmaster.js';

export interface EmbeddedPostgres {
  /** For `pg` and other clients: a superuser at the database `postgres`. Changes with every start, unless `port` is given. */
  url: string;
  /** Of the main process of Postgres, not of its guard. */
  pid: number;
  /** Resolves when Postgres is gone, for whatever reason, with the last lines of its log; never rejects. */
  exited: Promise<string>;
  /** Stops Postgres in order (open transactions are rolled back) and resolves when it is gone. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Settings of Postgres, such as `{ fsync: 'off' }` for tests. */
  settings?: Record<string, string>;
  /** Stays the same over starts; a free one each time unless given. */
  port?: number;
  /** How long a start may take, with recovery after a crash; a minute unless given. */
  patienceMs?: number;
  /** Hears what takes time: 'creating the database cluster', 'starting Postgres' … */
  onProgress?: (step: string) => void;
}

/**
 * Runs the database kept in `directory`, made if absent: takes over one whose owner died, refuses one in use, recovers
 * one that crashed. Throws nothing but `EmbeddedPostgresError`. Postgres ends with this process, however that ends.
 */
export async function openEmbeddedPostgres(
  directory: string,
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const place = resolve(directory);
  try {
    return await open(place, options);
  } catch (error) {
    throw toEmbeddedPostgresError(place, error);
  }
}

async function open(directory: string, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { settings = {}, patienceMs = 60_000, onProgress = () => {} } = options;
  const binaries = await findBinaries();
  const cluster = await openCluster(directory, binaries, () => onProgress('creating the database cluster'));
  const deadline = Date.now() + patienceMs;
  for (let attempt = 1; ; attempt++) {
    await evictOrphan(cluster, deadline, () => onProgress('stopping the Postgres of a process that died'));
    onProgress(attempt === 1 ? 'starting Postgres' : 'waiting for another Postgres to stop');
    const port = options.port ?? (await findFreePort());
    const postgres = await start(cluster, binaries, port, settings);
    const pid = await ready(cluster, postgres, port, deadline);
    if (pid) return { url: urlOf(cluster, port), pid, exited: postgres.exited, stop: () => stop(postgres) };
    await giveUpUnlessItMayPass(cluster, postgres, deadline, patienceMs);
    await sleep(100);
  }
}

async function start(cluster: Cluster, { postgres }: Binaries, port: number, settings: Record<string, string>) {
  const ours = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port, 'relay.owner': process.pid };
  const flags = Object.entries({ ...settings, ...ours }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const former = await findPostmaster(cluster.data);
  // Postgres itself removes a stale lock, unless its pid is in use again; this pid it does not mind.
  const stale = former && (await isReused(former.pid, cluster.data));
  const environment: Record<string, string> = stale ? { PG_GRANDPARENT_PID: `${former.pid}` } : {};
  return startGuarded(cluster.runner, [postgres, '-D', cluster.data, ...flags], environment);
}

async function ready(cluster: Cluster, postgres: GuardedPostgres, port: number, deadline: number) {
  while (postgres.isRunning() && Date.now() < deadline) {
    const postmaster = await findPostmaster(cluster.data);
    const isOurs = postmaster?.isReady && postmaster.port === port;
    if (isOurs && (await findOwner(urlOf(cluster, port))) === process.pid) return postmaster.pid;
    await Promise.race([sleep(5), postgres.exited]);
  }
  return undefined;
}

async function giveUpUnlessItMayPass(cluster: Cluster, postgres: GuardedPostgres, deadline: number, patience: number) {
  const tookTooLong = postgres.isRunning();
  await stop(postgres);
  const log = await postgres.exited;
  const { directory } = cluster;
  if (tookTooLong) throw failed(`Postgres in ${directory} was not ready within ${patience / 1_000} seconds.`, log);
  if (/Permission denied|Read-only file system/.test(log)) throw unwritable(directory, reasonIn(log), log);
  if (!/lock file|shared memory|Address already in use/.test(log)) {
    throw failed(`Postgres in ${directory} did not start: ${reasonIn(log)}.`, log);
  }
  if (Date.now() < deadline) return;
  const holder = await findPostmaster(cluster.data);
  throw holder
    ? inUse(directory, holder.pid)
    : failed(`Postgres in ${directory} did not start: ${reasonIn(log)}.`, log);
}

async function stop(postgres: GuardedPostgres) {
  postgres.letGo();
  await postgres.exited;
}
