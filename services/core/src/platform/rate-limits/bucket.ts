// A bucket of `burst` tokens that gains `perSecond` a second; what is kept is the instant at which it is full again.
// rate-limiter-flexible counts in fixed windows, which let twice the burst pass around a window's edge: it is given
// this count instead, as its script for Redis and as the in-process limiter that stands in.
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RedisConnection } from '../redis.js';
import type { RateLimit } from './limits.js';

export type Bucket = Pick<RateLimiterMemory, 'consume' | 'reward'>;

/** Counts in Redis where one is given, and in this process otherwise or while Redis does not answer. */
export function openBucket(
  name: string,
  limit: RateLimit,
  redis: RedisConnection | undefined,
  now = () => performance.now(),
): Bucket {
  const memory = new MemoryBucket(name, limit, now);
  if (!redis) return memory;
  return new RateLimiterRedis({
    keyPrefix: `relay:limit:${name}`,
    points: limit.burst,
    duration: 1, // the script sets the expiry
    storeClient: redis,
    useRedisPackage: true,
    customIncrTtlLuaScript: scriptOf(limit),
    insuranceLimiter: memory,
    // Who is refused is refused here until there is a token again: a flood does not reach Redis.
    inMemoryBlockOnConsumed: limit.burst + 1,
  });
}

/**
 * Replies with what the library expects: points used, of which more than `burst` refuse, and milliseconds until there is a token.
 * Microseconds are counted from 2025, so that a double holds their fractions.
 */
const scriptOf = ({ perSecond, burst }: RateLimit) => `
local token, burst = ${1_000_000 / perSecond}, ${burst}
local time = redis.call('time')
local now = (time[1] - 1735689600) * 1000000 + time[2]
local full = tonumber(redis.call('get', KEYS[1]) or now)
full = math.min(math.max(full, now), now + burst * token) + ARGV[1] * token
local used = math.floor((full - now) / token * 1000 + 0.5) / 1000
if used > burst then return {burst + 1, math.ceil((used - burst) * token / 1000)} end
if used > 0 then redis.call('set', KEYS[1], string.format('%.17g', full), 'px', math.ceil((full - now) / 1000))
else redis.call('del', KEYS[1]) end
return {math.ceil(used), math.ceil(math.max(0, used - burst + 1) * token / 1000)}`;

/** The library's in-process limiter with a bucket in place of its window. */
class MemoryBucket extends RateLimiterMemory {
  private readonly fullAt = new Map<string, number>();
  private sweepAt = 1_000;

  constructor(
    name: string,
    private readonly limit: RateLimit,
    private readonly now: () => number,
  ) {
    super({ keyPrefix: name, points: limit.burst, duration: 1 });
  }

  override async consume(key: string, points = 1): Promise<RateLimiterRes> {
    const { perSecond, burst } = this.limit;
    const token = 1_000 / perSecond;
    const now = this.now();
    const full = Math.max(this.fullAt.get(key) ?? now, now) + points * token;
    const used = Math.max(0, Math.round(((full - now) / token) * 1_000) / 1_000);
    if (used > burst) throw new RateLimiterRes(0, Math.ceil((used - burst) * token), burst + 1);
    this.fullAt.set(key, full);
    if (this.fullAt.size >= this.sweepAt) this.sweep(now);
    const waitMs = Math.ceil(Math.max(0, used - burst + 1) * token);
    return new RateLimiterRes(Math.floor(burst - used), waitMs, Math.ceil(used));
  }

  override reward(key: string, points = 1): Promise<RateLimiterRes> {
    return this.consume(key, -points);
  }

  /** Full buckets need no memory. */
  private sweep(now: number): void {
    for (const [key, fullAt] of this.fullAt) if (fullAt <= now) this.fullAt.delete(key);
    this.sweepAt = Math.max(1_000, this.fullAt.size * 2);
  }
}
