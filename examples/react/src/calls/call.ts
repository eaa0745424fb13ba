// One request to the example's own server. The browser never talks to Relay, and so needs no key.

/** What the server says of an error; `server/replies.ts` makes it. */
export interface Problem {
  /** The HTTP status; 0 when nobody answered. */
  status: number;
  code: string;
  detail: string;
  errors: Array<{ pointer: string; detail: string; choices?: Array<{ value: string; label: string }> }>;
  requestId?: string;
  /** Where the owner of an account agrees to what is missing. */
  authorizationUrl?: string;
  /** How long to wait before another try, in seconds. */
  retryAfter?: number;
}

export class CallError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export async function call<Result>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Result> {
  const response = await fetch(path, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }).catch(() => undefined);
  if (response?.ok) return response.status === 204 ? (undefined as Result) : response.json();
  throw new CallError(await problemOf(response));
}

/** What the server says of a call that did not succeed; it may not have answered at all. */
export async function problemOf(response: Response | undefined): Promise<Problem> {
  const silence = { status: 0, code: 'no_answer', detail: "This page's own server does not answer.", errors: [] };
  const problem = await response?.json().catch(() => undefined);
  return typeof problem?.code === 'string' ? problem : silence;
}

/** The problem behind whatever was thrown; a bug of the page is thrown on. */
export function problemIn(error: unknown): Problem {
  if (error instanceof CallError) return error.problem;
  throw error;
}
