// What Node refuses before there is a request, or while it waits for the rest of one, answered like any other problem.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { RelayError } from '../platform/errors.js';
import { SECURITY_HEADERS } from '../platform/http-security/index.js';
import { newRequestId } from '../platform/request-log.js';
import { problemBody } from './problems.js';

/** How long a refused client may go on sending into the void, so that it can read its answer, in milliseconds. */
const LINGER_MS = 1_000;

/** Answers without the app, and ends the connection. */
export function answerRaw(response: ServerResponse, problem: RelayError): void {
  const { headers, body } = rawProblem(problem);
  response.writeHead(problem.status, headers).end(body);
}

/** For the server's `clientError`: malformed, too large or too slow requests. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  // Node's own handler asks the same: JSON in the middle of a reply that has begun would be read as a part of it.
  const { _httpMessage: response } = socket as { _httpMessage?: ServerResponse };
  if (!socket.writable || error.code === 'ECONNRESET' || response?.headersSent) return void socket.destroy(error);
  const requestId = response?.getHeader('X-Request-Id') as string | undefined;
  refuse(socket, toClientProblem(error), requestId);
}

/** For the server's `checkExpectation`: `100-continue`, which Node answers itself, is all that can be expected. */
export function refuseExpectation(_request: IncomingMessage, response: ServerResponse): void {
  answerRaw(response, new RelayError('expectation_failed', 417, 'Relay knows no expectation but 100-continue.'));
}

/** For the server's `connect`: Relay is nobody's proxy. */
export function refuseTunnel(_request: IncomingMessage, socket: Duplex): void {
  refuse(socket, new RelayError('method_not_allowed', 405, 'Relay opens no tunnels.'));
}

function toClientProblem({ code }: NodeJS.ErrnoException): RelayError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new RelayError('headers_too_large', 431, 'The URL and the headers are too large together.');
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return new RelayError('body_too_large', 413, 'The extensions of a chunk are too large.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new RelayError('request_timeout', 408, 'The request did not arrive in time.');
  return new RelayError('malformed_request', 400, 'This is not a valid HTTP request.');
}

function refuse(socket: Duplex, problem: RelayError, requestId?: string): void {
  const { headers, title, body } = rawProblem(problem, requestId);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.removeAllListeners('data'); // the rest is thrown away: parsed, it would only be refused again
  socket.on('data', () => {}).on('error', () => {});
  socket.end(`HTTP/1.1 ${problem.status} ${title}\r\n${lines.join('')}\r\n${body}`);
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

function rawProblem(problem: RelayError, requestId = newRequestId()) {
  const content = problemBody(problem, requestId);
  const body = JSON.stringify(content);
  const headers = {
    ...SECURITY_HEADERS,
    ...problem.headers,
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    'X-Request-Id': requestId,
    Connection: 'close',
  };
  return { headers, title: content.title, body };
}
