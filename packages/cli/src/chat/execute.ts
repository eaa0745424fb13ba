// A confirmed preview is executed, and what came of it is told.
import {
  AbortError,
  ConnectionError,
  type Execution,
  type Preview,
  type Relay,
  RelayError,
  ServerError,
  TimeoutError,
} from '@relay/sdk-js';
import type { Outcome } from './outcome.js';

export type Ended =
  | { outcome: Outcome; execution: Execution }
  | { outcome: Outcome; execution?: undefined; problem: string };

/** Runs exactly what the preview shows, once, and waits for its end. Never throws for what may have happened. */
export async function execute(relay: Relay, { id, digest }: Preview, signal?: AbortSignal): Promise<Ended> {
  const options = signal ? { signal } : {};
  try {
    let execution = await relay.actions.execute({ previewId: id, digest }, options);
    if (execution.status === 'running') execution = await relay.executions.wait(execution.id, options);
    return { outcome: outcomeOf(execution), execution };
  } catch (error) {
    if (!(error instanceof RelayError)) throw error;
    if (isOpen(error))
      return {
        outcome: 'unknown',
        problem: `It may have happened (${error.message}) \`relay chat --confirm ${id}\` tells, and sends nothing twice.`,
      };
    return { outcome: 'failed', problem: error.message };
  }
}

export const outcomeOf = ({ status }: Pick<Execution, 'status'>): Outcome => {
  if (status === 'succeeded') return 'done';
  return status === 'failed' ? 'failed' : 'unknown';
};

const isOpen = (error: RelayError): boolean =>
  [AbortError, ConnectionError, ServerError, TimeoutError].some((one) => error instanceof one);
