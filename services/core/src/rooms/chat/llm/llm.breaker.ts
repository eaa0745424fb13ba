// A model that is away is left alone for a while: waiting for it in every turn would make chat as slow as its time limit.
import type { Logger } from '../../../platform/log.js';
import type { Metrics } from '../../../platform/metrics.js';
import { LlmFailure } from './llm.failure.js';

/** So many turns in a row without the model end in a pause. */
const MOST_FAILURES = 3;
const PAUSE_MS = 60_000;

export interface LlmBreakerDeps {
  metrics: Metrics;
  log: Logger;
  /** Milliseconds of a clock that only goes on. */
  clock?: (() => number) | undefined;
}

export class LlmBreaker {
  private readonly clock: () => number;
  private failures = 0;
  private pausedUntil = 0;
  private isProbing = false;

  constructor(private readonly deps: LlmBreakerDeps) {
    this.clock = deps.clock ?? (() => performance.now());
  }

  /** Asks, unless the model is paused; after a pause one turn tries it, and the others go on without. Throws LlmFailure. */
  async guard<T>(ask: () => Promise<T>): Promise<T> {
    const isProbe = this.failures >= MOST_FAILURES;
    if (isProbe && (this.isProbing || this.clock() < this.pausedUntil)) {
      this.deps.metrics.llmRequests.inc({ result: 'skipped' });
      throw new LlmFailure('skipped');
    }
    this.isProbing = isProbe;
    try {
      const answer = await ask();
      this.noteAnswer();
      return answer;
    } catch (error) {
      if (error instanceof LlmFailure && error.isOfModel) this.noteFailure(error, isProbe);
      else if (error instanceof LlmFailure && error.result !== 'cancelled') this.noteAnswer();
      throw error;
    } finally {
      if (isProbe) this.isProbing = false;
    }
  }

  private noteFailure({ result, status }: LlmFailure, isProbe: boolean): void {
    this.failures++;
    // Turns that were under way when the pause began make it no longer.
    if (this.failures !== MOST_FAILURES && !isProbe) return;
    this.pausedUntil = this.clock() + PAUSE_MS;
    this.deps.metrics.llmPaused.set(1);
    this.deps.log.warn({ result, ...(status && { status }), pauseMs: PAUSE_MS }, 'the language model is paused');
  }

  private noteAnswer(): void {
    if (this.failures >= MOST_FAILURES) this.deps.log.info({}, 'the language model answers again');
    this.failures = 0;
    this.deps.metrics.llmPaused.set(0);
  }
}
