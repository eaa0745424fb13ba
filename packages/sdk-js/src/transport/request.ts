import { RelayError } from '../errors.js';
import { meta } from '../generated/meta.gen.js';
import type { RequestOptions, Settings } from '../options.js';
import { isServer } from '../runtime.js';

/** An operation as the generated resources describe it. */
export interface Operation {
  method: string;
  /** `/api/executions/{executionId}` */
  path: string;
  hasBody?: boolean;
  /** Is sent without the key. */
  isPublic?: boolean;
  /** The reply is handed on as it comes: as bytes, or as the data of its events. */
  stream?: 'bytes' | 'events';
}

/** One call, made once; each attempt sends the same. */
export interface PreparedRequest {
  method: string;
  url: string;
  headers: Headers;
  body: string | undefined;
  isPublic: boolean;
  stream: Operation['stream'];
}

/**
 * Puts each parameter where it belongs: into the path if the path names it, else into the body if the operation has one, else
 * into the query. Throws a `RelayError` for what cannot be sent, such as an id that would change the path.
 */
export function prepare(
  settings: Settings,
  operation: Operation,
  parameters: object,
  options: RequestOptions,
): PreparedRequest {
  const rest = new Map(Object.entries(parameters).filter(([, value]) => value !== undefined));
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    return pathSegment(name, value);
  });
  const query = operation.hasBody
    ? ''
    : new URLSearchParams([...rest].map(([name, value]) => [name, String(value)])).toString();
  const body = operation.hasBody ? toJson(Object.fromEntries(rest)) : undefined;
  return {
    method: operation.method,
    url: settings.baseUrl + path + (query && `?${query}`),
    headers: prepareHeaders(settings, operation, options),
    body,
    isPublic: operation.isPublic ?? false,
    stream: operation.stream,
  };
}

/**
 * URLs drop `.` and `..` segments even when they are escaped, and an empty one makes another operation of it. Half a character
 * (a lone surrogate) cannot be escaped.
 */
function pathSegment(name: string, value: unknown): string {
  if (typeof value !== 'string' || /^\s*\.{0,2}\s*$|\p{Surrogate}/u.test(value))
    throw new RelayError(`\`${name}\` must be an id, not ${JSON.stringify(value)}.`);
  return encodeURIComponent(value);
}

function toJson(body: object): string {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    throw new RelayError(`The parameters cannot be sent as JSON: ${(cause as Error).message}`, { cause });
  }
}

const accepted = { bytes: '*/*', events: 'text/event-stream' };

function prepareHeaders(settings: Settings, operation: Operation, options: RequestOptions): Headers {
  const { method, hasBody, stream } = operation;
  const headers = new Headers({ accept: stream ? accepted[stream] : 'application/json' });
  if (isServer) headers.set('user-agent', `relay-sdk-js/${meta.version}`);
  if (hasBody) headers.set('content-type', 'application/json');
  // The other methods need none: GET reads, and PATCH, PUT and DELETE say what shall be, so that a repeat changes nothing.
  if (method === 'POST') headers.set('idempotency-key', checkIdempotencyKey(options.idempotencyKey ?? randomKey()));
  for (const [name, value] of Object.entries({ ...settings.headers, ...options.headers }))
    if (value === null) headers.delete(name);
    else if (value !== undefined)
      headers.set(checkHeader(name, name, /^[\w!#$%&'*+.^`|~-]+$/), checkHeader(name, value));
  return headers;
}

/** `Headers` would put a value that it refuses into its error, and the value may be a secret. */
function checkHeader(name: string, text: string, allowed = /^[\t\x20-\x7e]*$/): string {
  if (!allowed.test(text))
    throw new RelayError(`The header ${JSON.stringify(name)} holds characters that no header may have.`);
  return text;
}

/** An empty one would tell nothing apart. Spaces around it are no part of a header. */
function checkIdempotencyKey(key: string): string {
  const trimmed = key.trim();
  if (!/^[\x20-\x7e]{1,255}$/.test(trimmed))
    throw new RelayError('`idempotencyKey` must be 1 to 255 printable ASCII characters.');
  return trimmed;
}

/** `crypto.randomUUID` is missing on pages that are not served by https. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
