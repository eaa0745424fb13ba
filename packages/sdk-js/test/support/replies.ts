import type { Reply } from '@relay/fault-server';

type Headers = Record<string, string>;

export const json = (body: unknown, headers: Headers = {}, status = 200): Reply => ({
  type: 'json',
  status,
  headers,
  body,
});

export const problem = (status: number, code: string, headers: Headers = {}): Reply => ({
  type: 'problem',
  status,
  code,
  headers,
});

export const html = (status: number): Reply => ({ type: 'text', status, body: '<h1>Bad Gateway</h1>' });

export const reset: Reply = { type: 'reset' };

/** Says nothing, ever. */
export const hang: Reply = { type: 'hang' };

/** Shows the request's head in an error page, as some proxies do. */
export const echo: Reply = { type: 'echo', status: 502 };

/** A stream of bytes; a number is a wait. */
export const bytes = (...chunks: (string | number)[]): Extract<Reply, { type: 'chunks' }> => ({
  type: 'chunks',
  headers: { 'content-type': 'application/x-ndjson' },
  chunks: chunks.map((chunk) => (typeof chunk === 'number' ? { wait: chunk } : chunk)),
});
