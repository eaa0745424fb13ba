import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { AbortError, RateLimitError, TimeoutError } from '../src/index.js';
import { timing } from '../src/transport/timing.js';
import { hang, hangInBody, json, problem } from './support/fault-server.js';
import { failureOf, recordPauses, useFaultServer } from './support/setup.js';

const fault = useFaultServer();

describe('timeout', () => {
  it.each([
    ['no head comes', hang],
    ['the body does not end', hangInBody],
  ])('ends an attempt when %s', async (_, behaviour) => {
    fault.server.script(behaviour);
    const error = await failureOf(fault.client({ timeout: 500, maxRetries: 0 }).me.get());
    expect([error, error.message]).toEqual([expect.any(TimeoutError), 'There was no reply within 500 ms.']);
  });

  it('can be set for one call', async () => {
    fault.server.script(hang);
    expect(await failureOf(fault.client({ maxRetries: 0 }).me.get({ timeout: 500 }))).toBeInstanceOf(TimeoutError);
  });

  it('lets a slow head through that comes in time', async () => {
    fault.server.script((response, request) => setTimeout(() => json({ id: 'me' })(response, request), 30));
    expect(await fault.client({ timeout: 5_000 }).me.get()).toEqual({ id: 'me' });
  });

  it('covers a function that does not come up with a key', async () => {
    fault.server.script();
    const client = fault.client({ apiKey: () => new Promise(() => {}), maxRetries: 0, timeout: 500 });
    expect(await failureOf(client.me.get())).toBeInstanceOf(TimeoutError);
    expect(fault.server.received).toEqual([]);
  });

  it('may be as long as one likes', async () => {
    fault.server.script(json({}), json({}));
    await fault.client({ timeout: Number.POSITIVE_INFINITY }).me.get();
    await fault.client({ timeout: 2 ** 40 }).me.get();
  });
});

describe('totalTimeout', () => {
  it('ends the attempt that is under way', async () => {
    fault.server.script(hang);
    expect(await failureOf(fault.client({ totalTimeout: 1_000 }).me.get())).toBeInstanceOf(TimeoutError);
    expect(fault.server.received).toHaveLength(1);
  });

  it('does not begin a pause that it would cut off: the failure is told at once', async () => {
    const pauses = recordPauses();
    fault.server.script(problem(429, 'rate_limited', {}, { 'retry-after': '30' }));
    expect(await failureOf(fault.client().me.get({ totalTimeout: 5_000 }))).toBeInstanceOf(RateLimitError);
    expect(pauses).toEqual([]);
  });

  it('limits all attempts together', async () => {
    recordPauses();
    vi.spyOn(timing, 'random').mockReturnValue(0);
    fault.server.script(...Array<typeof hang>(9).fill(hang));
    expect(await failureOf(fault.client({ timeout: 400, totalTimeout: 1_000, maxRetries: 9 }).me.get())).toBeInstanceOf(
      TimeoutError,
    );
    expect(fault.server.received.length).toBeLessThanOrEqual(3);
  });
});

describe('an abort', () => {
  it('before the call sends nothing', async () => {
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

  it('ends an attempt that is under way, and it is not made again', async () => {
    const controller = new AbortController();
    fault.server.script(() => controller.abort());
    expect(await failureOf(fault.client().me.get({ signal: controller.signal }))).toBeInstanceOf(AbortError);
    expect(fault.server.received).toHaveLength(1);
  });

  it('ends a pause within 5 ms', async () => {
    const delays: number[] = [];
    // The machine may be busy: the best of a few counts.
    for (let round = 0; round < 5; round++) {
      const controller = new AbortController();
      let aborted = 0;
      fault.server.script(problem(503, 'unavailable', {}, { 'retry-after': '30' }));
      const client = fault.client({
        onEvent: ({ type }) => {
          if (type !== 'retry') return;
          setTimeout(() => {
            aborted = performance.now();
            controller.abort();
          }, 10);
        },
      });
      expect(await failureOf(client.me.get({ signal: controller.signal }))).toBeInstanceOf(AbortError);
      delays.push(performance.now() - aborted);
    }
    expect(Math.min(...delays)).toBeLessThan(5);
  });

  it('leaves nothing on the signal after a call', async () => {
    const { signal } = new AbortController();
    fault.server.script(problem(503, 'unavailable', {}, { 'retry-after': '0' }), json({}));
    await fault.client().me.get({ signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
