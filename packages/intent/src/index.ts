export { contactsNamed } from './actions/people.js';
export { quotesIn, type Reading, read } from './reading.js';
export { sentenceFor } from './sentences.js';
export { MOST_CHARACTERS, understand } from './understand.js';
export * from './understanding.js';
