export { parseAllow } from './allow-list.js';
export { fetchThrough, NotAnswered } from './fetch.js';
export { RESERVED_HEADERS } from './message.js';
export { createOutbound } from './outbound.js';
export type { Lookup, Outbound, OutboundOptions, OutboundRequest, OutboundResult } from './types.js';
