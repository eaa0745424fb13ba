export { traceDatabase } from './database.js';
export { traceOutbound } from './outbound.js';
export { traceRequests } from './requests.js';
export { SpanKind, startTracing, type Tracing, traced } from './tracing.js';
