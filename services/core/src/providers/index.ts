export { catalog } from './catalog.js';
export * from './failure.js';
export { type Dialect, type Explanation, failedWrite, kindOfStatus, refuse } from './failure.judge.js';
export * from './provider.js';
