// Two ways to load a server: as fast as a number of connections go (closed), or at a rate that does not wait for it (open).
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { RawClient } from './raw-client.ts';

export interface Call {
  method: 'GET' | 'POST';
  path: string;
  body?: string;
}

export interface Load {
  baseUrl: string;
  headers: Record<string, string>;
  /** The next call to make; throws when there is none. */
  next: () => Call;
  /** Whether a reply is what the benchmark is about; one that is not ends it. */
  isRight: (status: number, body: string) => boolean;
}

export interface ClosedResult {
  calls: number;
  perSecond: number;
}

/** `connections` clients, each of which asks again as soon as it has its answer. */
export async function closedLoop(load: Load, connections: number, seconds: number): Promise<ClosedResult> {
  const { baseUrl, headers, next } = load;
  const clients = await Promise.all(Array.from({ length: connections }, () => RawClient.open(baseUrl, headers)));
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  let calls = 0;
  const loop = async (client: RawClient) => {
    for (; performance.now() < endsAt; calls++) {
      const call = next();
      const { status, body } = await client.call(call);
      judge(load, call, status, body);
    }
  };
  try {
    await Promise.all(clients.map(loop));
  } finally {
    for (const client of clients) client.close();
  }
  return { calls, perSecond: (calls * 1000) / (performance.now() - startedAt) };
}

/** In milliseconds, sorted, each from the moment at which its call was due. */
export interface Latencies {
  /** Until the first byte of the body. */
  first: number[];
  /** Until the last one. */
  whole: number[];
}

/**
 * `perSecond` calls for `seconds`, whether or not the server keeps up: a server that stalls is charged for everyone who had to
 * wait.
 */
export async function openLoop(load: Load, perSecond: number, seconds: number): Promise<Latencies> {
  const client = openClient(load, 200);
  const firstDueAt = performance.now() + 100;
  const calls: Promise<{ first: number; whole: number }>[] = [];
  try {
    for (let index = 0; index < perSecond * seconds; index++) {
      const dueAt = firstDueAt + (index * 1000) / perSecond;
      const early = dueAt - performance.now();
      if (early > 1) await sleep(early);
      calls.push(client.call().then(({ firstAt, lastAt }) => ({ first: firstAt - dueAt, whole: lastAt - dueAt })));
    }
    const latencies = await Promise.all(calls);
    const sorted = (values: number[]) => values.sort((a, b) => a - b);
    return { first: sorted(latencies.map(({ first }) => first)), whole: sorted(latencies.map(({ whole }) => whole)) };
  } finally {
    client.close();
  }
}

/** Of sorted values, the smallest that at least this part of all does not exceed. */
export const quantile = (sorted: number[], part: number): number => sorted[Math.ceil(sorted.length * part) - 1]!;

function judge({ isRight }: Load, { method, path }: Call, status: number, body: string): void {
  if (!isRight(status, body)) throw new Error(`${method} ${path} answered ${status}: ${body}`);
}

function openClient(load: Load, connections: number) {
  const { baseUrl, headers, next } = load;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname: host, port } = new URL(baseUrl);
  const call = () =>
    new Promise<{ firstAt: number; lastAt: number }>((resolve, reject) => {
      const called = next();
      const { method, path, body } = called;
      const framing =
        body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const key = method === 'POST' ? { 'idempotency-key': randomUUID() } : {}; // as the SDKs send one
      const options = { host, port, agent, method, path, headers: { ...headers, ...framing, ...key } };
      const sending = request(options, (reply) => {
        let text = '';
        let firstAt: number | undefined;
        reply.setEncoding('utf8').on('data', (chunk: string) => {
          firstAt ??= performance.now();
          text += chunk;
        });
        reply.once('error', reject).once('end', () => {
          const lastAt = performance.now();
          try {
            judge(load, called, reply.statusCode!, text);
            resolve({ firstAt: firstAt ?? lastAt, lastAt });
          } catch (error) {
            reject(error);
          }
        });
      });
      sending.once('error', reject).end(body);
    });
  return { call, close: () => agent.destroy() };
}
