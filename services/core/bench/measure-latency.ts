import { openLoop, quantile } from './load.ts';
import { executeLoad, previewLoad } from './loads.ts';
import type { Previews } from './previews.ts';
import type { Figure } from './report.ts';
import type { World } from './world.ts';

const PER_SECOND = 100;

/** How long preview and execute take at a rate that does not wait for them. The provider answers at once, so all of it is ours. */
export async function measureLatency(world: World, previews: Previews, seconds: number): Promise<Figure[]> {
  await previews.forCore(PER_SECOND * seconds);
  const figures: Figure[] = [];
  for (const { what, load, goal } of [
    { what: 'preview', load: previewLoad(world), goal: 20 },
    { what: 'execute', load: executeLoad(world, previews), goal: 50 },
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
