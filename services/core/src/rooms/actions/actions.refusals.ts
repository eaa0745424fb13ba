// Why a request of an action was not sent.
import type { ExecutionError } from '../../generated/types.js';
import type { OutboundResult } from '../../platform/outbound/index.js';
import type { ActionDefinition } from '../../providers/index.js';
import type { NoToken } from '../connections/index.js';

/** Nothing was sent: there is no token, or no room. */
export interface Refused {
  kind: 'refused';
  error: ExecutionError;
}

const refused = (error: ExecutionError): Refused => ({ kind: 'refused', error });

export const noToken = ({ code, detail, retryable }: NoToken): Refused => refused({ code, detail, retryable });

export const noRoom = ({ provider }: ActionDefinition, retryAfterMs: number | undefined): Refused =>
  refused(
    retryAfterMs === undefined
      ? {
          code: 'rate_limited',
          detail: 'Too many requests of this connection were under way; nothing was sent.',
          retryable: true,
        }
      : {
          code: 'rate_limited',
          detail: `The limit of this connection at ${provider} is used up for now; nothing was sent.`,
          retryable: true,
          retryAfterMs,
        },
  );

export const TOKEN_UNREAD = refused({
  code: 'database_unavailable',
  detail: 'The token of the connection could not be read; nothing was sent.',
  retryable: true,
});

// A bug of ours; what was not sent is told as that, instead of leaving everybody in doubt.
export const TOKEN_FAULT = refused({
  code: 'internal',
  detail: 'Something went wrong on our side before anything was sent; the log has the reason.',
  retryable: false,
});

// A plan of before RELAY_GOOGLE_URL or its like was changed, or one that an adapter got wrong: no token goes there.
export const ELSEWHERE = refused({
  code: 'origin_refused',
  detail: 'This request does not lead to the provider of its connection, so no token goes with it; nothing was sent.',
  retryable: false,
});

// A process that was frozen may wake up when its lease is over, and somebody has told the outcome: it must not send any more.
export const TOO_LATE: OutboundResult = {
  kind: 'not_sent',
  code: 'connect_timeout',
  detail: 'There was no time left to send this; nothing was sent.',
  retryable: true,
  durationMs: 0,
};
