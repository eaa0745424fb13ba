// A real redis-server on a free port, which a test can freeze, thaw, kill and start again.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, install } from '@relay/testing';
import { createLogger } from '../src/platform/log.js';
import { openRedis, type RedisConnection, type RedisPatience } from '../src/platform/redis.js';

export interface TestRedis {
  url: string;
  /** A connection that is ready; closed by `stop`. */
  connect(patience?: RedisPatience): Promise<RedisConnection>;
  /** SIGSTOP: connections stay open and nothing is answered. */
  freeze(): void;
  thaw(): void;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts a killed one again, empty, on its port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Enough for a fresh machine that installs redis-server first. */
export const REDIS_START_MS = 180_000;

export async function startTestRedis(): Promise<TestRedis> {
  const program = await install('redis-server');
  const directory = await mkdtemp(join(tmpdir(), 'relay-redis-'));
  const port = await freePort();
  const start = () => spawnRedis(program, port, directory);
  let server = await start();
  const connections: RedisConnection[] = [];
  const end = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  };
  const url = `redis://127.0.0.1:${port}`;
  return {
    url,
    connect: async (patience) => {
      const connection = await openRedis(url, createLogger('silent'), patience);
      connections.push(connection);
      await answering(connection);
      return connection;
    },
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    kill: end,
    restart: async () => {
      server = await start();
    },
    stop: async () => {
      for (const connection of connections) await connection.close();
      await end();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Resolves when Redis serves requests through this connection. */
export async function answering(connection: RedisConnection): Promise<void> {
  for (;;) {
    const answered = await connection.eval('return 1', { keys: [], arguments: [] }).catch(() => undefined);
    if (answered === 1) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function spawnRedis(program: string, port: number, directory: string): Promise<ChildProcess> {
  const options = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: directory };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => server.kill('SIGKILL')); // a failed test must not leave it behind, frozen or not
  let output = '';
  for await (const text of server.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    output += text;
    if (!output.includes('Ready to accept connections')) continue;
    server.stdout.resume();
    server.unref();
    (server.stdout as Socket).unref();
    return server;
  }
  throw new Error(`redis-server did not start:\n${output}`);
}
