import type { RelayError } from '../errors.js';

/** What `onEvent` is told, in the order in which it happens. `attempt` counts from 1; times are in milliseconds. */
export type RelayEvent = { method: string; url: string; attempt: number } & (
  | { type: 'request' }
  | { type: 'response'; status: number; requestId: string | undefined; duration: number }
  /** The attempt failed with `error` and will be made again after `pause`. */
  | { type: 'retry'; error: RelayError; pause: number }
  /** The call failed, or the stream that it gave; `error` is what it throws. */
  | { type: 'error'; error: RelayError }
);

/** An observer that throws must not fail the call that it observes. */
export function emit(onEvent: ((event: RelayEvent) => void) | undefined, event: RelayEvent): void {
  try {
    onEvent?.(event);
  } catch {}
}
