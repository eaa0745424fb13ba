import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { answering, REDIS_START_MS, startTestRedis, type TestRedis } from '../../test/redis.js';
import type { RedisConnection } from './redis.js';

let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis();
}, REDIS_START_MS);
afterEach(() => redis.thaw());
afterAll(() => redis.stop());

const ask = (connection: RedisConnection) => connection.eval('return 1', { keys: [], arguments: [] });
/** What happens before the event loop turns: nothing that waits for a timer or a socket. */
const atOnce = (connection: RedisConnection) =>
  Promise.race([
    ask(connection).catch((error: Error) => error.message),
    new Promise((resolve) => setImmediate(resolve, 'waits')),
  ]);

it('gives up in time when Redis is frozen, then waits for nothing until it answers again', async () => {
  const connection = await redis.connect({ restMs: 50 });
  redis.freeze();
  await expect(ask(connection)).rejects.toThrow('no answer in time');
  expect(await atOnce(connection)).toBe('redis is away');
  redis.thaw();
  await answering(connection);
});

it('waits for nothing while Redis is gone, and finds it when it is there again', async () => {
  const connection = await redis.connect();
  await redis.kill();
  await expect(ask(connection)).rejects.toThrow();
  expect(await atOnce(connection)).toBe('redis is away');
  await redis.restart();
  await answering(connection);
});

it('does not take its own business for the silence of Redis', async () => {
  const connection = await redis.connect({ patienceMs: 20 });
  const reply = ask(connection);
  await new Promise(setImmediate); // it is on its way
  const busyUntil = performance.now() + 300;
  while (performance.now() < busyUntil);
  expect(await reply).toBe(1);
});

it('goes on without Redis when that refuses to work', async () => {
  const connection = await redis.connect({ restMs: 50 });
  await expect(connection.eval('syntax error', { keys: [], arguments: [] })).rejects.toThrow('compiling');
  expect(await atOnce(connection)).toBe('redis is away');
  await answering(connection);
});

it('carries messages to whoever listens, and tells when some may have been missed', async () => {
  const [speaker, listener] = [await redis.connect(), await redis.connect()];
  const heard: string[] = [];
  let gaps = 0;
  const add = (message: string) => heard.push(message);
  listener.listen('news', add, () => gaps++);
  await vi.waitFor(() => expect(gaps).toBe(1));
  speaker.publish('news', 'one');
  await vi.waitFor(() => expect(heard).toEqual(['one']));

  await redis.kill();
  speaker.publish('news', 'lost');
  await redis.restart();
  await vi.waitFor(() => expect(gaps).toBe(2), 10_000);
  await answering(speaker);
  speaker.publish('news', 'two');
  await vi.waitFor(() => expect(heard).toEqual(['one', 'two']));
});
