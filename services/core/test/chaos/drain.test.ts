// SIGTERM under load: behind a balancer that asks /readyz, as every operator has one, no request fails.
import { cloneDatabase } from '@relay/testing/postgres';
import { expect, inject, it, onTestFinished } from 'vitest';
import { startBalancer } from './balancer.js';
import { SEED } from './chance.js';
import { openChaos } from './chaos-world.js';
import { report } from './report.js';
import { storm } from './storm.js';
import { judge } from './verdict.js';

it('replaces two cores, one after the other, and no client notices', async () => {
  const databaseUrl = await cloneDatabase(inject('postgresUrl'));
  const world = await openChaos({ seed: SEED, databaseUrl, cores: 2, drainSeconds: 1 });
  onTestFinished(() => world.stop());
  const balancer = startBalancer(world);
  const blows = world.cores.map((core) => async () => {
    const pid = core.pid();
    await core.end('SIGTERM');
    await core.ready();
    await balancer.sees(core.url);
    expect(core.pid()).not.toBe(pid);
  });
  const plans = await storm(world, { executions: 60, atOnce: 4, blows });
  const verdict = await judge(world, plans);
  await balancer.stop();
  report('drained', world, verdict);
  expect(verdict.problems).toEqual([]);
  const good = ['2xx', '409 idempotency_in_flight'];
  expect([...world.client.answers.keys()].filter((answer) => !good.includes(answer))).toEqual([]);
}, 90_000);
