// One taxonomy for what goes wrong at a provider, whichever it is.
import type { ExecutionError } from '../generated/types.js';

/**
 * - `auth`: the token is not accepted · `permission`: it is, and may not do this · `not_found` · `invalid`: the request is wrong ·
 *   `conflict`: it does not fit the state there · `rate_limited` · `unavailable`: the provider is down · `unknown`: none of these
 */
export type FailureKind =
  | 'auth'
  | 'permission'
  | 'not_found'
  | 'invalid'
  | 'conflict'
  | 'rate_limited'
  | 'unavailable'
  | 'unknown';

/** The permanent code of each kind, as it stands in an execution's error or a problem. */
export const FAILURE_CODES: Record<FailureKind, string> = {
  auth: 'provider_auth',
  permission: 'provider_permission',
  not_found: 'provider_not_found',
  invalid: 'provider_invalid',
  conflict: 'provider_conflict',
  rate_limited: 'rate_limited',
  unavailable: 'provider_unavailable',
  unknown: 'provider_error',
};

/** A provider's answer that says that something went wrong. */
export class ProviderFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    /** As an execution shows it; its code is that of the kind. */
    readonly error: ExecutionError,
  ) {
    super(error.detail);
  }
}
