// Requests and replies as the emulators see them, and the server that carries them.
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface IncomingCall {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Buffer;
}

export interface Reply {
  status: number;
  headers: Record<string, string>;
  /** An object is sent as JSON, a string as it is. */
  body: unknown;
}

/** What happens to the connection instead of a reply. */
export type Breakage = 'hang' | 'reset';

export type Answer = (call: IncomingCall) => Promise<Reply | Breakage>;

export interface Listening {
  /** Without a slash at the end. */
  url: string;
  /** From now on; 503 until then. */
  serve(answer: Answer): void;
  /** As it is served now. */
  answer: Answer;
  stop(): Promise<void>;
}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body,
});

export const empty = (status: number, headers: Record<string, string> = {}): Reply => ({
  status,
  headers,
  body: undefined,
});

export const redirect = (location: string, headers: Record<string, string> = {}): Reply =>
  empty(302, { location, ...headers });

/** The fields of a form, or of a JSON object of strings. */
export function fieldsOf(call: IncomingCall): URLSearchParams {
  const text = call.body.toString('utf8');
  if (!call.headers['content-type']?.includes('json')) return new URLSearchParams(text);
  const parsed = parseJson(text);
  const entries = Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {});
  return new URLSearchParams(Object.fromEntries(entries.map(([name, value]) => [name, String(value)])));
}

/** Without its percent signs; as it is, if they are none of an escape. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `undefined` for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Listens on loopback; on `port`, or on a free one if that is taken. */
export async function listen(port: number): Promise<Listening> {
  let answer: Answer = async () => json(503, { error: 'The emulator is starting.' });
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return; // the caller hung up while it was sending
    }
    const url = new URL(request.url ?? '/', 'http://emulator');
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value!]),
    );
    const reply = await answer({
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers,
      body: Buffer.concat(chunks),
    }).catch((error: unknown) => json(500, { error: { code: 500, message: String(error) } }));
    if (reply === 'hang') return;
    if (reply === 'reset') {
      request.socket.resetAndDestroy();
      return;
    }
    const body =
      reply.body === undefined ? '' : typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
    response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(body) });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  // Core keeps connections open for longer than the default of five seconds; a close between two requests would look like a fault.
  server.keepAliveTimeout = 60_000;
  await bind(server, port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' || port === 0) throw error;
    return bind(server, 0);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (next) => {
      answer = next;
    },
    answer: (call) => answer(call),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function bind(server: http.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
