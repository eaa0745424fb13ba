export { clientOf } from './client-address.js';
export { parseRateLimits, type RateLimit, type RateLimits, withDefaults } from './limits.js';
export { type Claims, RateLimiter } from './rate-limiter.js';
