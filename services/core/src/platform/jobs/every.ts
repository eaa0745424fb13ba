import type { Logger } from '../log.js';

export interface Loop {
  /** Resolves when the round that runs is done; none begins after that. */
  stop(): Promise<void>;
}

/** Runs `work` again and again, `milliseconds` after its last end: for what every process may do at any time, and soon. */
export function every(milliseconds: number, name: string, log: Logger, work: () => Promise<unknown>): Loop {
  let timer: NodeJS.Timeout;
  let stopped = false;
  let round = Promise.resolve();
  const next = () => {
    timer = setTimeout(() => {
      round = work()
        .catch((err) => log.error({ err }, `${name} failed; it runs again in a moment`))
        .then(() => {
          if (!stopped) next();
        });
    }, milliseconds);
  };
  next();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
