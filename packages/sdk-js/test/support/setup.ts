import { FaultServer, type Reply, type Run } from '@relay/fault-server';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { Relay, type RelayOptions } from '../../src/index.js';
import { timing } from '../../src/transport/timing.js';

export const apiKey = 'relay_test_canary0123456789';

/** A fault server for the tests of a file, and a client of it. What is a row of the table is not tested with this. */
export function useFaultServer() {
  let server: FaultServer;
  let run: Run;
  beforeAll(async () => {
    server = await FaultServer.start();
    run = server.script();
  });
  afterAll(() => server.stop());
  afterEach(() => vi.restoreAllMocks());
  return {
    /** Forgets everything, and will do this with the next requests. */
    script: (...replies: Reply[]): Run => {
      run = server.script(...replies);
      return run;
    },
    get received() {
      return run.received;
    },
    get url() {
      return run.url;
    },
    client: (options: RelayOptions = {}) => new Relay({ apiKey, baseUrl: run.url, ...options }),
  };
}

/** Pauses end at once and are written down, in milliseconds. */
export function recordPauses(): number[] {
  const pauses: number[] = [];
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
