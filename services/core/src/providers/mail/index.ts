export * from './address.js';
export * from './describe.js';
export * from './mail.schema.js';
export * from './mime.js';
export * from './read-mail.js';
