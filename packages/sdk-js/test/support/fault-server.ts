import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as the server saw it. */
export interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What the server does with one request. */
export type Behaviour = (response: ServerResponse, request: Received) => void;

/** A server on 127.0.0.1 that does with each request what the script says next. */
export class FaultServer {
  readonly received: Received[] = [];
  #script: Behaviour[] = [];
  readonly #server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const received = { method, url, headers, body: await text(request) };
    this.received.push(received);
    const behaviour = this.#script.shift() ?? problem(418, 'unexpected_request');
    behaviour(response, received);
  });

  static async start(): Promise<FaultServer> {
    const server = new FaultServer();
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Forgets everything, and will do this with the next requests. */
  script(...behaviours: Behaviour[]): void {
    this.received.length = 0;
    this.#script = behaviours;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

type Headers = Record<string, string>;

export const json =
  (body: unknown, headers: Headers = {}, status = 200): Behaviour =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_1', ...headers })
      .end(JSON.stringify(body));

export const problem =
  (status: number, code: string, more: object = {}, headers: Headers = {}): Behaviour =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/problem+json', 'x-request-id': 'req_1', ...headers }).end(
      JSON.stringify({
        type: 'about:blank',
        title: code,
        status,
        detail: `It is ${code}.`,
        code,
        requestId: 'req_1',
        ...more,
      }),
    );

export const noContent: Behaviour = (response) => response.writeHead(204, { 'x-request-id': 'req_1' }).end();

export const html =
  (status: number, page = '<h1>Bad Gateway</h1>'): Behaviour =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html' }).end(page);

export const redirect =
  (location: string): Behaviour =>
  (response) =>
    response.writeHead(307, { location }).end();

/** Closes the connection without a word. */
export const reset: Behaviour = (response) => response.socket?.destroy();

/** Sends half a reply and closes the connection. */
export const breakOff: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"id":', () => response.socket?.destroy());
};

/** Says nothing, ever. */
export const hang: Behaviour = () => {};

/** Sends the head, half of the body, and nothing more. */
export const hangInBody: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"id":');
};

/** Shows the request's head in an error page, as some proxies do. */
export const echo: Behaviour = (response, request) =>
  response
    .writeHead(502, { 'content-type': 'text/html', 'x-debug': String(request.headers.authorization) })
    .end(JSON.stringify(request.headers));
