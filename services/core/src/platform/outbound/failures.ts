import type { Destination } from './guard.js';
import { Cancelled, OutOfTime } from './time-limit.js';
import type { NoReply, NotSent } from './types.js';

type Failed = Omit<NotSent, 'durationMs'> | Omit<NoReply, 'durationMs'>;

/** Carries a finished result out of the depths of a connection. */
export class Failure extends Error {
  readonly result: Failed;

  constructor(result: Failed) {
    super(result.detail, { cause: result.cause });
    this.result = result;
  }
}

function notSent(code: NotSent['code'], detail: string, retryable: boolean, cause?: unknown) {
  return new Failure({ kind: 'not_sent', code, detail, retryable, cause });
}

export const addressBlocked = (detail: string, cause?: unknown) => notSent('address_blocked', detail, false, cause);

export function dnsFailed(host: string, cause: unknown) {
  const isUnknown = codeOf(cause) === 'ENOTFOUND';
  const detail = isUnknown ? `No address was found for ${host}.` : `The address of ${host} could not be looked up.`;
  return notSent('dns_failed', detail, !isUnknown, cause);
}

export function connectionFailed({ host, port }: Destination, limitMs: number, error: unknown) {
  if (error instanceof Failure) return error;
  const within = `${host} could not be reached on port ${port} within ${inWords(limitMs)}; nothing was sent.`;
  if (error instanceof OutOfTime) return notSent('connect_timeout', within, true, error);
  if (error instanceof Cancelled) {
    return notSent('connection_failed', `The request to ${host} was cancelled before it was sent.`, true, error);
  }
  // Of several addresses one may be refused while another has no route; the refusal says more.
  const codes = error instanceof AggregateError ? error.errors.map(codeOf) : [codeOf(error)];
  if (codes.includes('ECONNREFUSED')) {
    return notSent('connection_refused', `${host} refused the connection on port ${port}.`, true, error);
  }
  if (codes.includes('ETIMEDOUT')) {
    return notSent(
      'connect_timeout',
      `${host} could not be reached on port ${port} in time; nothing was sent.`,
      true,
      error,
    );
  }
  return notSent('connection_failed', `No connection to ${host} on port ${port} could be made.`, true, error);
}

const CERTIFICATE_FAULTS: Record<string, string> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate chain is incomplete',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

export function tlsFailed(destination: Destination, limitMs: number, error: unknown) {
  if (error instanceof OutOfTime || error instanceof Cancelled) return connectionFailed(destination, limitMs, error);
  const code = codeOf(error) ?? 'no code';
  const fault = CERTIFICATE_FAULTS[code] ?? code;
  const retryable = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code);
  return notSent(
    'tls_failed',
    `No secure connection to ${destination.host} could be made: ${fault}.`,
    retryable,
    error,
  );
}

export function noReply({ host }: Destination, deadlineMs: number, error: unknown) {
  const arrived = 'the request may have arrived';
  const failure = (code: NoReply['code'], sentence: string) =>
    new Failure({ kind: 'no_reply', code, detail: `${sentence}; ${arrived}.`, cause: error });
  if (error instanceof OutOfTime) return failure('timeout', `${host} did not answer within ${inWords(deadlineMs)}`);
  // To whoever waits, giving up early is the same as running out of time.
  if (error instanceof Cancelled) return failure('timeout', `The wait for ${host} was cancelled`);
  if (codeOf(error)?.startsWith('HPE_')) {
    // The parser attaches what it read, and that may hold a secret of the other side.
    delete (error as { rawPacket?: unknown }).rawPacket;
    return failure('malformed_reply', `${host} sent something that is not HTTP`);
  }
  return failure('connection_reset', `${host} closed the connection without an answer`);
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

const inWords = (milliseconds: number) =>
  milliseconds < 1000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 100) / 10} s`;
