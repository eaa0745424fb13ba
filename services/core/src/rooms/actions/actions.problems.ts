// What a caller hears when a read or a preview failed at the provider: the error that an execution would show, as a problem.
import type { ExecutionError } from '../../generated/types.js';
import { RelayError } from '../../platform/errors.js';

const STATUSES: Partial<Record<string, number>> = {
  provider_auth: 409,
  provider_permission: 409,
  provider_conflict: 409,
  connection_degraded: 409,
  connection_expired: 409,
  connection_revoked: 409,
  connection_unreadable: 409,
  provider_invalid: 422,
  provider_not_found: 422,
  rate_limited: 429,
  internal: 500,
  provider_error: 502,
  provider_unavailable: 502,
  origin_refused: 502,
  database_unavailable: 503,
  provider_timeout: 504,
};

export function lookProblem(error: ExecutionError): RelayError {
  const { code, detail, retryAfterMs = 1_000, providerStatus, providerCode, providerMessage } = error;
  const provider = {
    ...(providerStatus !== undefined && { providerStatus }),
    ...(providerCode !== undefined && { providerCode }),
    ...(providerMessage !== undefined && { providerMessage }),
  };
  const headers: Record<string, string> = code === 'rate_limited' ? { 'Retry-After': inSeconds(retryAfterMs) } : {};
  return new RelayError(code, STATUSES[code] ?? 502, detail, { headers, provider });
}

const inSeconds = (milliseconds: number) => String(Math.max(1, Math.ceil(milliseconds / 1000)));
