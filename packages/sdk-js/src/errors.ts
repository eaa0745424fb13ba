import type { FieldError, Problem } from './generated/types.gen.js';

/** Everything that this SDK throws on purpose. */
export class RelayError extends Error {
  override name = 'RelayError';
}

/** What is known of a reply that is an error. */
export interface FailedReply {
  /** The HTTP status; 0 for a redirect in a browser, which hides it. */
  status: number;
  /** Parsed if it is JSON, else text. */
  body: unknown;
  headers: Headers;
  method: string;
  url: string;
}

/** The server answered, and the answer is an error. Its subclasses name the usual ones. */
export class APIError extends RelayError {
  override name = 'APIError';
  /** The HTTP status. */
  readonly status: number;
  /** Permanent, snake_case, such as `preview_expired`; missing if something other than Relay answered. */
  readonly code: string | undefined;
  /** What to name when you ask somebody about it; the server's logs have it too. */
  readonly requestId: string | undefined;
  /** Each mistake of a refused request, with a JSON Pointer (`/input/url`). */
  readonly errors: FieldError[];
  /** With `scope_missing`: where the owner of the connection agrees to what is missing, within ten minutes. */
  readonly authorizationUrl: string | undefined;
  /** The body: a `Problem` if Relay answered, else other JSON or text. */
  readonly body: unknown;
  readonly #headers: Headers;

  constructor(reply: FailedReply) {
    const problem = problemOf(reply.body);
    const requestId = reply.headers.get('x-request-id') ?? problem.requestId;
    super(messageOf(reply, problem, requestId));
    this.status = reply.status;
    this.code = problem.code;
    this.requestId = requestId;
    this.errors = problem.errors;
    this.authorizationUrl = problem.authorizationUrl;
    this.body = reply.body;
    this.#headers = reply.headers;
  }

  /** The reply's headers. Not a property, so that no log prints them. */
  get headers(): Headers {
    return this.#headers;
  }
}

/** 400: not even well formed. */
export class BadRequestError extends APIError {
  override name = 'BadRequestError';
}
/** 401: no key, or not a valid one. */
export class AuthenticationError extends APIError {
  override name = 'AuthenticationError';
}
/** 403: the key's role does not allow it. */
export class PermissionDeniedError extends APIError {
  override name = 'PermissionDeniedError';
}
/** 404: no such thing in this workspace. */
export class NotFoundError extends APIError {
  override name = 'NotFoundError';
}
/** 409: the thing's state does not allow it. */
export class ConflictError extends APIError {
  override name = 'ConflictError';
}
/** 410: expired or discarded. */
export class GoneError extends APIError {
  override name = 'GoneError';
}
/** 413: the body is too large. */
export class PayloadTooLargeError extends APIError {
  override name = 'PayloadTooLargeError';
}
/** 422: does not match the contract or the action's input schema; `errors` points at each mistake. */
export class ValidationError extends APIError {
  override name = 'ValidationError';
}
/** 429: too many requests, even after the retries. */
export class RateLimitError extends APIError {
  override name = 'RateLimitError';
}
/** 5xx: the server, or a provider behind it, failed. */
export class ServerError extends APIError {
  override name = 'ServerError';
}
/** A stream told of an error after it had begun, or said something that is not an event. */
export class StreamError extends RelayError {
  override name = 'StreamError';
  /** Permanent, snake_case, if the stream told one. */
  readonly code: string | undefined;
  /** What to name when you ask somebody about it; the server's logs have it too. */
  readonly requestId: string | undefined;
  /** What the stream said: parsed if it is JSON, else text. */
  readonly data: unknown;

  constructor(data: unknown, requestId: string | undefined, isError: boolean) {
    const problem = problemOf(data);
    const told =
      problem.errorText ?? problem.detail ?? problem.title ?? (typeof data === 'string' ? data : 'no reason');
    const said = isError ? `The stream told of an error: ${told}` : 'An event of the stream is not JSON.';
    super(`${problem.code ? `${problem.code}: ` : ''}${said}${named(requestId ?? problem.requestId)}`);
    this.code = problem.code;
    this.requestId = requestId ?? problem.requestId;
    this.data = data;
  }
}
/** There is no whole reply: DNS, TCP, TLS, or the connection broke. `cause` has the reason. */
export class ConnectionError extends RelayError {
  override name = 'ConnectionError';
}
/** There was no reply in time. */
export class TimeoutError extends ConnectionError {
  override name = 'TimeoutError';
}
/** Your signal fired; `cause` is its reason. */
export class AbortError extends RelayError {
  override name = 'AbortError';
}

/** What a body says as a problem. Anything may have answered, so no part of it is trusted to have its type. */
function problemOf(body: unknown): Partial<Problem> & { errorText: string | undefined; errors: FieldError[] } {
  const { title, detail, errorText, code, requestId, authorizationUrl, errors } = Object(body) as Record<
    string,
    unknown
  >;
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    title: text(title),
    detail: text(detail),
    errorText: text(errorText),
    code: text(code),
    requestId: text(requestId),
    authorizationUrl: text(authorizationUrl),
    errors: Array.isArray(errors) ? errors.filter((entry) => typeof entry?.pointer === 'string') : [],
  };
}

/** `422 invalid_request: The input does not fit. /input/url: is required (request req_1)` */
function messageOf(
  { status, method, url }: FailedReply,
  problem: ReturnType<typeof problemOf>,
  requestId?: string,
): string {
  const isRedirect = status < 200 || (status >= 300 && status < 400);
  const said = isRedirect
    ? 'the server redirects, which is not followed, so that the key goes nowhere else; check `baseUrl`.'
    : (problem.detail ?? problem.title ?? `${method} ${new URL(url).pathname} was not answered by Relay.`);
  const fields = problem.errors.slice(0, 3).map(({ pointer, detail }) => ` ${pointer}: ${detail}`);
  // Where Relay's sentence is that of the first field, it is not said twice.
  const summary = fields[0]?.endsWith(said) ? '' : ` ${said}`;
  const code = problem.code ? ` ${problem.code}` : '';
  return `${status}${code}:${summary}${fields.join(';')}${named(requestId)}`;
}

const named = (requestId?: string) => (requestId ? ` (request ${requestId})` : '');
