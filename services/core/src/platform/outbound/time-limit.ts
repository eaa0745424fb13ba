/** The reason a `stop` signal carries when the time is up. */
export class OutOfTime extends Error {}
/** The reason a `stop` signal carries when the caller gave up. */
export class Cancelled extends Error {}

/** Runs `work` with a signal that fires when the time is up or the caller gives up. */
export async function withinTime<T>(
  milliseconds: number,
  signal: AbortSignal | undefined,
  work: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const stopper = new AbortController();
  let isOver = false;
  const cancel = () => stopper.abort(new Cancelled('cancelled by the caller'));
  const end = () => {
    if (!isOver) stopper.abort(new OutOfTime(`stopped after ${milliseconds} ms`));
  };
  // When this process was busy for long, a reply may wait to be read: it is read before setImmediate calls back.
  const timer = setTimeout(() => setImmediate(end), milliseconds);
  if (milliseconds <= 0) end(); // a timer would give the work one more turn
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  try {
    return await work(stopper.signal);
  } finally {
    isOver = true;
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

/** Calls back when `stop` fires, or at once if it has. */
export function whenStopped(stop: AbortSignal, callback: () => void) {
  if (stop.aborted) callback();
  else stop.addEventListener('abort', callback, { once: true });
}

/** Waits for something that cannot be stopped, such as DNS, but no longer than until `stop`. */
export function unlessStopped<T>(waiting: Promise<T>, stop: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    whenStopped(stop, () => reject(stop.reason));
    waiting.then(resolve, reject);
  });
}
