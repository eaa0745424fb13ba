// A client as lean as they come, for closed loops: what it costs is taken from the machine that core and Postgres run on.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Call } from './load.ts';

export interface RawReply {
  status: number;
  body: string;
}

/** One kept connection, one call at a time; it reads replies that have a Content-Length, as core's and express' JSON have. */
export class RawClient {
  private received = Buffer.alloc(0);
  private waiting: ((error?: Error) => void) | undefined;
  private readonly socket: Socket;
  private readonly head: string;

  private constructor(socket: Socket, head: string) {
    this.socket = socket;
    this.head = head;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
      this.waiting?.();
    });
    socket.on('error', (error) => this.waiting?.(error));
    socket.on('close', () => this.waiting?.(new Error('the server closed the connection')));
  }

  static async open(baseUrl: string, headers: Record<string, string>): Promise<RawClient> {
    const { hostname, port, host } = new URL(baseUrl);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    return new RawClient(socket, lines.join(''));
  }

  async call({ method, path, body }: Call): Promise<RawReply> {
    const key = method === 'POST' ? `idempotency-key: ${randomUUID()}\r\n` : ''; // as the SDKs send one
    const framing =
      body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
    this.socket.write(`${method} ${path} HTTP/1.1\r\n${this.head}${framing}${key}\r\n${body ?? ''}`);
    for (;;) {
      const reply = this.take();
      if (reply) return reply;
      await new Promise<void>((resolve, reject) => {
        this.waiting = (error) => (error ? reject(error) : resolve());
      });
    }
  }

  close(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private take(): RawReply | undefined {
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const head = this.received.toString('latin1', 0, end);
    const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
    if (Number.isNaN(length)) throw new Error(`a reply without Content-Length: ${head}`);
    const from = end + 4;
    if (this.received.length < from + length) return undefined;
    const body = this.received.toString('utf8', from, from + length);
    this.received = this.received.subarray(from + length);
    return { status: Number(head.slice(9, 12)), body };
  }
}
