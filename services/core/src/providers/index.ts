export { catalog } from './catalog.js';
export * from './provider.js';
