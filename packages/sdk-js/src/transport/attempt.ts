import { RelayError } from '../errors.js';
import type { Settings } from '../options.js';
import { emit } from './events.js';
import type { Reply } from './promises.js';
import type { PreparedRequest } from './request.js';
import { timing } from './timing.js';
import { toAPIError } from './to-api-error.js';
import { toConnectionError } from './to-connection-error.js';

/**
 * Sends a request once and reads the whole reply; of a stream only the head, and its `data` is left to the caller.
 * Throws an `APIError` if the reply is an error or not what was asked for, and a `ConnectionError` if there is none or it
 * breaks off.
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

  if (status === 204 || text === undefined) return { data: undefined as Data, response, requestId };
  if (response.ok && !request.isStream) {
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
    return { response, text: request.isStream && isData(response) ? undefined : await response.text() };
  } catch (error) {
    throw toConnectionError(url, error);
  }
}

/** No operation streams HTML: what answers with it is something in between. */
function isData({ ok, headers }: Response): boolean {
  return ok && !/^text\/html/i.test(headers.get('content-type') ?? '');
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

/** The JSON in a text, or `undefined`, which no JSON is. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
