// The door that the generated resources come through.
export type { RequestOptions } from '../options.js';
export type { ByteStream } from './byte-stream.js';
export type { Stream } from './event-stream.js';
export type { APIPromise, PagePromise } from './promises.js';
export { Resource } from './resource.js';
export type { UnknownVariant } from './unknown-variant.js';
