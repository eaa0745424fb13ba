import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { Relay, type RelayOptions } from '../../src/index.js';
import { timing } from '../../src/transport/timing.js';
import { FaultServer } from './fault-server.js';

export const apiKey = 'relay_test_canary0123456789';

/** A fault server for the tests of a file, and a client of it. */
export function useFaultServer() {
  let server: FaultServer;
  beforeAll(async () => {
    server = await FaultServer.start();
  });
  afterAll(() => server.stop());
  afterEach(() => vi.restoreAllMocks());
  return {
    get server() {
      return server;
    },
    client: (options: RelayOptions = {}) => new Relay({ apiKey, baseUrl: server.url, ...options }),
  };
}

/** Pauses end at once and are written down, in milliseconds. Chance always says one half. */
export function recordPauses(): number[] {
  const pauses: number[] = [];
  vi.spyOn(timing, 'random').mockReturnValue(0.5);
  vi.spyOn(timing, 'sleep').mockImplementation(async (milliseconds) => {
    pauses.push(milliseconds);
  });
  return pauses;
}

/** What a promise rejects with; fails if it does not. */
export async function failureOf<Failure = Error & Record<string, unknown>>(
  promise: PromiseLike<unknown>,
): Promise<Failure> {
  try {
    await promise;
  } catch (error) {
    return error as Failure;
  }
  throw new Error('The promise did not reject.');
}
