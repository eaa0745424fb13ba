// The engine that asks a language model. What it says is only a proposal: the grammar gates it, and the checks of chat judge it.
import { MOST_CHARACTERS, quotesIn, type Reading, read } from '@relay/intent';
import type { LlmConfig } from '../../../platform/llm-config.js';
import type { Logger } from '../../../platform/log.js';
import type { Metrics } from '../../../platform/metrics.js';
import type { Outbound } from '../../../platform/outbound/index.js';
import type { ActionDefinition, JsonObject } from '../../../providers/index.js';
import { requiredOf } from '../chat.checks.js';
import type { Engine, EngineContext, EngineSuggestion, Understanding } from '../chat.engine.js';
import { EXACTLY } from '../chat.words.js';
import { LlmBreaker } from './llm.breaker.js';
import { LlmFailure, NOTICES, unloaded } from './llm.failure.js';
import { gateOf, isSame, pairs, questionOf } from './llm.gates.js';
import { LlmMeter } from './llm.meter.js';
import { type Call, Model } from './llm.model.js';
import { instructionsFor } from './llm.prompt.js';
import { type Own, suggestionOf, withoutQuotes } from './llm.suggestion.js';
import type { ToolBox } from './llm.tools.js';
import { differing, wordedIn } from './llm.wording.js';

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

interface Read {
  text: string;
  box: ToolBox;
  reading: Reading;
  context: EngineContext;
}

/** What is ready is what the model and the grammar agree on; everything else is asked about first. */
function judged(calls: Call[], { text, box, reading, context }: Read): Understanding {
  const { requests } = reading;
  if (calls.length === 0 && requests.length > 0) return { ...askedAbout(requests, 'unsure'), answeredBy: 'embedded' };
  const own = { text, quotes: quotesIn(text) };
  const all = calls.map(({ toolName, input }) =>
    suggestionOf(box.actionOf(toolName)!, input as JsonObject, own, context),
  );
  // What has its target from somebody else's words was not asked for by this person, unless the grammar reads it so, too.
  const taken = all.filter(
    ({ quoted, suggestion }) => quoted.length === 0 || requests.some((one) => isSame(one, suggestion)),
  );
  if (taken.length === 0) return { kind: 'none', reason: all.length > 0 ? 'quoted' : 'out_of_scope' };
  const suggestions = taken.map(({ suggestion }) => suggestion);
  const find = (id: string) => context.actions.find((action) => action.id === id);
  const asks = doubtOf(suggestions, { own, reading, find });
  if (asks) return asks;
  const { question } = taken[0]!;
  if (!question || taken.length > 1) return { kind: 'suggestions', suggestions };
  const { field, choices, others } = question;
  if (others.length > 0) suggestions[0]!.input[field] = others;
  return { kind: 'question', text: 'Which of them do you mean?', suggestions, pointer: `/${field}`, choices };
}

/** What is asked before any of them is offered. */
function doubtOf(
  suggestions: EngineSuggestion[],
  { own, reading, find }: { own: Own; reading: Reading; find: (id: string) => ActionDefinition | undefined },
): Understanding | undefined {
  const writes = suggestions.filter(({ action }) => find(action)?.kind === 'write');
  const worded = new Set(writes.flatMap(({ input }) => wordedIn(input, own.text)));
  const told =
    worded.size > 0 ? `The language model has put the ${[...worded].join(' and the ')} into its own words. ` : '';
  const gate = gateOf(suggestions, { reading, spoken: withoutQuotes(own) }, find);
  if (gate) return askedAbout(suggestions, gate, told + questionOf(gate));
  const others = pairs(writes, reading.requests).flatMap(({ suggestion, request }) =>
    differing(suggestion, request, requiredOf(find(suggestion.action)!)),
  );
  if (worded.size > 0) return askedAbout(suggestions, 'unsure', told + EXACTLY);
  const looked = `Please look at the ${[...new Set(others)].join(' and the ')}. ${questionOf('unsure')}`;
  return others.length > 0 ? askedAbout(suggestions, 'unsure', looked) : undefined;
}

const askedAbout = (
  suggestions: readonly EngineSuggestion[],
  gate: NonNullable<Reading['gate']>,
  question = questionOf(gate),
): Understanding => ({
  kind: 'question',
  text: question,
  suggestions: suggestions.map((suggestion) => ({ ...suggestion, blockedBy: gate })),
});

/** Two answers that are no use; the tool of the last one may be known at least. */
class Unusable extends LlmFailure {
  readonly named: ActionDefinition | undefined;

  constructor(calls: Call[], box: ToolBox) {
    super('malformed');
    this.named = calls.map(({ toolName }) => box.actionOf(toolName)).find((action) => action !== undefined);
  }
}
