import { APIError, ConnectionError } from '../errors.js';
import { timing } from './timing.js';

// Milliseconds.
const firstBackoff = 500;
const longestBackoff = 8_000;
const longestRetryAfter = 60_000;
const shortestWait = 100;
const shortestAttempt = 10;

/** How long a call may take, in milliseconds, and how often it may be sent again. */
export interface Patience {
  timeout: number;
  totalTimeout: number;
  maxRetries: number;
  /**
   * Only what Relay itself refused is sent again. A POST that begins a stream may have begun it when there was no reply, or one
   * of a gateway.
   */
  onlyIfRefused: boolean;
}

/** Tells after each failure of one call how many milliseconds to pause before the next attempt; `undefined` to give up. */
export type PauseAfter = (failure: unknown) => number | undefined;

/** A pause that leaves no time for an attempt is not begun: the caller hears of the failure now rather than later. */
export function planRetries({ timeout, totalTimeout, maxRetries, onlyIfRefused }: Patience): PauseAfter {
  const deadline = timing.now() + totalTimeout;
  let retries = 0;
  let waited = 0;

  const pauseAfter: PauseAfter = (failure) => {
    const pause = retryAfter(failure) ?? backoff(retries);
    if (isInFlight(failure)) {
      // An earlier attempt is still at work on the server. Waiting for it sends nothing twice, so it is not a retry; it ends
      // when it has taken as long as one attempt may take.
      const wait = Math.max(pause, shortestWait);
      waited += wait;
      return maxRetries > 0 && waited <= timeout ? wait : undefined;
    }
    if (onlyIfRefused && !isRefusal(failure)) return undefined;
    return isPassing(failure) && retries++ < maxRetries ? pause : undefined;
  };

  return (failure) => {
    const pause = pauseAfter(failure);
    return pause !== undefined && timing.now() + pause + shortestAttempt <= deadline ? pause : undefined;
  };
}

/** The same request may well succeed in a moment. */
function isPassing(failure: unknown): boolean {
  if (failure instanceof APIError) return failure.status === 408 || failure.status === 429 || failure.status >= 500;
  return failure instanceof ConnectionError;
}

/** Relay's own errors have a code. */
function isRefusal(failure: unknown): boolean {
  return failure instanceof APIError && failure.code !== undefined;
}

function isInFlight(failure: unknown): boolean {
  return failure instanceof APIError && failure.status === 409 && failure.code === 'idempotency_in_flight';
}

/** Full jitter: clients that failed together do not come back together. */
function backoff(retries: number): number {
  return timing.random() * Math.min(longestBackoff, firstBackoff * 2 ** retries);
}

/** What `Retry-After` asks for, in seconds or as a date (by the server's own clock, if it shows one), but a minute at the most. */
function retryAfter(failure: unknown): number | undefined {
  const headers = failure instanceof APIError ? failure.headers : undefined;
  const asked = headers?.get('retry-after');
  if (!asked) return undefined;
  const serverTime = Date.parse(headers?.get('date') ?? '') || Date.now();
  const milliseconds = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - serverTime;
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(milliseconds, 0), longestRetryAfter);
}
