import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryOf } from './cpu.ts';
import { type Figure, median } from './report.ts';
import { coreReady, ended, type World } from './world.ts';

const STARTS = 5;

/** From the start of the process to `Relay is ready`: with an embedded Postgres that is there already, and beside one that runs. */
export async function measureStart(world: World): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'relay-start-'));
  try {
    await start({ RELAY_DATA_DIR: directory }); // the first one makes the database
    const whole = await medianStart({ RELAY_DATA_DIR: directory });
    const alone = await medianStart(world.environment);
    return [
      {
        what: 'cold start, embedded Postgres included',
        measured: `${whole.seconds.toFixed(2)} s`,
        goal: '<= 5 s',
        isOk: whole.seconds <= 5,
      },
      {
        what: 'cold start of core alone, and its memory (RSS) then',
        measured: `${alone.seconds.toFixed(2)} s, ${alone.megabytes.toFixed(0)} MB`,
        goal: '<= 1.5 s',
        isOk: alone.seconds <= 1.5,
      },
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function medianStart(env: Record<string, string>) {
  const starts = [];
  for (let count = 0; count < STARTS; count++) starts.push(await start(env));
  return {
    seconds: median(starts.map(({ seconds }) => seconds)),
    megabytes: median(starts.map(({ megabytes }) => megabytes)),
  };
}

async function start(env: Record<string, string>) {
  const from = performance.now();
  const core = await coreReady(env);
  const seconds = (performance.now() - from) / 1000;
  const megabytes = memoryOf(core.pid!);
  await ended(core);
  return { seconds, megabytes };
}
