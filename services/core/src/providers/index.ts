export { catalog } from './catalog.js';
export * from './failure.js';
export * from './provider.js';
