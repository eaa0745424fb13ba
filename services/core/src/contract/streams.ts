// Replies that are streamed: as fast as the client reads them, and no faster.
import type { Request, Response } from 'express';

export interface Streamed<Media extends string, Headers extends object> {
  contentType: Media;
  headers: Headers;
  chunks: AsyncIterable<string | Uint8Array>;
}

/** A client that takes no byte for so long is gone; to wait for it would hold up a drain. */
const STALLED_MS = 60_000;

/**
 * Sends the chunks one by one and ends their iteration when the client goes away. Status and headers leave with the first chunk: what
 * fails before it is answered as a problem, what fails after it cuts the connection.
 */
export async function sendStream(
  request: Request,
  status: number,
  { contentType, headers, chunks }: Streamed<string, object>,
  stalledMs = STALLED_MS,
): Promise<string> {
  const response = request.res!;
  const begin = () => {
    if (response.headersSent) return;
    response.status(status).on('timeout', () => response.destroy());
    response.setHeader('Content-Type', contentType.startsWith('text/') ? `${contentType}; charset=utf-8` : contentType);
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
  };
  for await (const chunk of chunks) {
    if (response.destroyed) break;
    begin();
    if (!response.write(chunk)) await drained(response, stalledMs);
  }
  begin();
  response.end();
  return undefined as never; // the headers are sent, so tsoa leaves the response alone
}

/** Resolves when the client has taken what was written, or has gone away. */
async function drained(response: Response, stalledMs: number): Promise<void> {
  response.setTimeout(stalledMs); // of the socket: it begins anew with every byte that gets through
  await new Promise<void>((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
    if (response.destroyed) done();
  });
  response.setTimeout(0);
}
