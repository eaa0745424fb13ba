// From a provider's answer to the taxonomy: what its status says, unless the provider's own words say more.
import type { ExecutionError } from '../generated/types.js';
import { gatewayAnswer, isGatewayStatus } from './failure.gateway.js';
import { FAILURE_CODES, type FailureKind, ProviderFailure } from './failure.js';
import { isSuccess, jsonOf, unreadableLook } from './failure.reply.js';
import { retryAfterMs } from './failure.retry-after.js';
import { detailOf } from './failure.sentences.js';
import type { Answer, NoSuccess } from './provider.js';
import { withoutSecrets } from './secret-shapes.js';
import { shown } from './shown.js';

/** What a provider's own words say about an answer. What is left out, the status says. */
export interface Explanation {
  kind?: FailureKind | undefined;
  /** A sentence for a person, where one is known that says more than that of the kind: what is wrong, and what to do. */
  detail?: string | undefined;
  /** What the provider calls the error. */
  providerCode?: string | undefined;
  /** What the provider says about it, for a developer. */
  providerMessage?: string | undefined;
  /** Where the provider says it elsewhere than in Retry-After. */
  retryAfterMs?: number | undefined;
}

/** How a provider tells what went wrong. */
export interface Dialect {
  /** The provider's name, as people know it. */
  name: string;
  /** Pure, and never throws, whatever the answer holds. */
  explain(answer: Answer): Explanation;
}

/** How much is kept of what a provider says, in characters. */
const LONGEST_MESSAGE = 500;
const LONGEST_CODE = 100;

const KINDS: Record<number, FailureKind> = {
  400: 'invalid',
  401: 'auth',
  402: 'permission',
  403: 'permission',
  404: 'not_found',
  405: 'invalid',
  406: 'invalid',
  408: 'unavailable',
  409: 'conflict',
  410: 'not_found',
  411: 'invalid',
  412: 'conflict',
  413: 'invalid',
  414: 'invalid',
  415: 'invalid',
  422: 'invalid',
  423: 'conflict',
  428: 'conflict',
  429: 'rate_limited',
  431: 'invalid',
  451: 'permission',
};
const RETRYABLE: FailureKind[] = ['rate_limited', 'unavailable'];

/**
 * What an answer other than 2xx means for a write. A gateway's 502, 503 or 504 means that nobody knows, unless the provider itself
 * says that it was `rate_limited`, which it only is before any work.
 */
export function failedWrite(answer: Answer, dialect: Dialect): NoSuccess {
  const explained = dialect.explain(answer);
  if (isGatewayStatus(answer.status) && explained.kind !== 'rate_limited')
    return gatewayAnswer(answer.status, dialect.name);
  const { error } = judged(answer, dialect.name, explained, 'write');
  return { status: 'failed', error };
}

/** Throws what an answer other than 2xx means for a look. */
export function refuse(answer: Answer, dialect: Dialect): never {
  const { kind, error } = judged(answer, dialect.name, dialect.explain(answer), 'look');
  throw new ProviderFailure(kind, error);
}

/** The object, or the list, that a look was answered with. Throws ProviderFailure where that is a refusal, or neither. */
export function objectIn<T extends object>(answer: Answer, dialect: Dialect): T {
  if (!isSuccess(answer)) refuse(answer, dialect);
  const object = jsonOf(answer);
  if (typeof object !== 'object' || object === null) throw unreadableLook(answer, dialect.name);
  return object as T;
}

/** The kind of an answer by its status alone. */
export const kindOfStatus = (status: number): FailureKind =>
  KINDS[status] ?? (status >= 500 ? 'unavailable' : 'unknown');

function judged(
  answer: Answer,
  name: string,
  explained: Explanation,
  purpose: 'write' | 'look',
): { kind: FailureKind; error: ExecutionError } {
  const { status } = answer;
  const kind = explained.kind ?? kindOfStatus(status);
  const retryable = RETRYABLE.includes(kind);
  const waitMs = retryable ? (explained.retryAfterMs ?? retryAfterMs(answer)) : undefined;
  const error: ExecutionError = {
    code: FAILURE_CODES[kind],
    detail: explained.detail ?? detailOf(kind, name, status, purpose),
    retryable,
    providerStatus: status,
    ...(waitMs === undefined ? {} : { retryAfterMs: Math.max(0, Math.round(waitMs)) }),
    ...told('providerCode', explained.providerCode, LONGEST_CODE),
    ...told('providerMessage', explained.providerMessage, LONGEST_MESSAGE),
  };
  return { kind, error };
}

/** A provider's text, on one line, without what looks like a secret, and cut; nothing where it says nothing. */
function told(field: 'providerCode' | 'providerMessage', text: string | undefined, longest: number) {
  const line = shown(withoutSecrets(text ?? ''), longest - 1);
  return line === '' ? {} : { [field]: line };
}
