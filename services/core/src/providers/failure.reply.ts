// Replies that say that all is well, and what they hold.
import { FAILURE_CODES, ProviderFailure } from './failure.js';
import type { Answer, Outcome } from './provider.js';

export const isSuccess = ({ status }: Pick<Answer, 'status'>): boolean => status >= 200 && status < 300;

/** What an answer's body holds as JSON; undefined where it is none, or was cut. */
export function jsonOf({ body, truncated }: Answer): unknown {
  if (truncated) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

/** For a write that was answered with 2xx and something that is not what the provider documents: it may well have taken effect. */
export const unreadableWrite = ({ status }: Answer, name: string): Outcome => ({
  status: 'outcome_unknown',
  error: {
    code: 'malformed_reply',
    detail: `${name} answered ${status} with something that Relay cannot read; look there whether it took effect before you send it again.`,
    retryable: false,
    providerStatus: status,
  },
});

/** For a look that was answered so. */
export const unreadableLook = ({ status }: Answer, name: string): ProviderFailure =>
  new ProviderFailure('unknown', {
    code: FAILURE_CODES.unknown,
    detail: `${name} answered ${status} with something that Relay cannot read; try again later, and tell whoever runs Relay if it stays so.`,
    retryable: false,
    providerStatus: status,
  });
