import { expect, it, vi } from 'vitest';
import { AbortError, TimeoutError } from '../src/index.js';
import { timing } from '../src/transport/timing.js';
import { hang, json } from './support/replies.js';
import { failureOf, useFaultServer } from './support/setup.js';

const fault = useFaultServer();
const running = json({ id: 'exe_1', status: 'running' });

it('says how long it has waited in vain', async () => {
  let now = 0;
  vi.spyOn(timing, 'now').mockImplementation(() => now);
  vi.spyOn(timing, 'sleep').mockImplementation(async (milliseconds) => {
    now += milliseconds;
  });
  fault.script(running, running, running, running);
  const error = await failureOf(fault.client().executions.wait('exe_1', { timeout: 10_000, pollInterval: 3_000 }));
  expect([error, error.message]).toEqual([expect.any(TimeoutError), 'exe_1 still runs after 10000 ms.']);
});

it('ends a wait with its signal, in the middle of a pause', async () => {
  const controller = new AbortController();
  const { sleep } = timing;
  vi.spyOn(timing, 'sleep').mockImplementation((...given) => {
    queueMicrotask(() => controller.abort());
    return sleep(...given);
  });
  fault.script(running);
  const waiting = fault.client().executions.wait('exe_1', { signal: controller.signal, pollInterval: 30_000 });
  expect(await failureOf(waiting)).toBeInstanceOf(AbortError);
});

it('ends a wait with its signal, while it looks', async () => {
  const controller = new AbortController();
  const run = fault.script(hang);
  const waiting = fault.client().executions.wait('exe_1', { signal: controller.signal });
  await run.waitFor((received) => received.length === 1);
  controller.abort();
  expect(await failureOf(waiting)).toBeInstanceOf(AbortError);
});

it('refuses what is no id', async () => {
  expect(await failureOf(fault.client().executions.wait('..'))).toMatchObject({
    message: expect.stringContaining('must be an id'),
  });
});
