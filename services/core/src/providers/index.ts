export { mostAtOnce } from './at-once.js';
export { catalog } from './catalog.js';
export * from './failure.js';
export { type Dialect, type Explanation, failedWrite, kindOfStatus, refuse } from './failure.judge.js';
export { unreadableWrite } from './failure.reply.js';
export { retryAfterMs } from './failure.retry-after.js';
export * from './oauth/index.js';
export { leadsTo } from './origins.js';
export * from './provider.js';
