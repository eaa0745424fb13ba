// `node bench/audit-chainer.ts`: what chaining costs the executes that it runs beside, in turns with executes whose events stay unchained
// because the benchmark holds the chain's head. A minute.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { cpuOf, cpuOfFamily } from './cpu.ts';
import { closedLoop } from './load.ts';
import { executeLoad } from './loads.ts';
import { Previews } from './previews.ts';
import { median, range } from './report.ts';
import { openWorld, type World } from './world.ts';

const ROUNDS = 8;
const SECONDS = 3;
const CONNECTIONS = 10;

interface Run {
  perSecond: number;
  /** Milliseconds of CPU for each execute, of core and Postgres together. */
  cpuMs: number;
}

async function pendingEvents({ sql }: World): Promise<number> {
  return Number((await sql.query('select count(*) from audit_events where not chained')).rows[0].count);
}

async function run(world: World, load: ReturnType<typeof executeLoad>): Promise<Run> {
  const cpu = () => cpuOf(world.core.pid) + cpuOfFamily(world.postgres.pid);
  const before = cpu();
  const { perSecond, calls } = await closedLoop(load, CONNECTIONS, SECONDS);
  return { perSecond, cpuMs: ((cpu() - before) * 1000) / calls };
}

async function bench(): Promise<string> {
  const world = await openWorld();
  const holder = new pg.Client(world.postgres.url);
  try {
    await holder.connect();
    const previews = await Previews.open(world);
    await previews.forCore(2_000 * ROUNDS * SECONDS * 2);
    const load = executeLoad(world, previews);
    await run(world, load);
    const [chaining, holding]: [Run[], Run[]] = [[], []];
    const pending: number[] = [];
    const turns = [
      async () => {
        chaining.push(await run(world, load));
        pending.push(await pendingEvents(world));
      },
      async () => {
        await holder.query('begin; select 1 from audit_chains for update');
        holding.push(await run(world, load));
        await holder.query('rollback');
        while ((await pendingEvents(world)) > 0) await pause(100);
      },
    ];
    for (let round = 0; round < ROUNDS; round++)
      for (const turn of round % 2 ? turns : turns.toReversed()) await turn();
    const ratios = chaining.map(({ perSecond }, round) => perSecond / holding[round]!.perSecond);
    const cpu = [holding, chaining].map((runs) => median(runs.map(({ cpuMs }) => cpuMs)).toFixed(2));
    return [
      `executes a second with chaining, against without: ${median(ratios).toFixed(2)} (${range(ratios, 2)})`,
      `CPU for each: ${cpu[0]} ms without, ${cpu[1]} ms with`,
      `events without a place at the end of a round: ${median(pending)} (${range(pending, 0)})`,
    ].join('\n');
  } finally {
    await holder.end();
    await world.close();
  }
}

bench().then(console.log, (error: Error) => {
  console.error(error);
  process.exitCode = 1;
});
