// What can go wrong with a model, in the words of the metrics and of the reply.

export type LlmResult =
  | 'answered'
  | 'malformed'
  | 'rate_limited'
  | 'refused'
  | 'failed'
  | 'timed_out'
  | 'cancelled'
  | 'skipped';

/** The key, the model's name or the address is wrong, and stays so. */
const MISCONFIGURED = [401, 403, 404];

/** Why there is no answer of a model. It carries nothing of what was sent or came back: a key could be in it. */
export class LlmFailure extends Error {
  constructor(
    readonly result: Exclude<LlmResult, 'answered'>,
    readonly status?: number | undefined,
    readonly detail?: string | undefined,
  ) {
    super(`The language model did not help: ${result}.`);
  }

  /** Whether the next text would fare no better: what a text itself can cause says nothing of the model. */
  get isOfModel(): boolean {
    if (this.result === 'refused') return MISCONFIGURED.includes(this.status ?? 0);
    return ['failed', 'timed_out', 'rate_limited'].includes(this.result);
  }
}

/** For an SDK that cannot be loaded: without it there is no model. */
export const unloaded = (): never => {
  throw new LlmFailure('failed', undefined, 'the SDK of language models could not be loaded');
};

const READ_MYSELF = 'I have read your message without it.';
export const NOTICES: Record<Exclude<LlmResult, 'answered' | 'cancelled'>, string> = {
  malformed: `The language model gave an answer that cannot be used. ${READ_MYSELF}`,
  rate_limited: `The language model takes no more requests for now. ${READ_MYSELF}`,
  refused: `The language model refused the request. ${READ_MYSELF}`,
  failed: `The language model is away. ${READ_MYSELF}`,
  timed_out: `The language model took too long. ${READ_MYSELF}`,
  skipped: `The language model is away for now. ${READ_MYSELF}`,
};
