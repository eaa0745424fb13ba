import { RelayError } from '../errors.js';

export const keyReused = () =>
  new RelayError(
    'idempotency_key_reused',
    422,
    'This Idempotency-Key was used for another request; every new request needs a new key.',
  );

export const keyInFlight = () =>
  new RelayError(
    'idempotency_in_flight',
    409,
    'The first request with this Idempotency-Key is still under way; ask again in a moment.',
    { headers: { 'Retry-After': '1' } },
  );
