import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REDIS_START_MS, startTestRedis, type TestRedis } from '../../../test/redis.js';
import { type Bucket, openBucket } from './bucket.js';
import type { RateLimit } from './limits.js';

const take = (bucket: Bucket) =>
  bucket.consume('a').then(
    ({ remainingPoints: left, msBeforeNext: waitMs }) => ({ left, waitMs }),
    ({ msBeforeNext: waitMs }) => ({ left: 'refused', waitMs }),
  );

describe('in the process', () => {
  let now = 0;
  const open = (limit: RateLimit) => openBucket('test', limit, undefined, () => now);

  it('gives the burst at once, and then as much a second as it says', async () => {
    const bucket = open({ perSecond: 10, burst: 3 });
    expect([await take(bucket), await take(bucket), await take(bucket), await take(bucket)]).toEqual([
      { left: 2, waitMs: 0 },
      { left: 1, waitMs: 0 },
      { left: 0, waitMs: 100 },
      { left: 'refused', waitMs: 100 },
    ]);
    now += 99;
    expect(await take(bucket)).toEqual({ left: 'refused', waitMs: 1 });
    now += 1;
    expect(await take(bucket)).toEqual({ left: 0, waitMs: 100 });
  });

  it.each([
    [200, 1_000],
    [3, 7],
    [150, 100],
    [0.3, 2],
  ])('never passes more than burst + rate * time, and no less: %d a second, burst %d', async (perSecond, burst) => {
    const bucket = open({ perSecond, burst });
    let passed = 0;
    for (let step = 0; step < 20_000; step++) {
      if ((await take(bucket)).left !== 'refused') passed++;
      now += 1_000 / perSecond / 3.7;
    }
    const seconds = (20_000 - 1) / 3.7 / perSecond;
    expect(passed).toBe(Math.floor(burst + perSecond * seconds));
  });

  it('gives back, up to the burst', async () => {
    const bucket = open({ perSecond: 1, burst: 2 });
    await take(bucket);
    await take(bucket);
    for (let count = 0; count < 5; count++) await bucket.reward('a');
    expect([(await take(bucket)).left, (await take(bucket)).left, (await take(bucket)).left]).toEqual([
      1,
      0,
      'refused',
    ]);
  });

  it('does not keep who has not come for long', async () => {
    const bucket = open({ perSecond: 1, burst: 2 });
    for (let client = 0; client < 5_000; client++) {
      await bucket.consume(String(client));
      now += 1_000;
    }
    expect((bucket as unknown as { fullAt: Map<string, number> }).fullAt.size).toBeLessThan(1_001);
  });
});

describe('in Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startTestRedis();
  }, REDIS_START_MS);
  afterAll(() => redis.stop());

  it('gives the burst once to all processes together, and then as much a second as it says', async () => {
    const limit = { perSecond: 150, burst: 100 };
    const open = async () => openBucket('shared', limit, await redis.connect({ patienceMs: 5_000 }));
    const buckets = [await open(), await open()];
    const started = performance.now();
    let passed = 0;
    while (performance.now() - started < 1_000)
      for (const { left } of await Promise.all(buckets.map(take))) if (left !== 'refused') passed++;
    const most = limit.burst + limit.perSecond * ((performance.now() - started) / 1_000);
    expect(passed).toBeGreaterThan(limit.burst);
    expect(passed).toBeLessThanOrEqual(Math.ceil(most));
  });

  it('counts as the process does, to the last request of a burst', async () => {
    const bucket = openBucket('exact', { perSecond: 0.7, burst: 1_000 }, await redis.connect({ patienceMs: 5_000 }));
    const taken = await Promise.all(Array.from({ length: 1_001 }, () => take(bucket)));
    expect(taken.filter(({ left }) => left !== 'refused')).toHaveLength(1_000);
    expect(taken.at(-1)!.waitMs).toBeGreaterThan(1_000);
    await bucket.reward('a');
  });

  it('gives back, and leaves nothing of a full bucket behind', async () => {
    const connection = await redis.connect({ patienceMs: 5_000 });
    const bucket = openBucket('returned', { perSecond: 0.1, burst: 2 }, connection);
    expect([(await take(bucket)).left, (await take(bucket)).left]).toEqual([1, 0]);
    for (let count = 0; count < 5; count++) await bucket.reward('a');
    const script = "return redis.call('exists', KEYS[1])";
    expect(await connection.eval(script, { keys: ['relay:limit:returned:a'], arguments: [] })).toBe(0);
    expect([(await take(bucket)).left, (await take(bucket)).left, (await take(bucket)).left]).toEqual([
      1,
      0,
      'refused',
    ]);
  });
});
