// Runs a case against the fault server and says what was different from what is expected.
import type { FaultCase } from '@relay/fault-server';
import type { RelayEvent } from '../../src/index.js';
import { timing } from '../../src/transport/timing.js';
import { makeCall, type Reading } from './call.js';
import { differences } from './differences.js';

/** A request as the server saw it. */
export interface Received {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: string;
  closed: boolean;
}

/** All that came of a case. */
export interface Outcome extends Reading {
  error?: unknown;
  requests: Received[];
  /** The server saw the client close the connection of the last request. */
  closed: boolean;
  pauses: number[];
  events: RelayEvent[];
  /** Milliseconds between giving up and the end of the call. */
  elapsed: number;
}

/** `serverUrl` is where the fault server is. Returns one sentence for each difference. */
export async function runCase(faultCase: FaultCase, serverUrl: string, apiKey: string): Promise<string[]> {
  const rounds = faultCase.expect.within === undefined ? 1 : 5;
  const outcomes: Outcome[] = [];
  for (let round = 0; round < rounds; round++) outcomes.push(await playCase(faultCase, serverUrl, apiKey));
  // The machine may be busy: the best of a few counts.
  const [best] = outcomes.sort((one, other) => one.elapsed - other.elapsed);
  return differences(faultCase.expect, best!, apiKey);
}

async function playCase({ id, client, call, expect }: FaultCase, serverUrl: string, apiKey: string): Promise<Outcome> {
  const run = `${id}/${crypto.randomUUID()}`;
  const controller = new AbortController();
  const control = async (query: string) => fetch(`${serverUrl}/control/${run}?${query}`);
  let abortedAt = 0;
  const abort = () => {
    abortedAt = performance.now();
    controller.abort();
  };
  const outcome: Outcome = { items: [], text: '', requests: [], closed: false, pauses: [], events: [], elapsed: 0 };
  const onEvent = (event: RelayEvent) => {
    outcome.events.push(event);
    if (call.abort === 'in-pause' && event.type === 'retry') setTimeout(abort, 10);
  };
  const options = { ...(client as object), apiKey, baseUrl: `${serverUrl}/${run}`, onEvent };
  const onItem = () => call.abort === 'in-stream' && abort();
  const signal = call.abort && controller.signal;

  const restore = call.abort === 'in-pause' ? () => {} : replaceTime(outcome.pauses);
  try {
    if (call.abort === 'before') abort();
    if (call.abort === 'in-attempt') void control('requests=1').then(abort);
    for (let time = 0; time < (call.times ?? 1); time++) await makeCall(options, call, signal, outcome, onItem);
  } catch (error) {
    outcome.error = error;
  } finally {
    outcome.elapsed = performance.now() - abortedAt;
    restore();
  }
  const reply = await control(expect.closed ? 'closed' : '');
  outcome.closed = reply.ok && expect.closed === true;
  outcome.requests = ((await reply.json()) as { requests: Received[] }).requests;
  return outcome;
}

/** Pauses end at once, are written down, and move the clock on. */
function replaceTime(pauses: number[]): () => void {
  const { now, sleep } = timing;
  let slept = 0;
  timing.now = () => now() + slept;
  timing.sleep = async (milliseconds) => {
    pauses.push(milliseconds);
    slept += milliseconds;
  };
  return () => Object.assign(timing, { now, sleep });
}
