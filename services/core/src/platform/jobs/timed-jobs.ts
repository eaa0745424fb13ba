import { PgBoss } from 'pg-boss';
import { databaseProblem } from '../db/index.js';
import type { Logger } from '../log.js';
import { StartError } from '../start-error.js';

export interface TimedJob {
  name: string;
  /** When it runs: cron with five fields, in UTC. */
  cron: string;
  run(): Promise<unknown>;
}

export interface TimedJobsOptions {
  databaseUrl: string;
  jobs: TimedJob[];
  log: Logger;
  /** Whether this start may make or change pg-boss's own schema; production leaves that to relay-admin. */
  mayMigrate: boolean;
}

export interface TimedJobs {
  /** Resolves when the jobs that run in this process are done, or after so long, when what still runs is given to the others. */
  stop(withinMs?: number): Promise<void>;
}

const SCHEMA = 'pgboss';
/** A killed worker's job is given to another process after this many seconds. */
const EXPIRES_SECONDS = 300;
const STOPS_WITHIN_MS = 20_000;

/** Runs jobs by the clock, each at one process at a time, whatever the number of processes. */
export async function startTimedJobs({ databaseUrl, jobs, log, mayMigrate }: TimedJobsOptions): Promise<TimedJobs> {
  const boss = bossFor(databaseUrl, mayMigrate);
  let isStopped = false;
  boss.on('error', (err) => {
    // Its connections may outlive it for a moment, and the embedded Postgres, which stops next, ends them.
    if (!isStopped) log.error({ err }, 'the timed jobs have an error');
  });
  await boss.start().catch((cause) => {
    if (databaseProblem(cause)) throw new StartError('The database stopped answering during the start.', { cause });
    if (mayMigrate) throw cause;
    const sentence =
      'The schema of the timed jobs is not the one of this version; run relay-admin migrate, or start the version that migrated last.';
    throw new StartError(sentence, { cause });
  });
  for (const { name, cron, run } of jobs) {
    await boss.createQueue(name, { policy: 'singleton', expireInSeconds: EXPIRES_SECONDS, retryLimit: 2 });
    await boss.schedule(name, cron);
    await boss.work(name, { pollingIntervalSeconds: 10 }, async () => {
      const startedAt = performance.now();
      const result = await run();
      log.info({ job: name, result, durationMs: Math.round(performance.now() - startedAt) }, 'a timed job ran');
    });
  }
  return {
    stop: async (withinMs = STOPS_WITHIN_MS) => {
      await boss.stop({ graceful: true, timeout: withinMs });
      isStopped = true;
    },
  };
}

/** Makes or updates pg-boss's schema: a part of `relay-admin migrate`. */
export async function migrateTimedJobs(databaseUrl: string): Promise<void> {
  const boss = bossFor(databaseUrl, true);
  boss.on('error', () => {}); // what matters is thrown, too
  await boss.start();
  await boss.stop({ graceful: false });
}

const bossFor = (connectionString: string, migrate: boolean) =>
  new PgBoss({ connectionString, schema: SCHEMA, max: 2, migrate, createSchema: migrate, useListenNotify: false });
