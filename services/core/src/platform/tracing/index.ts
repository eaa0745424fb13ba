export { traceDatabase } from './database.js';
export { traceOutbound } from './outbound.js';
export { traceRequests } from './requests.js';
export { startTracing, type Tracing } from './start.js';
export { SpanKind, traced } from './tracing.js';
