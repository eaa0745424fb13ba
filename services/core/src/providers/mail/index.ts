export * from './address.js';
export * from './mail.schema.js';
export * from './read-mail.js';
