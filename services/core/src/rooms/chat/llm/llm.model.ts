// One request to a model, through the AI SDK and the guarded client. The SDK is loaded when it is first needed.
import type { LanguageModel, Tool } from 'ai';
import type { LlmConfig } from '../../../platform/llm-config.js';
import { fetchThrough, NotAnswered, type Outbound } from '../../../platform/outbound/index.js';
import { LlmFailure, unloaded } from './llm.failure.js';

/** Anthropic wants to be told how long an answer may be. */
const MOST_ANSWER_TOKENS = 2_048;

/** By the reason that an answer ended for. What is cut off may lack a call. */
const USELESS: Record<string, ModelAnswer['useless']> = { 'content-filter': 'refused', length: 'malformed' };

/** What an operator can do about a status; a vendor's own words may repeat the key. */
const REMEDIES: Record<number, string> = {
  401: 'it does not take the key: RELAY_LLM_API_KEY',
  403: 'the key may not use this model: RELAY_LLM_API_KEY, RELAY_LLM_MODEL',
  404: 'there is no such model, or nothing at this address: RELAY_LLM_MODEL, RELAY_LLM_URL',
};

export interface Question {
  instructions: string;
  text: string;
  tools: Record<string, Tool>;
}

export interface Call {
  toolName: string;
  input: unknown;
  /** Why it cannot be used. */
  refusal?: string | undefined;
}

export interface ModelAnswer {
  calls: Call[];
  tokens: { input: number; output: number };
  /** Why the answer is none, although it came: it was refused in words, or cut off before its end. */
  useless?: 'refused' | 'malformed' | undefined;
}

export class Model {
  private loading: Promise<{ sdk: typeof import('ai'); model: LanguageModel }> | undefined;

  constructor(private readonly deps: { config: LlmConfig; outbound: Pick<Outbound, 'send'> }) {}

  /** Throws LlmFailure, and nothing else. */
  async ask({ instructions, text, tools }: Question, signal: AbortSignal): Promise<ModelAnswer> {
    const { sdk, model } = await this.load().catch(unloaded);
    const isAnthropic = this.deps.config.provider === 'anthropic';
    try {
      const { toolCalls, usage, finishReason } = await sdk.generateText({
        model,
        instructions,
        prompt: text,
        tools,
        maxRetries: 0,
        abortSignal: signal,
        ...(isAnthropic && { maxOutputTokens: MOST_ANSWER_TOKENS }),
      });
      return {
        calls: toolCalls.map(({ toolName, input, invalid, error }) => ({
          toolName,
          input,
          ...(invalid && { refusal: refusalOf(sdk, toolName, error) }),
        })),
        tokens: { input: usage.inputTokens ?? 0, output: usage.outputTokens ?? 0 },
        useless: USELESS[finishReason],
      };
    } catch (error) {
      throw failureOf(sdk, error);
    }
  }

  /** What the first question would otherwise wait for. */
  load() {
    this.loading ??= this.open().catch((error: unknown) => {
      this.loading = undefined; // the next question tries again
      throw error;
    });
    return this.loading;
  }

  private async open() {
    const { config, outbound } = this.deps;
    (globalThis as { AI_SDK_LOG_WARNINGS?: boolean }).AI_SDK_LOG_WARNINGS = false; // it would write to the console
    const settings = {
      baseURL: config.url,
      ...(config.apiKey !== undefined && { apiKey: config.apiKey }),
      fetch: guarded(outbound, config.timeoutMs),
    };
    const sdk = await import('ai');
    if (config.provider === 'anthropic') {
      const { createAnthropic } = await import('@ai-sdk/anthropic');
      // Without a key of its own it would look for one in the environment.
      const model = createAnthropic({ ...settings, apiKey: config.apiKey ?? 'none' })(config.model);
      return { sdk, model };
    }
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
    return { sdk, model: createOpenAICompatible({ ...settings, name: 'llm' })(config.model) };
  }
}

/** `fetch` as the SDK calls it. */
function guarded(outbound: Pick<Outbound, 'send'>, withinMs: number): typeof globalThis.fetch {
  const send = fetchThrough(outbound, withinMs);
  return (url, { method = 'POST', headers, body, signal } = {}) =>
    send(String(url), {
      method,
      headers: Object.fromEntries(new Headers(headers)),
      body: body as string | null | undefined,
      ...(signal && { signal }),
    });
}

function refusalOf(sdk: typeof import('ai'), toolName: string, error: unknown): string {
  if (sdk.NoSuchToolError.isInstance(error)) return `there is no tool ${JSON.stringify(toolName.slice(0, 64))}`;
  const causes = causesOf(error).map(({ name, message }) => (name === 'Error' ? message : ''));
  return `${toolName}: ${causes.find((message) => message !== '')?.slice(0, 200) ?? 'the arguments are no JSON object'}`;
}

function failureOf(sdk: typeof import('ai'), error: unknown): LlmFailure {
  const causes = causesOf(error);
  const unanswered = causes.find((cause) => cause instanceof NotAnswered);
  if (unanswered) {
    const isLate = unanswered.result.kind === 'no_reply' && unanswered.result.code === 'timeout';
    return new LlmFailure(isLate ? 'timed_out' : 'failed', undefined, unanswered.message);
  }
  const status = causes.find((cause) => sdk.APICallError.isInstance(cause))?.statusCode;
  if (status === undefined) return new LlmFailure('malformed');
  if (status === 429 || status === 529) return new LlmFailure('rate_limited', status);
  if (status >= 200 && status < 300) return new LlmFailure('malformed', status);
  return new LlmFailure(status >= 500 ? 'failed' : 'refused', status, REMEDIES[status]);
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && causes.length < 10; cause = cause.cause) causes.push(cause);
  return causes;
}
