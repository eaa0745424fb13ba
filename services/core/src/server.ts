import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerClientError, answerRaw, refuseExpectation, refuseTunnel } from './contract/client-errors.js';
import { RelayError } from './platform/errors.js';
import { StartError } from './platform/start-error.js';

export interface Listening {
  port: number;
  /** Where this machine reaches it, such as http://127.0.0.1:8787. */
  url: string;
  serve(listener: RequestListener): void;
  /** Takes no new connection, ends the idle ones, and resolves when the last request is answered or `drainTimeout` is over. */
  close(): Promise<void>;
}

/** In milliseconds, and but for the last one in Node's words; none of them depends on what is served. */
export const SERVER_LIMITS = {
  /** Of the request line and the headers together, in bytes. */
  maxHeaderSize: 16_384,
  /** From the connection, or the request before, until the headers are there; and until the whole request is. */
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  /** How often both are looked at. */
  connectionsCheckingInterval: 2_000,
  /** Longer than the idle time-out of the usual balancers, so that it is they who hang up. */
  keepAliveTimeout: 65_000,
  /** How long a connection may stand still, such as that of a client that does not read its reply. */
  timeout: 120_000,
  /** Then a client connects anew, and a balancer may choose again. */
  maxRequestsPerSocket: 10_000,
  /** How long a stop waits for the last reply: longer than any send, and no longer for a client that does not read. */
  drainTimeout: 45_000,
};
export type ServerLimits = typeof SERVER_LIMITS;

const starting = () => new RelayError('not_ready', 503, 'Relay is starting.', { headers: { 'Retry-After': '1' } });

/** Takes the port first, so that a port in use is told before anything else is started. */
export async function listen(host: string, port: number, limits: ServerLimits = SERVER_LIMITS): Promise<Listening> {
  const { drainTimeout, ...ofNode } = limits;
  let listener: RequestListener = (_request, response) => answerRaw(response, starting());
  const server = createServer(
    // app.ts asks for the host, with a problem; Node would answer an empty 400.
    { ...ofNode, requireHostHeader: false },
    (request, response) => listener(request, response),
  );
  server.timeout = limits.timeout;
  server.maxRequestsPerSocket = limits.maxRequestsPerSocket;
  server.on('clientError', answerClientError).on('connect', refuseTunnel).on('checkExpectation', refuseExpectation);
  await takePort(server, host, port);
  const address = server.address() as AddressInfo;
  const shownHost = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  return {
    port: address.port,
    url: `http://${shownHost.includes(':') ? `[${shownHost}]` : shownHost}:${address.port}`,
    serve: (next) => {
      listener = next;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      // A connection that was busy until now may be kept alive by its client for long.
      const sweeping = setInterval(() => server.closeIdleConnections(), 50);
      const ending = setTimeout(() => server.closeAllConnections(), drainTimeout);
      await closed;
      clearInterval(sweeping);
      clearTimeout(ending);
    },
  };
}

async function takePort(server: Server, host: string, port: number): Promise<void> {
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Record<string, string> = {
      EADDRINUSE: `Port ${port} on ${host} is in use by another process; stop it, or set PORT.`,
      EACCES: `Port ${port} may not be opened by this user; set PORT to one above 1023.`,
      EADDRNOTAVAIL: `${host} is not an address of this machine; set HOST.`,
      ENOTFOUND: `${host} is not an address of this machine; set HOST.`,
    };
    throw new StartError(reasons[code ?? ''] ?? `Relay cannot listen on ${host}:${port}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
