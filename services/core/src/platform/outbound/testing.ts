// Receivers for the tests next to this file. They speak raw TCP, because a real HTTP server is too well-behaved.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Lookup, OutboundRequest, OutboundResult } from './types.js';

export interface Receiver {
  port: number;
  url: string;
  /** What each connection has sent so far, in order of arrival. */
  received: Buffer[];
}

/** Listens on 127.0.0.1 (or where told) and calls `react` with each connection once its data contains `until`. */
export async function receiver(until: string, react: (socket: Socket) => void, host = '127.0.0.1'): Promise<Receiver> {
  const received: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const index = received.push(Buffer.alloc(0)) - 1;
    let reacted = false;
    sockets.add(socket);
    socket.on('error', () => {});
    const see = (data: Buffer) => {
      received[index] = Buffer.concat([received[index] ?? Buffer.alloc(0), data]);
      if (reacted || !received[index].includes(until)) return;
      reacted = true;
      react(socket);
    };
    if (until === '') see(Buffer.alloc(0));
    socket.on('data', see);
  });
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}/hook`, received };
}

/** Answers as soon as the whole of `post(…)` has arrived. */
export const answering = (reply: string) => receiver('BODY', (socket) => socket.end(reply));

export const post = (url: string): OutboundRequest => ({
  method: 'POST',
  url,
  headers: { 'Content-Type': 'text/plain' },
  body: 'BODY',
});

/** A lookup that knows these names and nothing else; it counts how often it is asked. */
export function names(known: Record<string, string[]>): Lookup & { asked: string[] } {
  const asked: string[] = [];
  const lookup: Lookup = (host, _options, callback) => {
    asked.push(host);
    const addresses = known[host]?.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (addresses) callback(null, addresses);
    else callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), []);
  };
  return Object.assign(lookup, { asked });
}

/** `kind/code` or `kind/status`, so that a test can state an outcome in a word. */
export const told = (result: OutboundResult) =>
  `${result.kind}/${result.kind === 'answered' ? `${result.status}${result.truncated ? '/truncated' : ''}` : result.code}`;
