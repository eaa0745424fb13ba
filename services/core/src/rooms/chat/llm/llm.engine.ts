// The engine that asks a language model. What it says is only a proposal: the grammar gates it, and the checks of chat judge it.
import { MOST_CHARACTERS, read } from '@relay/intent';
import type { LlmConfig } from '../../../platform/llm-config.js';
import type { Logger } from '../../../platform/log.js';
import type { Metrics } from '../../../platform/metrics.js';
import type { Outbound } from '../../../platform/outbound/index.js';
import type { ActionDefinition } from '../../../providers/index.js';
import { requiredOf } from '../chat.checks.js';
import type { Engine, EngineContext, Understanding } from '../chat.engine.js';
import { LlmBreaker } from './llm.breaker.js';
import { LlmFailure, NOTICES, unloaded } from './llm.failure.js';
import { askedAbout, judged } from './llm.judge.js';
import { LlmMeter } from './llm.meter.js';
import { type Call, Model } from './llm.model.js';
import { instructionsFor } from './llm.prompt.js';
import type { ToolBox } from './llm.tools.js';

export interface LlmEngineDeps {
  config: LlmConfig;
  outbound: Pick<Outbound, 'send'>;
  /** Reads what the model does not. */
  embedded: Engine;
  metrics: Metrics;
  log: Logger;
  /** What pauses of the model are measured by: milliseconds of a clock that only goes on. */
  clock?: (() => number) | undefined;
}

/** The first question, and one more for an answer that cannot be used. */
const MOST_QUESTIONS = 2;

export class LlmEngine implements Engine {
  readonly name = 'llm';
  private readonly model: Model;
  private readonly meter: LlmMeter;
  private readonly breaker: LlmBreaker;

  constructor(private readonly deps: LlmEngineDeps) {
    this.model = new Model(deps);
    this.meter = new LlmMeter(deps);
    this.breaker = new LlmBreaker(deps);
  }

  async understand(text: string, context: EngineContext): Promise<Understanding> {
    const { now, timeZone, contacts, connected } = context;
    if (text.length > MOST_CHARACTERS || text.trim() === '') return this.deps.embedded.understand(text, context);
    const reading = read(text, { now, timeZone, contacts, connected: connected as never });
    // Where the grammar is sure that nothing is asked for, nobody else is asked.
    if (reading.isNone) return { kind: 'none', reason: reading.gate! };
    try {
      const { toolsFor } = await import('./llm.tools.js').catch(unloaded); // it loads the SDK
      const box = toolsFor(context.actions);
      const calls = await this.breaker.guard(() => this.ask(text, box, context));
      return judged(calls, { text, box, reading, context });
    } catch (error) {
      if (!(error instanceof LlmFailure)) throw error;
      return this.withoutModel(text, context, error);
    }
  }

  /** The calls of the model, all of them in order; throws LlmFailure. */
  private async ask(text: string, box: ToolBox, context: EngineContext): Promise<Call[]> {
    const late = AbortSignal.timeout(this.deps.config.timeoutMs);
    const signal = AbortSignal.any([context.signal, late]);
    let refusals: string[] = [];
    for (let question = 1; question <= MOST_QUESTIONS; question++) {
      const instructions = instructionsFor(text, context, refusals);
      const { calls } = await this.meter.measure(
        () => this.model.ask({ instructions, text, tools: box.tools }, signal),
        { late, cancelled: context.signal },
      );
      refusals = calls.flatMap(({ refusal }) => refusal ?? []);
      if (refusals.length === 0) return calls;
      if (question === MOST_QUESTIONS) throw new Unusable(calls, box);
    }
    throw new LlmFailure('malformed');
  }

  /** What the embedded engine reads; and where it reads nothing, a question about what the model has named. */
  private async withoutModel(text: string, context: EngineContext, failure: LlmFailure): Promise<Understanding> {
    if (failure.result === 'cancelled') throw context.signal.reason;
    const { embedded, log } = this.deps;
    const { result, status, detail } = failure;
    if (result !== 'skipped')
      log.warn({ result, ...(status && { status }), ...(detail && { detail }) }, 'the language model was not of use');
    const told = { answeredBy: embedded.name, notice: NOTICES[result as keyof typeof NOTICES] };
    const understanding = await embedded.understand(text, context);
    const named = failure instanceof Unusable ? failure.named : undefined;
    if (understanding.kind !== 'none' || !named) return { ...understanding, ...told };
    const suggestion = { action: named.id, input: {}, missing: requiredOf(named), assumptions: [] };
    return { ...askedAbout([suggestion], 'unsure'), notice: told.notice };
  }
}

/** Two answers that are no use; the tool of the last one may be known at least. */
class Unusable extends LlmFailure {
  readonly named: ActionDefinition | undefined;

  constructor(calls: Call[], box: ToolBox) {
    super('malformed');
    this.named = calls.map(({ toolName }) => box.actionOf(toolName)).find((action) => action !== undefined);
  }
}
