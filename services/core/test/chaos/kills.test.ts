// Core is killed at random, and Postgres is, under racing clients. RELAY_CHAOS_EXECUTIONS makes it long: pnpm test:chaos.
import { type CallOptions, createClient } from '@relay/testing';
import { cloneDatabase } from '@relay/testing/postgres';
import { afterAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { isLong, SEED } from './chance.js';
import { ask, type ChaosOptions, type ChaosWorld, openChaos } from './chaos-world.js';
import { eventually } from './eventually.js';
import { type KillablePostgres, openKillablePostgres } from './killable-postgres.js';
import { report, reportAll } from './report.js';
import { type Blow, storm } from './storm.js';
import { judge, type Verdict } from './verdict.js';

/** Of each storm: six long ones, or two short ones. */
const EXECUTIONS = isLong ? Math.ceil(Number(process.env.RELAY_CHAOS_EXECUTIONS) / 6) : 100;
const BLOWS = isLong ? Math.ceil(EXECUTIONS / 50) : 3;
const TIME_LIMIT_MS = 60_000 + EXECUTIONS * 1_000;

const verdicts: Verdict[] = [];
afterAll(() => reportAll(verdicts));

async function open(options: Omit<ChaosOptions, 'seed'>): Promise<ChaosWorld> {
  const world = await openChaos({ ...options, seed: SEED });
  onTestFinished(() => world.stop());
  return world;
}

async function openPostgres(): Promise<KillablePostgres> {
  const postgres = await openKillablePostgres();
  onTestFinished(() => postgres.stop());
  return postgres;
}

async function survives(title: string, world: ChaosWorld, blow: Blow): Promise<void> {
  const plans = await storm(world, { executions: EXECUTIONS, blows: Array<Blow>(BLOWS).fill(blow) });
  const verdict = await judge(world, plans);
  report(title, world, verdict);
  verdicts.push(verdict);
  expect(verdict.problems).toEqual([]);
}

const killCore =
  ({ cores }: ChaosWorld): Blow =>
  (index) =>
    cores[index % cores.length]!.end('SIGKILL');

const killPostgres =
  (world: ChaosWorld, postgres: KillablePostgres): Blow =>
  async (index) => {
    if (index % 2 === 1) return postgres.kill('backend');
    await postgres.kill('postmaster');
    if (index === 0) await expectUnavailable(world);
    await postgres.reopen();
  };

/** A pause of the machine, longer than a lease: the other core settles what the frozen one had begun, and then that one goes on. */
const freezeCore =
  (world: ChaosWorld): Blow =>
  async (index) => {
    const pid = world.cores[index % world.cores.length]!.pid();
    process.kill(pid, 'SIGSTOP');
    const [{ now } = { now: '' }] = await ask<{ now: string }>(world, 'select now()::text as now');
    await eventually('what the frozen core ran is settled', async () => {
      const running = `select 1 from executions where status = 'running' and started_at < ?`;
      return (await ask(world, running, [now])).length === 0;
    });
    process.kill(pid, 'SIGCONT');
  };

const setClock =
  ({ cores }: ChaosWorld): Blow =>
  async (index) =>
    void process.kill(cores[index % cores.length]!.pid(), 'SIGUSR2');

async function expectUnavailable({ cores: [core], key }: ChaosWorld): Promise<void> {
  const call = createClient(core!.url);
  expect(await call('executions.list', { key } satisfies CallOptions<'executions.list'>)).toMatchObject({
    status: 503,
    body: { code: 'database_unavailable' },
  });
  expect([(await call('system.health')).status, (await call('system.ready')).status]).toEqual([200, 503]);
}

/** What is too long for `test` is not there in it at all: nothing is skipped. */
const inLongRuns = (name: string, work: () => Promise<void>, limit: number) => {
  if (isLong) it(name, work, limit);
};

describe('one effect for each execution, and every answer holds', () => {
  inLongRuns(
    'while core is killed',
    async () => {
      const world = await open({ databaseUrl: await cloneDatabase(inject('postgresUrl')) });
      await survives('core killed', world, killCore(world));
    },
    TIME_LIMIT_MS,
  );

  it(
    'while two cores on one database are killed',
    async () => {
      const world = await open({ databaseUrl: await cloneDatabase(inject('postgresUrl')), cores: 2 });
      await survives('two cores killed', world, killCore(world));
    },
    TIME_LIMIT_MS,
  );

  inLongRuns(
    'while two cores on one database are frozen in turn',
    async () => {
      const world = await open({ databaseUrl: await cloneDatabase(inject('postgresUrl')), cores: 2 });
      await survives('two cores frozen', world, freezeCore(world));
    },
    TIME_LIMIT_MS,
  );

  inLongRuns(
    'while the wall clocks of two cores on one database are set',
    async () => {
      const environment = { NODE_OPTIONS: `--import=${new URL('clock-by-signal.ts', import.meta.url).href}` };
      const databaseUrl = await cloneDatabase(inject('postgresUrl'));
      const world = await open({ databaseUrl, cores: 2, environment });
      await survives('clocks set', world, setClock(world));
    },
    TIME_LIMIT_MS,
  );

  it(
    'while Postgres is killed, and core lives through it',
    async () => {
      const postgres = await openPostgres();
      const world = await open({ databaseUrl: postgres.url });
      const pid = world.cores[0]!.pid();
      await survives('Postgres killed', world, killPostgres(world, postgres));
      expect(world.cores[0]!.pid()).toBe(pid);
    },
    TIME_LIMIT_MS,
  );

  inLongRuns(
    'while Postgres and two cores on it are killed',
    async () => {
      const postgres = await openPostgres();
      const world = await open({ databaseUrl: postgres.url, cores: 2 });
      const [core, database] = [killCore(world), killPostgres(world, postgres)];
      await survives('all killed', world, (index) => (index % 2 === 0 ? core(index / 2) : database((index + 1) / 2)));
    },
    TIME_LIMIT_MS,
  );
});
