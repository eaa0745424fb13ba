export { quotesIn, type Reading, read } from './reading.js';
export { sentenceFor } from './sentences.js';
export { MOST_CHARACTERS, prepare, understand } from './understand.js';
export * from './understanding.js';
