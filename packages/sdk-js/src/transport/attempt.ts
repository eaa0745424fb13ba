import { ConnectionError, RelayError } from '../errors.js';
import type { Settings } from '../options.js';
import { emit } from './events.js';
import type { Reply } from './promises.js';
import type { PreparedRequest } from './request.js';
import { timing } from './timing.js';
import { toAPIError } from './to-api-error.js';

/**
 * Sends a request once and reads the whole reply.
 * Throws an `APIError` if the reply is an error or not JSON, and a `ConnectionError` if there is none or it breaks off.
 */
export async function attempt<Data>(
  settings: Settings,
  request: PreparedRequest,
  number: number,
  signal: AbortSignal,
): Promise<Reply<Data>> {
  const { method, url } = request;
  const key = request.isPublic ? undefined : await askForKey(settings);
  // The caller may have given up meanwhile.
  signal.throwIfAborted();

  const started = timing.now();
  emit(settings.onEvent, { type: 'request', method, url, attempt: number });
  const { response, text } = await exchange(settings, request, key, signal);
  const { status, headers } = response;
  const requestId = headers.get('x-request-id') ?? undefined;
  emit(settings.onEvent, {
    type: 'response',
    method,
    url,
    attempt: number,
    status,
    requestId,
    duration: timing.now() - started,
  });

  if (status === 204) return { data: undefined as Data, response, requestId };
  if (response.ok) {
    const data = parse(text);
    if (data !== undefined) return { data: data as Data, response, requestId };
  }
  throw toAPIError({ ...withoutKey(key, text, headers), status, method, url });
}

async function askForKey(settings: Settings): Promise<string> {
  try {
    return await settings.apiKey();
  } catch (error) {
    throw error instanceof RelayError ? error : new RelayError('The function `apiKey` failed.', { cause: error });
  }
}

async function exchange(settings: Settings, request: PreparedRequest, key: string | undefined, signal: AbortSignal) {
  const { method, url, body = null } = request;
  const headers = new Headers(request.headers);
  if (key) headers.set('authorization', `Bearer ${key}`);
  try {
    // A redirect that is followed would take the request to wherever the answer says.
    const response = await settings.fetch(url, { method, headers, body, signal, redirect: 'manual' });
    return { response, text: await response.text() };
  } catch (error) {
    throw new ConnectionError(`The connection to ${new URL(url).host} failed${systemCode(error)}.`, { cause: error });
  }
}

/** Some proxies show the request, and with it the key, when something fails. */
function withoutKey(key: string | undefined, text: string, headers: Headers): { body: unknown; headers: Headers } {
  const mask = (shown: string) => (key ? shown.replaceAll(key, '[API key]') : shown);
  const json = parse(mask(text));
  return {
    body: json === undefined ? mask(text) : json,
    headers: new Headers(Array.from(headers, ([name, value]): [string, string] => [name, mask(value)])),
  };
}

/** Node keeps `ECONNREFUSED` and its like one level down. */
function systemCode(error: unknown): string {
  const code = (error as { cause?: { code?: unknown } } | undefined)?.cause?.code;
  return typeof code === 'string' ? ` (${code})` : '';
}

/** The JSON in a text, or `undefined`, which no JSON is. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
