import { setTimeout as pause } from 'node:timers/promises';
import type { createClient } from 'redis';
import type { Logger } from './log.js';

export interface RedisConnection {
  /** Settles in time for a request that waits: it fails when Redis takes too long, and at once while Redis is known to be away. */
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  /** Tells every process that listens; nobody waits for it, and a message that Redis does not take is lost. */
  publish(channel: string, message: string): void;
  /** Hears a channel; `onGap` says that messages may have been missed, because the connection is new. */
  listen(channel: string, onMessage: (message: string) => void, onGap: () => void): void;
  /** Rejects while Redis is away. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface RedisPatience {
  /** How long a request waits for Redis, in milliseconds. */
  patienceMs?: number;
  /** How long Redis is left alone when it did not answer. */
  restMs?: number;
}

// A command that is on its way never times out in node-redis: a frozen server is noticed by the pings that it does not answer.
const settingsFor = (url: string) =>
  ({
    url,
    disableOfflineQueue: true,
    pingInterval: 1_000,
    socket: {
      connectTimeout: 2_000,
      socketTimeout: 5_000,
      reconnectStrategy: (retries: number) => Math.min(100 * 2 ** retries, 2_000),
    },
  }) satisfies Parameters<typeof createClient>[0];

/** Connects in the background and again whenever the connection is lost. */
export async function openRedis(url: string, log: Logger, patience: RedisPatience = {}): Promise<RedisConnection> {
  const { createClient } = await import('redis'); // a sixth of the start of a process that has none
  return new Redis(createClient(settingsFor(url)), log, patience);
}

class Redis implements RedisConnection {
  private readonly patienceMs: number;
  private readonly restMs: number;
  private isLost = false;
  private isResting = false;
  private isClosed = false;
  private pinging: Promise<unknown> | undefined;

  constructor(
    private readonly client: ReturnType<typeof createClient>,
    private readonly log: Logger,
    { patienceMs = 15, restMs = 1_000 }: RedisPatience,
  ) {
    this.patienceMs = patienceMs;
    this.restMs = restMs;
    client.on('error', (err) => {
      if (!this.isLost && !this.isClosed) log.warn({ err }, 'redis is away; it is tried again and again');
      this.isLost = true;
    });
    client.on('ready', () => {
      if (this.isLost) log.info('redis is back');
      this.isLost = false;
    });
    client.connect().catch(() => {}); // reported by the listener above
  }

  async eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown> {
    if (this.isResting || !this.client.isReady) throw new Error('redis is away');
    try {
      return await inTime(this.client.eval(script, options), this.patienceMs);
    } catch (error) {
      if (this.client.isReady) void this.rest(error); // else the connection is lost, and `ready` tells when it is back
      throw error;
    }
  }

  publish(channel: string, message: string): void {
    const lost = (err: unknown) => this.log.warn({ err, channel }, 'a message for other processes is lost');
    this.client.publish(channel, message).catch(lost);
  }

  listen(channel: string, onMessage: (message: string) => void, onGap: () => void): void {
    let isSubscribed = false;
    const subscribe = async () => {
      if (!isSubscribed) await this.client.subscribe(channel, onMessage); // the client renews it with each connection
      isSubscribed = true;
      onGap();
    };
    const start = () => subscribe().catch((err) => this.log.warn({ err, channel }, 'redis lets nobody listen'));
    this.client.on('ready', start);
    if (this.client.isReady) start();
  }

  /** One at a time: unanswered ones would pile up, and each would make a dead connection look alive. */
  async ping(): Promise<void> {
    this.pinging ??= this.client.ping().finally(() => {
      this.pinging = undefined;
    });
    await this.pinging;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.client.destroy();
  }

  /** Lets nobody wait until Redis answers in time again. */
  private async rest(err: unknown): Promise<void> {
    if (this.isResting) return;
    this.isResting = true;
    this.log.warn({ err }, 'redis does not answer as it should; this process goes on without it');
    while (this.isResting && !this.isClosed) {
      await pause(this.restMs, undefined, { ref: false });
      const answered = inTime(this.ping(), this.patienceMs).then(
        () => true,
        () => false,
      );
      if (await answered) this.isResting = false;
    }
    if (!this.isClosed) this.log.info('redis answers again');
  }
}

async function inTime<T>(reply: Promise<T>, milliseconds: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  // When this process was busy for long, the reply waits to be read: it is read before setImmediate calls back.
  const timer = setTimeout(() => setImmediate(() => reject(new Error('no answer in time'))), milliseconds);
  return Promise.race([reply, late]).finally(() => clearTimeout(timer));
}
