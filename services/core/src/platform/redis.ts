import { createClient } from 'redis';
import type { Logger } from './log.js';

export type RedisClient = ReturnType<typeof connect>;
export interface RedisConnection {
  client: RedisClient;
  /** Rejects while Redis is away. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const connect = (url: string) =>
  createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 2_000, reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, 5_000) },
  });

/** Connects in the background and again whenever the connection is lost; commands fail at once while it is. */
export function openRedis(url: string, log: Logger): RedisConnection {
  const client = connect(url);
  client.on('error', (error) => log.warn({ err: error }, 'redis is away'));
  client.connect().catch(() => {}); // reported by the listener above
  return {
    client,
    ping: async () => void (await client.ping()),
    close: async () => client.destroy(),
  };
}
