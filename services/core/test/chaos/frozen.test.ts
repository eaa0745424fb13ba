// A process that is stopped for longer than its lease (a paused machine, a swapping one) wakes up when another has told the outcome.
import { cloneDatabase } from '@relay/testing/postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { isLong, SEED } from './chance.js';
import { ask, type ChaosWorld, openChaos } from './chaos-world.js';
import { eventually } from './eventually.js';
import { type Plan, runPlan } from './plans.js';
import type { Fate } from './provider.js';
import { judge } from './verdict.js';

let world: ChaosWorld;
let frozenAt: string | undefined;
const plans: Plan[] = [];

beforeAll(async () => {
  const faultPoint = () => frozenAt && `${frozenAt}:1:SIGSTOP`;
  world = await openChaos({
    seed: SEED,
    databaseUrl: await cloneDatabase(inject('postgresUrl')),
    cores: 2,
    faultPoint,
  });
}, 60_000);
afterAll(() => world.stop());

const cases: Array<[point: string, fates: Fate[], outcome: string]> = [
  ['execute.after-claim', ['take'], 'failed'],
  ['outbound.after-connect', ['take'], 'failed'],
  ['send.before-repeat', ['drop-untaken', 'take'], 'failed'],
  ['execute.before-settle', ['take'], 'succeeded'],
];

it.each(cases.slice(0, isLong ? 4 : 2))(
  'stays silent when it was frozen at %s',
  async (point, fates, outcome) => {
    const [frozen, other] = world.cores;
    frozenAt = point;
    await frozen!.end('SIGKILL');
    await frozen!.ready();
    world.client.urls = [frozen!.url];
    const running = runPlan(world, point, 'probe', { fates, isEdited: false });
    const status = await eventually('the other core has settled it', async () => {
      const [row] = await ask<{ status: string }>(
        world,
        `select e.status from executions e join previews p on p.execution_id = e.id
        where e.status <> 'running' and p.request ->> 'url' like '%/' || ? || '/%'`,
        [point],
      );
      return row?.status ?? false;
    });
    process.kill(frozen!.pid(), 'SIGCONT');
    plans.push(await running);
    expect(status).toBe(outcome);
    world.client.urls = [frozen!.url, other!.url];
    expect((await judge(world, plans)).problems).toEqual([]);
  },
  60_000,
);
