// A row of lives of one core, each armed with the next fault point, so that it finds what the last one left behind.
import { ask, type ChaosWorld, openChaos } from './chaos-world.js';
import { eventually } from './eventually.js';
import { tell } from './evidence.js';
import { type Plan, type PlanOptions, runPlan, runRead } from './plans.js';
import { report } from './report.js';
import { judge } from './verdict.js';

/** After so many rounds a point counts as one that is never passed. */
const ROUNDS = 4;

export interface Deaths {
  /** The points at which core has died. */
  diedAt: string[];
  problems: string[];
}

/** Lets core die at each of the points, under racing clients, and judges what came out of it all. */
export async function dieAtEach(points: string[], seed: number, databaseUrl: string): Promise<Deaths> {
  /** None while the world is being made. */
  let left: string[] = [];
  const faultPoint = () => left.find((point) => !world.cores[0]!.diedAt.includes(point));
  const world = await openChaos({ seed, databaseUrl, faultPoint });
  const core = world.cores[0]!;
  const plans: Array<Promise<Plan>> = [];
  const reads: Array<Promise<void>> = [];

  /** What the dead one held is free only when its leases end: lets that time pass at once. */
  const endLeases = async () =>
    void (await ask(
      world,
      `update executions set lease_expires_at = now() where status = 'running' and started_at < ?`,
      [core.killedAt().toISOString()],
    ));

  async function dieAt(point: string): Promise<void> {
    const hasDied = () => core.diedAt.includes(point);
    for (let round = 1; round <= ROUNDS; round++) {
      const name = `${point}-${round}`;
      await ask(world, `update audit_chains set checkpoint_at = checkpoint_at - interval '1 minute'`); // the next is due
      await ask(world, `update webhook_endpoints set status = 'enabled', disabled_reason = null`); // one of them answers 410
      const started = startRound(world, name);
      plans.push(...started);
      const read = runRead(world, name);
      reads.push(read);
      const over = Promise.all([...started, read]).then(() => true);
      await eventually(`${name} is over`, async () => hasDied() || Promise.race([over, false]), 60_000);
      if (hasDied()) return endLeases();
      // Nothing came by: perhaps it wants something that a death has left behind.
      plans.push(runPlan(world, `${name}-left`, 'probe', { fates: ['hang-taken'] }));
      await world.provider.reached('probe', `${name}-left`);
      await core.end('SIGKILL');
      await endLeases();
    }
    left = left.filter((other) => other !== point);
    await core.end('SIGKILL'); // the next life is armed with the next point
  }

  try {
    left = [...points];
    await core.end('SIGKILL');
    for (const point of points) await dieAt(point);
    await Promise.all(reads);
    const verdict = await judge(world, await Promise.all(plans));
    report('fault points', world, verdict);
    return { diedAt: core.diedAt, problems: verdict.problems };
  } catch (error) {
    await tell(world, [], [String(error)]);
    throw error;
  } finally {
    await world.stop();
  }
}

/** One plan for each way through the code. */
function startRound(world: ChaosWorld, name: string): Array<Promise<Plan>> {
  const run = (kind: string, effectClass: Plan['effectClass'], options: PlanOptions) =>
    runPlan(world, `${name}-${kind}`, effectClass, options);
  return [
    run('edited', 'at-most-once', { isEdited: true }),
    run('lost', 'at-most-once', { fates: ['drop-taken'] }),
    run('stale', 'natural', { hasStaleKey: true }),
    run('repeated', 'provider-key', { fates: ['drop-taken', 'take'] }),
    run('found', 'probe', { fates: ['drop-taken'] }),
    run('not-found', 'probe', { fates: ['drop-untaken', 'take'] }),
  ];
}
