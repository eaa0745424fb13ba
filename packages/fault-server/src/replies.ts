import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { fillSamples } from './samples.ts';
import type { Chunk, Reply, Table } from './table.ts';

/** What a reply may depend on. */
export interface Circumstances {
  samples: Table['samples'];
  /** Where the run of the case is: `http://127.0.0.1:1234/retry-503/first`. */
  baseUrl: string;
  requestHeaders: Record<string, unknown>;
}

/** Pieces this far apart arrive one by one. */
const betweenPieces = 5;

/** Does what a reply of the table says. Ends when the server has nothing more to do for it. */
export async function play(reply: Reply, response: ServerResponse, around: Circumstances): Promise<void> {
  if ('delay' in reply && reply.delay) await wait(reply.delay);
  switch (reply.type) {
    case 'json':
      return end(reply, response, 'application/json', JSON.stringify(fillSamples(reply.body, around.samples)));
    case 'problem':
      return end(reply, response, 'application/problem+json', JSON.stringify(problemOf(reply)));
    case 'text':
      return end(reply, response, 'text/html', reply.body);
    case 'redirect':
      response.writeHead(reply.status, { location: around.baseUrl + reply.path }).end();
      return;
    case 'echo':
      response
        .writeHead(reply.status, {
          'content-type': 'text/html',
          'x-debug': String(around.requestHeaders.authorization),
        })
        .end(JSON.stringify(around.requestHeaders));
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
      return;
    case 'trickle':
      return trickle(reply, response);
    case 'chunks':
      return writeChunks(reply, response);
  }
}

type WithHead = Extract<Reply, { type: 'json' | 'problem' | 'text' | 'chunks' }>;

function writeHead({ status = 200, headers = {} }: WithHead, response: ServerResponse, contentType: string): void {
  const own = Object.entries(headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : new Date(Date.now() + value.inSeconds * 1000).toUTCString(),
  ]);
  const requestId = contentType === 'text/html' ? {} : { 'x-request-id': 'req_1' };
  response.writeHead(status, { 'content-type': contentType, ...requestId, ...Object.fromEntries(own) });
}

function end(reply: WithHead, response: ServerResponse, contentType: string, body: string): void {
  writeHead(reply, response, contentType);
  response.end(reply.status === 204 ? undefined : body);
}

function problemOf({ status, code, more }: Extract<Reply, { type: 'problem' }>): object {
  const url = `https://relay.test/errors/${code}`;
  return { type: url, title: code, status, detail: `It is ${code}.`, code, requestId: 'req_1', ...more };
}

async function writeChunks(reply: Extract<Reply, { type: 'chunks' }>, response: ServerResponse): Promise<void> {
  writeHead(reply, response, 'application/octet-stream');
  response.flushHeaders();
  response.socket?.setNoDelay();
  for (const piece of piecesOf(reply.chunks, reply.pieceBytes)) {
    await wait(typeof piece === 'number' ? piece : betweenPieces);
    if (response.destroyed) return;
    if (typeof piece !== 'number') response.write(piece);
  }
  await wait(betweenPieces);
  if (reply.end === 'drop') response.socket?.destroy();
  else if (reply.end !== 'hang') response.end();
}

/** Bytes to write, or how long to wait. */
function piecesOf(chunks: Chunk[], pieceBytes?: number): (Buffer | number)[] {
  const whole = chunks.map((chunk) => {
    if (typeof chunk === 'string') return Buffer.from(chunk);
    return 'wait' in chunk ? chunk.wait : Buffer.from(chunk.base64, 'base64');
  });
  if (!pieceBytes) return whole;
  return whole.flatMap((piece): (Buffer | number)[] => {
    if (typeof piece === 'number') return [piece];
    const count = Math.ceil(piece.length / pieceBytes);
    return Array.from({ length: count }, (_, index) => piece.subarray(index * pieceBytes, (index + 1) * pieceBytes));
  });
}

/** A byte now and then, and never the last one: each read of the client gets something, and the reply still never comes. */
async function trickle(reply: Extract<Reply, { type: 'trickle' }>, { socket }: ServerResponse): Promise<void> {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
  socket?.write(reply.part === 'head' ? `${head}x-slow: ` : `${head}content-length: 100000\r\n\r\n`);
  while (socket?.writable) {
    socket.write(reply.part === 'head' ? 'a' : ' ');
    await wait(reply.every);
  }
}
