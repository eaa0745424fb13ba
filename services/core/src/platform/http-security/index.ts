export { cors, parseOrigins } from './cors.js';
export { mayBeKept, SECURITY_HEADERS, securityHeaders } from './headers.js';
export { requestLimits } from './request-limits.js';
