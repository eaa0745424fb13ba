// What the receiver's answer to a webhook means.
import { gatewayAnswer, isGatewayStatus } from '../failure.gateway.js';
import { isSuccess } from '../failure.reply.js';
import { retryAfterMs } from '../failure.retry-after.js';
import type { Answer, Outcome } from '../provider.js';

/** How much of the reply an execution shows, in bytes. */
const SHOWN_BYTES = 16 * 1024;

interface Verdict {
  code: string;
  detail: string;
  retryable: boolean;
}

const VERDICTS: Record<number, Verdict> = {
  400: {
    code: 'receiver_rejected',
    detail: 'The receiver found the request wrong (400); look at the payload.',
    retryable: false,
  },
  401: {
    code: 'receiver_auth',
    detail: 'The receiver wants other credentials (401); look at the headers.',
    retryable: false,
  },
  403: {
    code: 'receiver_auth',
    detail: 'The receiver forbids this (403); look at the credentials in the headers.',
    retryable: false,
  },
  404: {
    code: 'receiver_not_found',
    detail: 'There is nothing at this URL (404); look at the path.',
    retryable: false,
  },
  408: { code: 'receiver_busy', detail: 'The receiver gave up waiting for the request (408).', retryable: true },
  409: {
    code: 'receiver_conflict',
    detail: 'The receiver says that this conflicts with its state (409).',
    retryable: false,
  },
  410: { code: 'receiver_gone', detail: 'The receiver says that this URL is gone for good (410).', retryable: false },
  413: { code: 'receiver_rejected', detail: 'The payload is too large for the receiver (413).', retryable: false },
  429: {
    code: 'rate_limited',
    detail: 'The receiver wants fewer requests (429); preview and confirm again later.',
    retryable: true,
  },
};

export function read(answer: Answer): Outcome {
  const { status } = answer;
  if (isSuccess(answer)) return { status: 'succeeded', output: outputOf(answer) };
  if (status < 400) {
    const detail = `The receiver redirects (${status}), and Relay does not follow; preview with the URL that it redirects to.`;
    return { status: 'failed', error: { code: 'redirect_refused', detail, retryable: false, providerStatus: status } };
  }
  if (isGatewayStatus(status)) return gatewayAnswer(status, 'the receiver');
  const verdict = VERDICTS[status] ?? fallback(status);
  const waitMs = retryAfterMs(answer);
  return {
    status: 'failed',
    error: { ...verdict, providerStatus: status, ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) },
  };
}

const fallback = (status: number): Verdict =>
  status >= 500
    ? {
        code: 'receiver_error',
        detail: `The receiver failed (${status}); it may tell more in its own log.`,
        retryable: true,
      }
    : { code: 'receiver_rejected', detail: `The receiver refused the request (${status}).`, retryable: false };

function outputOf({ status, headers, body, truncated }: Answer) {
  const shown = body.subarray(0, SHOWN_BYTES);
  return {
    status,
    contentType: headers['content-type'] ?? null,
    body: new TextDecoder().decode(shown),
    bodyTruncated: truncated || shown.length < body.length,
  };
}
