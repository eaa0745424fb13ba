import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { OutboundRequest } from './types.js';

/** Headers that say how bytes are framed or where they go; they are ours, and a caller that sets one has a bug. */
export const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What is written to the connection. */
export interface Message {
  method: string;
  headers: Record<string, string>;
  body: Uint8Array | undefined;
}

/** Checks everything that Node would refuse later, so that nothing of ours can fail once bytes have left. */
export function toMessage(request: OutboundRequest): Message {
  const method = request.method.toUpperCase();
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Z]+$/.test(method) || method === 'CONNECT') throw new TypeError('not a usable method');
  const seen = new Set(RESERVED_HEADERS);
  for (const [name, value] of Object.entries(request.headers)) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    // A second spelling of a name would silently replace the first: not what was previewed.
    if (seen.has(name.toLowerCase())) throw new TypeError(`the header ${name} is reserved or given twice`);
    seen.add(name.toLowerCase());
  }
  const body = request.body === null ? undefined : Buffer.from(request.body);
  const length = body?.byteLength ?? (['POST', 'PUT', 'PATCH'].includes(method) ? 0 : undefined);
  const framing: Record<string, string> = length === undefined ? {} : { 'content-length': String(length) };
  return { method, headers: { ...request.headers, ...framing, connection: 'close' }, body };
}
