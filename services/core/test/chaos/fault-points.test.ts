// Core dies once at each fault point in its source, under racing clients; nothing is lost and nothing runs twice.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cloneDatabase } from '@relay/testing/postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { loadConfig } from '../../src/platform/config.js';
import { SEED } from './chance.js';
import { ask, type ChaosWorld, openChaos } from './chaos-world.js';
import { eventually } from './eventually.js';
import { type Plan, type PlanOptions, runPlan } from './plans.js';
import { report } from './report.js';
import { judge, type Verdict } from './verdict.js';

const source = fileURLToPath(new URL('../../src', import.meta.url));
const points = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .flatMap((name) => [...readFileSync(join(source, name), 'utf8').matchAll(/\bfaultPoint\('([^']+)'\)/g)])
  .map(([, point]) => point!)
  .sort();
/** After so many rounds a point counts as one that is never passed. */
const ROUNDS = 4;

let world: ChaosWorld;
let verdict: Verdict;
const plans: Array<Promise<Plan>> = [];
/** Each life of core is armed with the next point, so that it finds what the last one left behind. */
let left: string[] = [];

beforeAll(async () => {
  const faultPoint = () => left.find((point) => !world.cores[0]!.diedAt.includes(point));
  world = await openChaos({ seed: SEED, databaseUrl: await cloneDatabase(inject('postgresUrl')), faultPoint });
  left = [...points];
  await world.cores[0]!.end('SIGKILL');
  for (const point of points) await dieAt(point);
  verdict = await judge(world, await Promise.all(plans));
  report('fault points', world, verdict);
}, 600_000);
afterAll(() => world.stop());

async function dieAt(point: string): Promise<void> {
  const [core] = world.cores;
  const hasDied = () => core!.diedAt.includes(point);
  for (let round = 1; round <= ROUNDS && !hasDied(); round++) {
    const name = `${point}-${round}`;
    await ask(world, `update audit_chains set checkpoint_at = checkpoint_at - interval '1 minute'`); // the next is due
    const started = startRound(name);
    plans.push(...started);
    let isOver = false;
    void Promise.all(started).finally(() => {
      isOver = true;
    });
    await eventually(`${name} is over`, async () => hasDied() || isOver, 60_000);
    if (hasDied()) return;
    // Nothing came by: perhaps it wants something that a death has left behind.
    plans.push(runPlan(world, `${name}-left`, 'probe', { fates: ['hang-taken'] }));
    await world.provider.reached('probe', `${name}-left`);
    await core!.end('SIGKILL');
  }
  left = left.filter((other) => other !== point);
  if (!hasDied()) await core!.end('SIGKILL'); // the next life is armed with the next point
}

/** One plan for each way through the code. */
function startRound(name: string): Array<Promise<Plan>> {
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

it.each(points)('core can die at %s', (point) => {
  expect(world.cores[0]!.diedAt).toContain(point);
});

it('loses nothing and repeats nothing', () => {
  expect(verdict.problems).toEqual([]);
});

it('cannot be told to die in production', () => {
  expect(() => loadConfig({ NODE_ENV: 'production', RELAY_FAULT_POINT: points[0] })).toThrow('RELAY_FAULT_POINT');
});
