export { hashOf, Idempotency, type IdempotentCall, KEY_CONSTRAINT, type Replayable } from './idempotency.js';
export { purgeKept } from './idempotency.repository.js';
