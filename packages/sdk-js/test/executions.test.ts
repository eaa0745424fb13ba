import { expect, it, vi } from 'vitest';
import { AbortError, NotFoundError, TimeoutError } from '../src/index.js';
import { timing } from '../src/transport/timing.js';
import { hang, json, problem } from './support/fault-server.js';
import { failureOf, recordPauses, useFaultServer } from './support/setup.js';

const fault = useFaultServer();
const execution = (status: string) => json({ id: 'exe_1', status });

it.each(['succeeded', 'failed', 'outcome_unknown', 'a_status_of_tomorrow'])(
  'waits until an execution is %s',
  async (status) => {
    const pauses = recordPauses();
    fault.server.script(execution('running'), execution('running'), execution(status));
    expect(await fault.client().executions.wait('exe_1')).toEqual({ id: 'exe_1', status });
    expect(pauses).toEqual([1_000, 1_000]);
    expect(fault.server.received.map(({ url }) => url)).toEqual(Array(3).fill('/api/executions/exe_1'));
  },
);

it('returns at once what is settled already', async () => {
  const pauses = recordPauses();
  fault.server.script(execution('succeeded'));
  await fault.client().executions.wait('exe_1', { timeout: 5_000, pollInterval: 10_000 });
  expect(pauses).toEqual([]);
});

it('gives up after its timeout', async () => {
  let now = 0;
  vi.spyOn(timing, 'now').mockImplementation(() => now);
  vi.spyOn(timing, 'sleep').mockImplementation(async (milliseconds) => {
    now += milliseconds;
  });
  fault.server.script(...Array<ReturnType<typeof execution>>(4).fill(execution('running')));
  const error = await failureOf(fault.client().executions.wait('exe_1', { timeout: 10_000, pollInterval: 3_000 }));
  expect([error, error.message]).toEqual([expect.any(TimeoutError), 'exe_1 still runs after 10000 ms.']);
  expect(fault.server.received).toHaveLength(4);
});

it('gives up on a server that says nothing, too', async () => {
  fault.server.script(hang);
  expect(await failureOf(fault.client().executions.wait('exe_1', { timeout: 500 }))).toBeInstanceOf(TimeoutError);
});

it('ends with its signal', async () => {
  const controller = new AbortController();
  fault.server.script((response, request) => {
    execution('running')(response, request);
    setTimeout(() => controller.abort(), 20);
  });
  const waiting = fault.client().executions.wait('exe_1', { signal: controller.signal });
  expect(await failureOf(waiting)).toBeInstanceOf(AbortError);
});

it('throws what reading throws', async () => {
  fault.server.script(problem(404, 'execution_not_found'));
  expect(await failureOf(fault.client().executions.wait('exe_1'))).toBeInstanceOf(NotFoundError);
  expect(await failureOf(fault.client().executions.wait('..'))).toMatchObject({
    message: expect.stringContaining('must be an id'),
  });
});
