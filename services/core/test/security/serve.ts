// A world's app behind the server that production listens with, and a client that sends bytes as they are.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Router } from 'express';
import { afterAll, beforeAll } from 'vitest';
import { buildApp } from '../../src/app.js';
import { createLogger } from '../../src/platform/log.js';
import { type Listening, listen, SERVER_LIMITS, type ServerLimits } from '../../src/server.js';
import { type TestWorld, useWorld } from '../world.js';

export interface ServeOptions {
  limits?: Partial<ServerLimits>;
  https?: boolean;
  corsOrigins?: string[];
  pages?: (world: TestWorld) => Router[];
}

export interface Served extends TestWorld {
  /** Sends `text` on a connection of its own and gives everything that comes back until the server hangs up. */
  raw(text: string): Promise<string>;
  connect(): Socket;
}

export function useServed({ limits = {}, pages = () => [], ...options }: ServeOptions = {}): () => Served {
  const world = useWorld();
  let listening: Listening;
  beforeAll(async () => {
    const { api, authenticate, countPage, metrics } = world().container;
    listening = await listen('127.0.0.1', 0, { ...SERVER_LIMITS, ...limits });
    const log = createLogger('silent');
    listening.serve(
      buildApp({ api, authenticate, countPage, metrics, log, pages: pages(world()), checkReplies: true, ...options }),
    );
  });
  afterAll(() => listening.close());
  const open = () => connect({ port: listening.port, host: '127.0.0.1' });
  return () => ({
    ...world(),
    baseUrl: listening.url,
    connect: open,
    raw: (text) => {
      const socket = open();
      socket.write(text);
      return everything(socket);
    },
  });
}

/** All that a connection gives until it ends, a reset included. */
export async function everything(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => {});
  await once(socket, 'close').catch(() => {});
  return Buffer.concat(chunks).toString();
}

export interface RawReply {
  status: number;
  headers: Headers;
  text: string;
}

/** The replies in what a connection gave, in order. */
export function parseReplies(bytes: string): RawReply[] {
  const replies: RawReply[] = [];
  for (let rest = bytes; rest !== ''; ) {
    const end = rest.indexOf('\r\n\r\n');
    const [first = '', ...lines] = rest.slice(0, end).split('\r\n');
    const headers = new Headers(lines.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]));
    const length = Number(headers.get('content-length') ?? 0);
    replies.push({ status: Number(first.split(' ')[1]), headers, text: rest.slice(end + 4, end + 4 + length) });
    rest = rest.slice(end + 4 + length);
  }
  return replies;
}
