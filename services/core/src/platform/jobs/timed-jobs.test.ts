import { cloneDatabase } from '@relay/testing/postgres';
import { beforeAll, expect, inject, it } from 'vitest';
import { openDatabase } from '../db/index.js';
import { createLogger } from '../log.js';
import { migrateTimedJobs, startTimedJobs } from './index.js';

const log = createLogger('silent');
let databaseUrl: string;
beforeAll(async () => {
  databaseUrl = await cloneDatabase(inject('postgresUrl'));
});

it('does not make a schema unless it may', async () => {
  await expect(startTimedJobs({ databaseUrl, jobs: [], log, mayMigrate: false })).rejects.toThrow();
});

it('runs a job once for two processes', async () => {
  await migrateTimedJobs(databaseUrl);
  await migrateTimedJobs(databaseUrl);
  let runs = 0;
  const ran = Promise.withResolvers<void>();
  const job = {
    name: 'count',
    cron: '0 0 1 1 *',
    run: async () => {
      runs++;
      ran.resolve();
    },
  };
  const processes = await Promise.all(
    [1, 2].map(() => startTimedJobs({ databaseUrl, jobs: [job], log, mayMigrate: false })),
  );
  const db = openDatabase({ url: databaseUrl, prepared: false });
  const [schedule] = (await db.raw('select name, cron from pgboss.schedule')).rows;
  expect(schedule).toEqual({ name: 'count', cron: job.cron });
  await db.raw(`insert into pgboss.job (name, data) values ('count', '{}')`); // as the clock would
  await ran.promise;
  await Promise.all(processes.map((process) => process.stop()));
  expect(runs).toBe(1);
  await db.destroy();
}, 40_000);
