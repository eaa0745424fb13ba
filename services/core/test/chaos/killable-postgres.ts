// A Postgres of its own that syncs to disk as in production, so that killing it means something; it returns to the same address.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '@relay/embedded-postgres';
import { migrate, openDatabase } from '../../src/platform/db/index.js';
import { eventually } from './eventually.js';

export interface KillablePostgres {
  url: string;
  /** SIGKILL to its main process, or to one that serves a client, upon which Postgres ends all others and recovers by itself. */
  kill(what: 'postmaster' | 'backend'): Promise<void>;
  isRunning(): boolean;
  /** Starts it again after its main process has ended. */
  reopen(): Promise<void>;
  stop(): Promise<void>;
}

export async function openKillablePostgres(
  place = tmpdir(),
  settings: Record<string, string> = {},
): Promise<KillablePostgres> {
  const directory = await mkdtemp(join(place, 'relay-chaos-'));
  const port = await steadyPort();
  const open = () => openEmbeddedPostgres(join(directory, 'postgres'), { port, settings });
  let isRunning = true;
  const start = async (): Promise<EmbeddedPostgres> => {
    const started = await open();
    isRunning = true;
    void started.exited.then(() => {
      isRunning = false;
    });
    return started;
  };
  let postgres = await start();
  const { url } = postgres;
  const ask = async <Row>(sql: string): Promise<Row[]> => {
    const db = openDatabase({ url, prepared: false });
    return db
      .raw(sql)
      .then(({ rows }) => rows)
      .finally(() => db.destroy());
  };
  const db = openDatabase({ url, prepared: false });
  await migrate(db);
  await db.destroy();
  return {
    url,
    isRunning: () => isRunning,
    kill: async (what) => {
      if (what === 'postmaster') {
        process.kill(postgres.pid, 'SIGKILL');
        await postgres.exited;
        return;
      }
      const [victim] = await ask<{ pid: number }>(`
        select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
        order by state = 'active' desc, random() limit 1`);
      if (victim) process.kill(victim.pid, 'SIGKILL');
      await eventually('Postgres recovers', () => ask('select 1'));
    },
    reopen: async () => {
      postgres = await start();
    },
    stop: async () => {
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A free port that no outgoing connection is given: while whoever has it is away, nobody takes it. */
export async function steadyPort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 18_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}
