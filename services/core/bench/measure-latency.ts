import { openLoop, quantile } from './load.ts';
import { executeLoad, previewLoad } from './loads.ts';
import { Previews } from './previews.ts';
import type { Figure } from './report.ts';
import type { World } from './world.ts';

const PER_SECOND = 100;
/** The number of the first preview for the slow provider: far from the others. */
const SLOW_FROM = 1_000_000_000;

interface LatencyOptions {
  seconds: number;
  /** Of executes at a provider that answers at once: the figure that a long run is for. */
  executeSeconds: number;
}

/**
 * How long preview and execute take at a rate that does not wait for them. A provider that answers at once leaves all of it to us. A
 * reply that is not a success ends the benchmark.
 */
export async function measureLatency(
  world: World,
  previews: Previews,
  { seconds, executeSeconds }: LatencyOptions,
): Promise<Figure[]> {
  const slow = await Previews.open({ ...world, receiverUrl: world.receiverUrl.replace('/hook', '/slow') }, SLOW_FROM);
  await previews.forCore(PER_SECOND * executeSeconds);
  await slow.forCore(PER_SECOND * seconds);
  const figures: Figure[] = [];
  for (const { what, load, goal, during } of [
    { what: 'preview', load: previewLoad(world), goal: 20, during: seconds },
    { what: 'execute', load: executeLoad(world, previews), goal: 50, during: executeSeconds },
    { what: 'execute with a provider of 300 to 800 ms', load: executeLoad(world, slow), goal: 1_200, during: seconds },
  ]) {
    const latencies = await openLoop(load, PER_SECOND, during);
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
