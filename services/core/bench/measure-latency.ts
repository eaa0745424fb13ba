import { openLoop, quantile } from './load.ts';
import { executeLoad, previewLoad } from './loads.ts';
import { Previews } from './previews.ts';
import type { Figure } from './report.ts';
import type { World } from './world.ts';

const PER_SECOND = 100;
/** The number of the first preview for the slow provider: far from the others. */
const SLOW_FROM = 1_000_000_000;

/** How long preview and execute take at a rate that does not wait for them. A provider that answers at once leaves all of it to us. */
export async function measureLatency(world: World, previews: Previews, seconds: number): Promise<Figure[]> {
  const slow = await Previews.open({ ...world, receiverUrl: world.receiverUrl.replace('/hook', '/slow') }, SLOW_FROM);
  for (const stock of [previews, slow]) await stock.forCore(PER_SECOND * seconds);
  const figures: Figure[] = [];
  for (const { what, load, goal } of [
    { what: 'preview', load: previewLoad(world), goal: 20 },
    { what: 'execute', load: executeLoad(world, previews), goal: 50 },
    { what: 'execute with a provider of 300 to 800 ms', load: executeLoad(world, slow), goal: 1_200 },
  ]) {
    const latencies = await openLoop(load, PER_SECOND, seconds);
    const p95 = quantile(latencies, 0.95);
    figures.push({
      what: `${what} at ${PER_SECOND} a second, open loop`,
      measured: `P50 ${quantile(latencies, 0.5).toFixed(1)} ms, P95 ${p95.toFixed(1)} ms, of ${latencies.length}`,
      goal: `P95 < ${goal} ms`,
      isOk: p95 < goal,
    });
  }
  return figures;
}
