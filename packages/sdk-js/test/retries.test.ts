// The table has what is retried, and how long the pauses may be. This is what a range does not show.
import { afterEach, expect, it, vi } from 'vitest';
import { ConnectionError } from '../src/index.js';
import { planRetries } from '../src/transport/retries.js';
import { timing } from '../src/transport/timing.js';
import { json, problem, reset } from './support/replies.js';
import { recordPauses, useFaultServer } from './support/setup.js';

const fault = useFaultServer();
afterEach(() => vi.restoreAllMocks());

it.each([
  [0, [0, 0, 0, 0, 0, 0]],
  [0.5, [250, 500, 1_000, 2_000, 4_000, 4_000]],
  [1, [500, 1_000, 2_000, 4_000, 8_000, 8_000]],
])('takes the pause from all of its range: chance %d', (chance, pauses) => {
  vi.spyOn(timing, 'random').mockReturnValue(chance);
  const patience = { timeout: 60_000, totalTimeout: Number.POSITIVE_INFINITY, maxRetries: 6, onlyIfRefused: false };
  const pauseAfter = planRetries(patience);
  expect(pauses.map(() => pauseAfter(new ConnectionError('lost')))).toEqual(pauses);
  expect(pauseAfter(new ConnectionError('lost'))).toBeUndefined();
});

it('sends the same headers with every attempt', async () => {
  recordPauses();
  fault.script(reset, problem(503, 'unavailable'), json({}));
  await fault.client().actions.execute({ previewId: 'prv_1', digest: 'sha256-1' });
  const [first, ...more] = fault.received.map(({ headers: { connection: _, ...headers } }) => headers);
  expect(first).toHaveProperty('idempotency-key', expect.stringMatching(/^[0-9a-f]{32}$/));
  expect(more).toEqual([first, first]);
});
