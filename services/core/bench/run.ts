// `pnpm bench`: what an execute costs, as ratios and medians within one run. Node 24, Linux, a built core, pgbench.
import { parseArgs } from 'node:util';
import { measureExecute } from './measure-execute.ts';
import { measureLatency } from './measure-latency.ts';
import { measureOverhead } from './measure-overhead.ts';
import { measureStart } from './measure-start.ts';
import { findPgbench } from './pgbench.ts';
import { Previews } from './previews.ts';
import { type Figure, report } from './report.ts';
import { openWorld } from './world.ts';

const flag = { type: 'boolean', default: false } as const;
const { values } = parseArgs({ options: { quick: flag, long: flag } });
const plan = values.quick
  ? { rounds: 5, seconds: 1, overheadSeconds: 0.5, latencySeconds: 3, executeSeconds: 3, memoryAfter: 2_000 }
  : {
      rounds: 7,
      seconds: 4,
      overheadSeconds: 2,
      latencySeconds: 20,
      executeSeconds: values.long ? 600 : 20,
      memoryAfter: 10_000,
    };

async function bench(): Promise<string> {
  const pgbench = findPgbench();
  const world = await openWorld();
  try {
    const { rounds, seconds, overheadSeconds, latencySeconds, executeSeconds, memoryAfter } = plan;
    const previews = await Previews.open(world);
    const figures: Figure[] = [];
    const step = (what: string) => console.error(`${what} …`);
    step('Executes, in turns with pgbench');
    figures.push(...(await measureExecute(world, previews, { pgbench, rounds, seconds, memoryAfter })));
    step('Requests without SQL, in turns with bare express');
    figures.push(await measureOverhead(world, { rounds, seconds: overheadSeconds }));
    step('Previews and executes at a fixed rate');
    figures.push(...(await measureLatency(world, previews, { seconds: latencySeconds, executeSeconds })));
    step('Starts');
    figures.push(...(await measureStart(world)));
    const { rows } = await world.sql.query('show server_version');
    return report(figures, { postgres: rows[0].server_version });
  } finally {
    await world.close();
  }
}

bench().then(console.log, (error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
