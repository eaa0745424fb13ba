import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from './platform/start-error.js';

export interface Listening {
  port: number;
  /** Where this machine reaches it, such as http://127.0.0.1:8787. */
  url: string;
  serve(listener: RequestListener): void;
  /** Takes no new connection, ends the idle ones, and resolves when the last request is answered. */
  close(): Promise<void>;
}

const STARTING = JSON.stringify({
  title: 'Service Unavailable',
  status: 503,
  code: 'not_ready',
  detail: 'Relay is starting.',
});

/** Takes the port first, so that a port in use is told before anything else is started. */
export async function listen(host: string, port: number): Promise<Listening> {
  let listener: RequestListener = (_request, response) => {
    response.writeHead(503, { 'Content-Type': 'application/problem+json', 'Retry-After': '1' }).end(STARTING);
  };
  const server = createServer(
    { keepAliveTimeout: 65_000, requestTimeout: 30_000, headersTimeout: 15_000 },
    (request, response) => listener(request, response),
  );
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
      await closed;
      clearInterval(sweeping);
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
