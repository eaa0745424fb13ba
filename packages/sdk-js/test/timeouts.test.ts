import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { AbortError, TimeoutError } from '../src/index.js';
import { timing } from '../src/transport/timing.js';
import { hang, json, problem } from './support/replies.js';
import { failureOf, recordPauses, useFaultServer } from './support/setup.js';

const fault = useFaultServer();

describe('timeout', () => {
  it('says how long it was', async () => {
    fault.script(hang);
    const error = await failureOf(fault.client({ timeout: 300, maxRetries: 0 }).me.get());
    expect([error, error.message]).toEqual([expect.any(TimeoutError), 'There was no reply within 300 ms.']);
  });

  it('covers a function that does not come up with a key', async () => {
    fault.script();
    const client = fault.client({ apiKey: () => new Promise(() => {}), maxRetries: 0, timeout: 300 });
    expect(await failureOf(client.me.get())).toBeInstanceOf(TimeoutError);
    expect(fault.received).toEqual([]);
  });

  it('may be as long as one likes', async () => {
    fault.script(json({}), json({}));
    await fault.client({ timeout: Number.POSITIVE_INFINITY }).me.get();
    await fault.client({ timeout: 2 ** 40 }).me.get();
  });
});

it('totalTimeout limits all attempts together', async () => {
  recordPauses();
  vi.spyOn(timing, 'random').mockReturnValue(0);
  fault.script(...Array<typeof hang>(9).fill(hang));
  expect(await failureOf(fault.client({ timeout: 400, totalTimeout: 1_000, maxRetries: 9 }).me.get())).toBeInstanceOf(
    TimeoutError,
  );
  expect(fault.received.length).toBeLessThanOrEqual(3);
});

describe('an abort', () => {
  it('before the call does not even ask for fetch, and keeps its reason', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>();
    const { me, system } = fault.client({ fetch });
    const signal = AbortSignal.abort('changed my mind');
    for (const call of [me.get({ signal }), system.health({ signal })]) {
      const error = await failureOf(call);
      expect([error, error.cause]).toEqual([expect.any(AbortError), 'changed my mind']);
    }
    expect(fetch).not.toHaveBeenCalled();
  });

  it('while the key is fetched sends nothing either', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>();
    const controller = new AbortController();
    const { promise: key, resolve: giveKey } = Promise.withResolvers<string>();
    const call = fault.client({ fetch, apiKey: () => key }).me.get({ signal: controller.signal });
    controller.abort();
    expect(await failureOf(call)).toBeInstanceOf(AbortError);
    giveKey('relay_test_late');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(fetch).not.toHaveBeenCalled();
  });

  it('leaves nothing on the signal after a call', async () => {
    const { signal } = new AbortController();
    fault.script(problem(503, 'unavailable', { 'retry-after': '0' }), json({}));
    await fault.client().me.get({ signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
