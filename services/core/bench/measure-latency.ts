import { connectAccount, issueExecutes } from './connection.ts';
import { type Load, openLoop, quantile } from './load.ts';
import { chatLoad, executeLoad, previewLoad } from './loads.ts';
import { Previews } from './previews.ts';
import type { Figure } from './report.ts';
import type { World } from './world.ts';

const PER_SECOND = 100;
const THROUGH_PER_SECOND = 50;
const CHATS_PER_SECOND = 20;
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
  ])
    figures.push(await figureOf({ what, load, goal, during, perSecond: PER_SECOND }));
  return [...figures, await measureConnection(world, seconds), ...(await measureChat(world, seconds))];
}

/** How long a sentence waits for the first byte of its answer, and for the whole of it with a preview, from the embedded engine. */
export async function measureChat(world: World, during: number): Promise<Figure[]> {
  const perSecond = CHATS_PER_SECOND;
  const { first, whole } = await openLoop(chatLoad(world), perSecond, during);
  return [
    toFigure({ what: 'the first byte of a chat', perSecond, goal: 50 }, first),
    toFigure({ what: 'the same to the end, with a preview', perSecond, goal: 100 }, whole),
  ];
}

/** How long an execute takes that goes through a connected account, to a provider that takes 50 ms. */
export async function measureConnection(world: World, seconds: number): Promise<Figure> {
  const connectionId = await connectAccount(world);
  const nextExecute = await issueExecutes(world, connectionId, THROUGH_PER_SECOND * seconds);
  return figureOf({
    what: 'execute through a connection with a provider of 50 ms',
    load: executeLoad(world, { nextExecute }),
    goal: 100,
    during: seconds,
    perSecond: THROUGH_PER_SECOND,
  });
}

interface Measure {
  what: string;
  load: Load;
  perSecond: number;
  /** In seconds. */
  during: number;
  /** In milliseconds. */
  goal: number;
}

async function figureOf(measure: Measure): Promise<Figure> {
  const { whole } = await openLoop(measure.load, measure.perSecond, measure.during);
  return toFigure(measure, whole);
}

function toFigure({ what, perSecond, goal }: Omit<Measure, 'load' | 'during'>, latencies: number[]): Figure {
  const p95 = quantile(latencies, 0.95);
  return {
    what: `${what} at ${perSecond} a second, open loop`,
    measured: `P50 ${quantile(latencies, 0.5).toFixed(1)} ms, P95 ${p95.toFixed(1)} ms, of ${latencies.length}`,
    goal: `P95 < ${goal} ms`,
    isOk: p95 < goal,
  };
}
