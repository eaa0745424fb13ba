import { TimeoutError } from './errors.js';
import { ExecutionsResource } from './generated/resources.gen.js';
import type { Execution } from './generated/types.gen.js';
import { timing } from './transport/timing.js';

/** How to wait for an execution. Times are in milliseconds. */
export interface WaitOptions {
  /** How long to wait at the most. Default: 60 000. */
  timeout?: number;
  /** How long to pause between two looks. Default: 1 000. */
  pollInterval?: number;
  /** Ends the wait at once, with an `AbortError`. */
  signal?: AbortSignal;
}

/** The generated operations, and what is easier with a hand. */
export class Executions extends ExecutionsResource {
  /**
   * Wait for an execution to end
   *
   * Reads the execution until its status is not `running` any more. One that failed is returned like one that succeeded.
   *
   * @param executionId The execution's id, `exe_…`.
   * @param options How long to wait, how often to look, and a signal to stop by.
   * @returns The settled execution: `succeeded`, `failed` or `outcome_unknown`.
   * @throws {TimeoutError} It still runs when the time is over.
   * @throws {NotFoundError} 404: There is no such thing in this workspace.
   */
  async wait(executionId: string, options: WaitOptions = {}): Promise<Execution> {
    const { timeout = 60_000, pollInterval = 1_000, signal } = options;
    const deadline = timing.now() + timeout;
    while (true) {
      const execution = await this.get({ executionId }, { totalTimeout: deadline - timing.now(), signal });
      if (execution.status !== 'running') return execution;
      if (timing.now() + pollInterval >= deadline)
        throw new TimeoutError(`${executionId} still runs after ${timeout} ms.`);
      await timing.sleep(pollInterval, signal);
    }
  }
}
