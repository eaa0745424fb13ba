import type { Outbound, OutboundResult } from './types.js';

/** There is no reply that a caller could read: the request was not sent, nobody answered, or the answer is no good. */
export class NotAnswered extends Error {
  constructor(readonly result: OutboundResult) {
    super(result.kind === 'answered' ? 'The reply could not be read.' : result.detail);
  }
}

export interface FetchOptions {
  method: string;
  headers: Record<string, string>;
  body?: string | URLSearchParams | Uint8Array | null | undefined;
  signal?: AbortSignal | undefined;
}

/** `fetch` over the guarded client, as libraries for OAuth take it. It follows no redirect and throws NotAnswered. */
export const fetchThrough =
  (outbound: Pick<Outbound, 'send'>, withinMs: number) =>
  async (url: string, { method, headers, body = null, signal }: FetchOptions): Promise<Response> => {
    const bytes = body instanceof URLSearchParams ? body.toString() : body;
    const result = await outbound.send({ method, url, headers, body: bytes }, { withinMs, ...(signal && { signal }) });
    if (result.kind !== 'answered' || result.truncated || result.status < 200 || result.status > 599)
      throw new NotAnswered(result);
    const hasBody = ![204, 205, 304].includes(result.status);
    return new Response(hasBody ? result.body : null, { status: result.status, headers: result.headers });
  };
