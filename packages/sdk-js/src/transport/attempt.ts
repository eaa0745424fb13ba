import { RelayError } from '../errors.js';
import type { Settings } from '../options.js';
import { emit } from './events.js';
import { parseJson } from './parse-json.js';
import type { Reply } from './promises.js';
import type { PreparedRequest } from './request.js';
import { timing } from './timing.js';
import { toAPIError } from './to-api-error.js';
import { toConnectionError } from './to-connection-error.js';

/** A reply, and what takes the key out of a text that its server shows. */
export interface Attempt<Data> extends Reply<Data> {
  mask: (text: string) => string;
}

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
): Promise<Attempt<Data>> {
  const { method, url } = request;
  const key = request.isPublic ? undefined : await askForKey(settings);
  const mask = (shown: string) => (key ? shown.replaceAll(key, '[API key]') : shown);
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

  if (status === 204 || text === undefined) return { data: undefined as Data, response, requestId, mask };
  if (response.ok && !request.stream) {
    const data = parseJson(text);
    // Every reply of Relay is an object; anything else is from something in between.
    if (Object(data) === data && !Array.isArray(data)) return { data: data as Data, response, requestId, mask };
  }
  throw toAPIError({ ...masked(mask, text, headers), status, method, url });
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
    return { response, text: isStream(request, response) ? undefined : await response.text() };
  } catch (error) {
    throw toConnectionError(url, error);
  }
}

/** Bytes may be in any format but HTML: what answers with it is something in between. */
function isStream({ stream }: PreparedRequest, { ok, headers }: Response): boolean {
  const contentType = headers.get('content-type') ?? '';
  if (!ok || !stream) return false;
  return stream === 'events' ? /^text\/event-stream *(;|$)/i.test(contentType) : !/^text\/html/i.test(contentType);
}

/** Some proxies show the request, and with it the key, when something fails. */
function masked(mask: Attempt<unknown>['mask'], text: string, headers: Headers): { body: unknown; headers: Headers } {
  const json = parseJson(mask(text));
  return {
    body: json === undefined ? mask(text) : json,
    headers: new Headers(Array.from(headers, ([name, value]): [string, string] => [name, mask(value)])),
  };
}
