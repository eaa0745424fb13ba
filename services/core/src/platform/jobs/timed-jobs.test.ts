import { Writable } from 'node:stream';
import { cloneDatabase } from '@relay/testing/postgres';
import { PgBoss } from 'pg-boss';
import { beforeAll, expect, inject, it, vi } from 'vitest';
import { openDatabase } from '../db/index.js';
import { createLogger } from '../log.js';
import { migrateTimedJobs, startTimedJobs } from './index.js';

const log = createLogger('silent');
let databaseUrl: string;
beforeAll(async () => {
  databaseUrl = await cloneDatabase(inject('postgresUrl'));
});

it('does not make a schema unless it may, and does not start on that of a newer version', async () => {
  const start = () => startTimedJobs({ databaseUrl, jobs: [], log, mayMigrate: false });
  const sentence = 'The schema of the timed jobs is not the one of this version';
  await expect(start()).rejects.toThrow(sentence);
  await migrateTimedJobs(databaseUrl);
  const db = openDatabase({ url: databaseUrl, prepared: false });
  await db.raw('update pgboss.version set version = version + 1');
  await expect(start()).rejects.toThrow(sentence);
  await db.raw('update pgboss.version set version = version - 1');
  await db.destroy();
});

it('says when the database goes away during the start', async () => {
  const url = new URL(databaseUrl);
  url.port = '1';
  const starting = startTimedJobs({ databaseUrl: url.href, jobs: [], log, mayMigrate: false });
  await expect(starting).rejects.toThrow('The database stopped answering during the start.');
});

it('tells errors until they are stopped, and none of the connections that are ended then', async () => {
  await migrateTimedJobs(databaseUrl);
  const on = vi.spyOn(PgBoss.prototype, 'on');
  const told: string[] = [];
  const telling = createLogger('error', new Writable({ write: (line, _, done) => done(void told.push(String(line))) }));
  const jobs = await startTimedJobs({ databaseUrl, jobs: [], log: telling, mayMigrate: false });
  const [, hear] = on.mock.calls.find(([event]) => event === 'error') as unknown as [string, (error: Error) => void];
  on.mockRestore();
  hear(new Error('while they run'));
  await jobs.stop();
  hear(new Error('terminating connection due to administrator command'));
  expect(told).toEqual([expect.stringContaining('while they run')]);
});

it('gives a job that still runs when its process is stopped to another one', async () => {
  await migrateTimedJobs(databaseUrl);
  const start = (run: () => Promise<unknown>) =>
    startTimedJobs({ databaseUrl, jobs: [{ name: 'interrupted', cron: '0 0 1 1 *', run }], log, mayMigrate: false });
  const db = openDatabase({ url: databaseUrl, prepared: false });
  await (await start(async () => {})).stop(); // the queue is there now
  await db.raw(`insert into pgboss.job (name, data) values ('interrupted', '{}')`);
  const [began, finish, ranElsewhere] = [1, 2, 3].map(() => Promise.withResolvers<void>());
  const stopping = await start(() => {
    began!.resolve();
    return finish!.promise;
  });
  await began!.promise;
  await stopping.stop(1_000);
  const other = await start(async () => ranElsewhere!.resolve());
  await ranElsewhere!.promise;
  await other.stop();
  finish!.resolve();
  const { rows } = await db.raw(`select state, retry_count from pgboss.job where name = 'interrupted'`);
  expect(rows).toEqual([{ state: 'completed', retry_count: 1 }]);
  await db.destroy();
}, 40_000);

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
  const [schedule] = (await db.raw("select name, cron from pgboss.schedule where name = 'count'")).rows;
  expect(schedule).toEqual({ name: 'count', cron: job.cron });
  await db.raw(`insert into pgboss.job (name, data) values ('count', '{}')`); // as the clock would
  await ran.promise;
  await Promise.all(processes.map((process) => process.stop()));
  expect(runs).toBe(1);
  await db.destroy();
}, 40_000);
