// A receiver of webhooks that behaves as it is told and remembers what arrived.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}
export type Behaviour = (response: ServerResponse, received: Received) => void;

export const answer =
  (status: number, body = '', headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    response.writeHead(status, headers).end(body);
/** Takes the request and says nothing. */
export const hang: Behaviour = () => {};
/** Takes the request and drops the connection. */
export const reset: Behaviour = (response) => response.socket!.resetAndDestroy();
/** Each request takes the next behaviour; the last one stays. */
export const inTurn = (...behaviours: Behaviour[]): Behaviour => {
  const left = [...behaviours];
  return (response, received) => (left.length > 1 ? left.shift()! : left[0]!)(response, received);
};
/** Answers 200 and then never stops sending, faster than anybody wants it. */
export const endless: Behaviour = (response) => {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  response.writeHead(200, { 'content-type': 'text/plain' });
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
};

export interface Receiver {
  url: string;
  received: Received[];
  /** How the next requests are answered; `answer(200, 'ok')` from the start. */
  behave(behaviour: Behaviour): void;
  /** Resolves when `count` requests have arrived in all. */
  arrived(count: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const waiting: Array<() => void> = [];
  let behaviour = answer(200, 'ok', { 'content-type': 'text/plain' });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = await request.toArray().catch(() => []);
    const { method = '', url: path = '', headers } = request;
    const one = { method, path, headers, body: Buffer.concat(chunks).toString() };
    received.push(one);
    for (const check of waiting) check();
    behaviour(response, one);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    behave: (next) => {
      behaviour = next;
    },
    arrived: (count) =>
      new Promise((resolve) => {
        const check = () => {
          if (received.length >= count) resolve();
        };
        waiting.push(check);
        check();
      }),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
