import { setTimeout as pause } from 'node:timers/promises';
import { cpuOf, cpuOfFamily, memoryOf } from './cpu.ts';
import { closedLoop, type Load } from './load.ts';
import { executeLoad } from './loads.ts';
import { preparePgbench } from './pgbench.ts';
import type { Previews } from './previews.ts';
import { type Figure, median, range } from './report.ts';
import type { World } from './world.ts';

const CONNECTIONS = 10;
const WARM_UP = { seconds: 2, mostExecutes: 10_000, mostPairs: 40_000 };

export interface ExecuteOptions {
  pgbench: string;
  rounds: number;
  seconds: number;
  /** How many executes core has served when its memory is read. */
  memoryAfter: number;
}

interface Run {
  calls: number;
  perSecond: number;
  /** Milliseconds of CPU for each execute. */
  coreMs: number;
  postgresMs: number;
}

/** Execute as fast as ten connections go, in turns with pgbench: the ratio holds on any machine, the rates do not. */
export async function measureExecute(world: World, previews: Previews, options: ExecuteOptions): Promise<Figure[]> {
  const { rounds, seconds } = options;
  const pgbench = await preparePgbench(world, options.pgbench);
  const load = executeLoad(world, previews);

  // The first round warms up, and tells how many previews the others need.
  await previews.forCore(WARM_UP.mostExecutes);
  const most = WARM_UP.mostPairs;
  const first = await previews.forPgbench(most);
  const warm = {
    core: await run(world, load, WARM_UP.seconds),
    floor: await alone(world, () => pgbench({ first, count: most, seconds: WARM_UP.seconds })),
  };
  await previews.forCore(2 * Math.ceil(warm.core.perSecond * seconds * rounds));
  const count = 3 * Math.ceil(warm.floor * seconds);
  const firsts: number[] = [];
  for (let round = 0; round < rounds; round++) firsts.push(await previews.forPgbench(count));
  await world.sql.query('vacuum analyze');
  await world.sql.query('checkpoint');

  let served = warm.core.calls;
  let memory: Figure | undefined;
  const serve = async (seconds: number) => {
    const result = await run(world, load, seconds);
    served += result.calls;
    if (served >= options.memoryAfter) memory ??= memoryFigure(memoryOf(world.core.pid), served);
    return result;
  };
  const runs: Run[] = [];
  const floors: number[] = [];
  for (const [round, first] of firsts.entries()) {
    const core = async () => void runs.push(await serve(seconds));
    const floor = async () => void floors.push(await alone(world, () => pgbench({ first, count, seconds })));
    for (const turn of round % 2 === 0 ? [core, floor] : [floor, core]) await turn();
  }

  while (!memory) {
    await previews.forCore(WARM_UP.mostExecutes);
    await serve(1);
  }
  return [...figuresOf(runs, floors), memory];
}

/** Runs pgbench while core stands still, then lets core chain the events that pgbench left: neither pays for the other's. */
async function alone(world: World, pgbench: () => Promise<number>): Promise<number> {
  process.kill(world.core.pid, 'SIGSTOP');
  const perSecond = await pgbench().finally(() => process.kill(world.core.pid, 'SIGCONT'));
  for (let pending = true; pending; await pause(100)) {
    const { rows } = await world.sql.query('select exists (select from audit_events where not chained) as pending');
    ({ pending } = rows[0]);
  }
  return perSecond;
}

async function run(world: World, load: Load, seconds: number): Promise<Run> {
  const [core, postgres] = [() => cpuOf(world.core.pid), () => cpuOfFamily(world.postgres.pid)];
  const before = { core: core(), postgres: postgres() };
  const { calls, perSecond } = await closedLoop(load, CONNECTIONS, seconds);
  const each = (used: number) => (used * 1000) / calls;
  return { calls, perSecond, coreMs: each(core() - before.core), postgresMs: each(postgres() - before.postgres) };
}

function figuresOf(runs: Run[], floors: number[]): Figure[] {
  const rates = runs.map(({ perSecond }) => perSecond);
  const ratios = rates.map((rate, round) => rate / floors[round]!);
  const cpu = runs.map(({ coreMs, postgresMs }) => coreMs + postgresMs);
  const parts = [median(runs.map(({ coreMs }) => coreMs)), median(runs.map(({ postgresMs }) => postgresMs))];
  return [
    {
      what: 'execute against pgbench of the same two transactions',
      measured: `${median(ratios).toFixed(2)} (${range(ratios, 2)}): ${median(rates).toFixed(0)} and ${median(floors).toFixed(0)} a second`,
      goal: '>= 0.25',
      isOk: median(ratios) >= 0.25,
    },
    {
      what: 'CPU per execute',
      measured: `${median(cpu).toFixed(2)} ms (${range(cpu, 2)}): core ${parts[0]!.toFixed(2)}, Postgres ${parts[1]!.toFixed(2)}`,
      goal: '<= 3 ms',
      isOk: median(cpu) <= 3,
    },
  ];
}

const memoryFigure = (megabytes: number, served: number): Figure => ({
  what: `memory of core (RSS) after ${served.toLocaleString('en')} executes`,
  measured: `${megabytes.toFixed(0)} MB`,
  goal: '<= 180 MB',
  isOk: megabytes <= 180,
});
