export { MOST_CHARACTERS, prepare, understand } from './understand.js';
export * from './understanding.js';
