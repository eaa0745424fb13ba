import { AbortError, TimeoutError } from '../errors.js';

/** Timers hold a signed 32-bit number; a longer one would fire at once. */
const longestTimer = 2 ** 31 - 1;

/** Time and chance, in one object so that a test can replace them. */
export const timing = {
  /** Milliseconds on a clock that never jumps. */
  now: (): number => performance.now(),

  /** From 0 to 1. */
  random: (): number => Math.random(),

  /** Resolves after so many milliseconds; rejects with an `AbortError` as soon as the signal fires. */
  sleep: (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      startTimer(milliseconds, signal, resolve, reject);
    }),
};

/**
 * The result of `work`, which is given a signal to stop by. Rejects with a `TimeoutError` after so many milliseconds and
 * with an `AbortError` as soon as the caller's signal fires, also when `work` does not listen to its signal.
 */
export async function withinTime<Result>(
  milliseconds: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stopper = new AbortController();
  let cancel: (() => void) | undefined;
  const stopped = new Promise<never>((_, reject) => {
    const late = () => reject(new TimeoutError(`There was no reply within ${Math.round(milliseconds)} ms.`));
    cancel = startTimer(milliseconds, signal, late, reject);
  });
  try {
    return await Promise.race([stopped, signal?.aborted ? stopped : work(stopper.signal)]);
  } catch (error) {
    // Not after a success, whose body may still be under way.
    stopper.abort();
    throw error;
  } finally {
    cancel?.();
  }
}

/** Calls `onTime` after so many milliseconds, or `onAbort` when the signal fires before. Returns what prevents both. */
export function startTimer(
  milliseconds: number,
  signal: AbortSignal | undefined,
  onTime: () => void,
  onAbort: (error: AbortError) => void,
): () => void {
  const timer = setTimeout(
    () => {
      forgetSignal();
      onTime();
    },
    Math.min(milliseconds, longestTimer),
  );
  const forgetSignal = whenAborted(signal, (error) => {
    clearTimeout(timer);
    onAbort(error);
  });
  return () => {
    clearTimeout(timer);
    forgetSignal();
  };
}

/** Calls `onAbort` as soon as the signal fires, which may be now. Returns what prevents it. */
export function whenAborted(signal: AbortSignal | undefined, onAbort: (error: AbortError) => void): () => void {
  const abort = () => onAbort(new AbortError('The call was aborted.', { cause: signal?.reason }));
  if (signal?.aborted) abort();
  else signal?.addEventListener('abort', abort, { once: true });
  return () => signal?.removeEventListener('abort', abort);
}
