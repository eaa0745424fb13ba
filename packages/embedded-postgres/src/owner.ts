import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Cluster } from './cluster.js';
import { inUse } from './errors.js';
import { findPostmaster, isAlive } from './postmaster.js';

export function urlOf({ password }: Cluster, port: number): string {
  return `postgres://relay:${password}@127.0.0.1:${port}/postgres`;
}

/** The process that started the Postgres at `url`, which says so in a setting; 0 if it was started otherwise. */
export async function findOwner(url: string): Promise<number | undefined> {
  const client = new pg.Client({ connectionString: url, ssl: false, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query("select current_setting('relay.owner', true) as owner");
    return Number(rows[0].owner);
  } catch {
    return undefined; // nothing there takes our password
  } finally {
    await client.end().catch(() => {});
  }
}

/** Refuses a cluster whose owner lives; stops the Postgres of an owner that died without being able to. */
export async function evictOrphan(cluster: Cluster, deadline: number, onEvict: () => void) {
  const postmaster = await findPostmaster(cluster.data);
  if (!postmaster || !(await isAlive(postmaster.pid))) return;
  const owner = await findOwner(urlOf(cluster, postmaster.port));
  if (owner === undefined) return; // that pid may be anyone's: Postgres itself decides
  if (await isAlive(owner || postmaster.pid)) throw inUse(cluster.directory, owner || postmaster.pid);
  onEvict();
  signal(postmaster.pid, 'SIGINT');
  while ((await findPostmaster(cluster.data))?.pid === postmaster.pid && Date.now() < deadline) await sleep(10);
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // its guard was faster
  }
}
