// Stands between an example and Relay, and meddles with one reply when it is told to: for what a healthy Relay does not do on demand.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface GateReply {
  status: number;
  headers: Record<string, string>;
  body: string;
}
/** What to do with one request; `forward` lets Relay answer it. */
export type Meddling = (response: ServerResponse, forward: () => Promise<GateReply>) => unknown;

export interface Passed {
  /** Its method and path, such as `POST /api/actions/execute`. */
  name: string;
  idempotencyKey: string | undefined;
}
export interface Gate {
  url: string;
  /** Each request that came through. */
  passed: Passed[];
  /** Meddles with the next request whose method and path match. */
  meddle(pattern: RegExp, how: Meddling): void;
  stop(): Promise<void>;
}

export async function startGate(relayUrl: string, port = 0): Promise<Gate> {
  const meddlings: Array<{ pattern: RegExp; how: Meddling }> = [];
  const passed: Passed[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const name = `${method} ${url}`;
    passed.push({ name, idempotencyKey: headers['idempotency-key'] as string | undefined });
    const body = await text(request);
    const forward = async (): Promise<GateReply> => {
      const { host: _, connection: __, 'content-length': ___, ...kept } = headers;
      const reply = await fetch(relayUrl + url, {
        method,
        headers: kept as Record<string, string>,
        ...(method !== 'GET' && body !== '' && { body }),
      });
      const { 'content-encoding': ____, 'content-length': _____, ...shown } = Object.fromEntries(reply.headers);
      return { status: reply.status, headers: shown, body: await reply.text() };
    };
    const index = meddlings.findIndex(({ pattern }) => pattern.test(name));
    const [meddling] = index < 0 ? [] : meddlings.splice(index, 1);
    if (meddling) await meddling.how(response, forward);
    else send(response, await forward());
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    meddle: (pattern, how) => void meddlings.push({ pattern, how }),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export const send = (response: ServerResponse, { status, headers, body }: GateReply): void =>
  void response.writeHead(status, headers).end(status === 204 ? undefined : body);

/** Answers as Relay would, without asking it. */
export const refuse =
  (
    status: number,
    code: string,
    more: { detail?: string; retryAfter?: number; authorizationUrl?: string } = {},
  ): Meddling =>
  (response) =>
    send(response, {
      status,
      headers: {
        'content-type': 'application/problem+json',
        'x-request-id': 'req_gate',
        ...(more.retryAfter !== undefined && { 'retry-after': String(more.retryAfter) }),
      },
      body: JSON.stringify({
        type: 'about:blank',
        title: code,
        status,
        code,
        detail: more.detail ?? `It is ${code}.`,
        requestId: 'req_gate',
        authorizationUrl: more.authorizationUrl,
      }),
    });

/** Lets Relay do its work, and loses the reply. */
export const loseReply: Meddling = async (response, forward) => {
  await forward();
  response.socket?.destroy();
};
