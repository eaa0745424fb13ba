import type { IncomingMessage, ServerResponse } from 'node:http';
import { APIError, ConnectionError, type FieldError } from '@relay/sdk-js';

/** What the page is told of an error. Nothing else of a failed call goes to the browser. */
export interface Problem {
  status: number;
  code: string;
  detail: string;
  errors: FieldError[];
  requestId?: string | undefined;
  /** Where the owner of an account agrees to what is missing. */
  authorizationUrl?: string | undefined;
  /** How long to wait before another try, in seconds. */
  retryAfter?: number | undefined;
}

const MOST_BYTES = 1024 * 1024;

export function sendJson(response: ServerResponse, status: number, body?: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

export function sendProblem(response: ServerResponse, problem: Problem): void {
  sendJson(response, problem.status, problem);
}

export const problem = (status: number, code: string, detail: string): Problem => ({
  status,
  code,
  detail,
  errors: [],
});

/** What Relay said is handed on; what else went wrong is logged here and stays here. */
export function toProblem(error: unknown, baseUrl: string): Problem {
  if (error instanceof APIError) {
    const { status, code = 'unexpected_reply', errors, requestId, authorizationUrl, body, headers } = error;
    const detail = detailOf(status, body, baseUrl);
    return { status, code, detail, errors, requestId, authorizationUrl, retryAfter: waitIn(headers) };
  }
  if (error instanceof ConnectionError)
    return problem(502, 'relay_unreachable', `Relay does not answer at ${baseUrl}.`);
  console.error(error);
  return problem(500, 'internal', "The example's server failed; its terminal says why.");
}

/** The same of a reply that did not come through the SDK. */
export async function problemIn(reply: Response, baseUrl: string): Promise<Problem> {
  const { status, headers } = reply;
  const body = (await reply.json().catch(() => null)) as Partial<Problem> | null;
  const { code = 'unexpected_reply', errors = [], requestId, authorizationUrl } = body ?? {};
  const detail = detailOf(status, body, baseUrl);
  return { status, code, detail, errors, requestId, authorizationUrl, retryAfter: waitIn(headers) };
}

function detailOf(status: number, body: unknown, baseUrl: string): string {
  const detail = (body as { detail?: unknown } | null)?.detail;
  return typeof detail === 'string' ? detail : `${baseUrl} answered ${status}, but not as Relay does.`;
}

function waitIn(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}

/** The body as JSON; undefined for one that is too large or is not a JSON object. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk); // the rest is read and dropped: a reply before its end would be lost
  }
  if (bytes > MOST_BYTES) return undefined;
  try {
    const value = JSON.parse(Buffer.concat(chunks).toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
