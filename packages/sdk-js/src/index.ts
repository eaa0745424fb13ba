export * from './errors.js';
export { Executions, type WaitOptions } from './executions.js';
export type * from './generated/index.js';
export type { RelayOptions, RequestOptions } from './options.js';
export { Relay, Relay as default } from './relay.js';
export type { ByteStream } from './transport/byte-stream.js';
export { Stream } from './transport/event-stream.js';
export type { RelayEvent } from './transport/events.js';
export { APIPromise, type CursorPage, PagePromise, type Reply } from './transport/promises.js';
