import { RelayError } from './errors.js';
import { meta } from './generated/meta.gen.js';
import { environment } from './runtime.js';
import type { RelayEvent } from './transport/events.js';

/** How a client behaves, for all of its calls. Times are in milliseconds. */
export interface RelayOptions {
  /**
   * An API key (`relay_…`), or a function that gives one and is asked before every attempt.
   * Default: the environment variable `RELAY_API_KEY`.
   */
  apiKey?: string | (() => string | Promise<string>);
  /** Where Relay is, with or without a path. Default: the environment variable `RELAY_BASE_URL`, else `http://127.0.0.1:8787`. */
  baseUrl?: string;
  /**
   * How long one attempt may take until its reply is read. A stream is not read in one go: there it is how long its head may
   * take, and then how long you may wait for its next bytes. Default: 60 000.
   */
  timeout?: number;
  /** How long a call may take with all of its attempts and pauses; for a stream, until its head is there. Default: no limit. */
  totalTimeout?: number;
  /** How often a call is sent again after no reply, 408, 429 or 5xx. Default: 2. */
  maxRetries?: number;
  /** Headers that every request carries. */
  headers?: Record<string, string>;
  /** What to use in the place of the global `fetch`. */
  fetch?: typeof fetch;
  /** Is told of every request, response, retry and error; never of the key. What it throws is ignored. */
  onEvent?: (event: RelayEvent) => void;
}

/** How one call behaves; what is left out is as the client has it. Times are in milliseconds. */
export interface RequestOptions {
  /** Ends the call at once, also a pause before a retry, also a stream that it gave. They then throw an `AbortError`. */
  signal?: AbortSignal;
  /** How long one attempt may take until its reply is read; for a stream, its head, and then each wait for its next bytes. */
  timeout?: number;
  /** How long the call may take with all of its attempts and pauses; for a stream, until its head is there. */
  totalTimeout?: number;
  /** How often the call is sent again after no reply, 408, 429 or 5xx. */
  maxRetries?: number;
  /**
   * Says that two POSTs mean the same thing: for 24 hours the second gets the reply of the first, with the header
   * `Idempotent-Replayed: true`, and nothing is done again. 1 to 255 printable ASCII characters. Default: a new one for every
   * POST; its retries carry the same. Other methods carry none.
   */
  idempotencyKey?: string;
  /** Headers of this call; `null` takes one away that the client would send. */
  headers?: Record<string, string | null>;
}

/** The options of a client with the defaults filled in and checked. */
export interface Settings extends Required<Omit<RelayOptions, 'apiKey' | 'onEvent'>> {
  apiKey: () => Promise<string>;
  onEvent: ((event: RelayEvent) => void) | undefined;
}

/** Throws a `RelayError` if there is no key, or if the base URL cannot be used. */
export function readSettings(options: RelayOptions): Settings {
  const apiKey = options.apiKey ?? environment('RELAY_API_KEY');
  if (!apiKey) throw new RelayError('There is no API key: pass `apiKey`, or set RELAY_API_KEY.');
  if (typeof apiKey === 'string') checkKey(apiKey);
  return {
    apiKey: async () => checkKey(typeof apiKey === 'string' ? apiKey : await apiKey()),
    baseUrl: readBaseUrl(options.baseUrl ?? environment('RELAY_BASE_URL') ?? meta.baseUrl),
    timeout: options.timeout ?? 60_000,
    totalTimeout: options.totalTimeout ?? Number.POSITIVE_INFINITY,
    maxRetries: options.maxRetries ?? 2,
    headers: options.headers ?? {},
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    onEvent: options.onEvent,
  };
}

/** `Headers` would put a key that it refuses into its error; this says what is wrong without showing it. */
function checkKey(apiKey: string): string {
  const key = apiKey?.trim?.();
  if (!key) throw new RelayError('The API key is empty.');
  if (!/^[\x21-\x7e]+$/.test(key)) throw new RelayError('The API key holds characters that no key has.');
  return key;
}

/** A URL may hold a password, so it is not repeated in the error. */
function readBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    throw new RelayError('`baseUrl` must be an http or https URL without credentials, query and fragment.');
  return url.href.replace(/\/+$/, '');
}
