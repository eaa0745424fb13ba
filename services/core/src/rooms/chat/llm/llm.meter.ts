// What a model is asked, how long it takes, and what it costs.
import type { LlmConfig } from '../../../platform/llm-config.js';
import type { Metrics } from '../../../platform/metrics.js';
import { LlmFailure, type LlmResult } from './llm.failure.js';
import type { ModelAnswer } from './llm.model.js';

const MILLION = 1_000_000;

export class LlmMeter {
  constructor(private readonly deps: { config: LlmConfig; metrics: Metrics }) {}

  /** Runs one request and counts it; throws LlmFailure with the reason that counts. */
  async measure(
    ask: () => Promise<ModelAnswer>,
    { late, cancelled }: { late: AbortSignal; cancelled: AbortSignal },
  ): Promise<ModelAnswer> {
    const { metrics } = this.deps;
    const stop = metrics.llmDuration.startTimer();
    let result: LlmResult = 'failed';
    try {
      const answer = await ask();
      this.count(answer.tokens);
      if (answer.useless) throw new LlmFailure(answer.useless);
      result = answer.calls.some(({ refusal }) => refusal !== undefined) ? 'malformed' : 'answered';
      return answer;
    } catch (error) {
      if (!(error instanceof LlmFailure)) throw error;
      result = cancelled.aborted ? 'cancelled' : late.aborted ? 'timed_out' : error.result;
      throw new LlmFailure(result as LlmFailure['result'], error.status, error.detail);
    } finally {
      stop();
      metrics.llmRequests.inc({ result });
    }
  }

  private count({ input, output }: ModelAnswer['tokens']): void {
    const { metrics, config } = this.deps;
    metrics.llmTokens.inc({ model: config.model, kind: 'input' }, input);
    metrics.llmTokens.inc({ model: config.model, kind: 'output' }, output);
    if (config.prices)
      metrics.llmCost.inc(
        { model: config.model },
        (input * config.prices.input + output * config.prices.output) / MILLION,
      );
  }
}
