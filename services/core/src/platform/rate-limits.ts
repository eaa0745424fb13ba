import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { RelayError } from './errors.js';
import type { RedisConnection } from './redis.js';

/** `perSecond` for long, `burst` at once. */
export interface RateLimit {
  perSecond: number;
  burst: number;
}

/** Counts what a workspace may do: in Redis where one is configured, in the process otherwise and while Redis is away. */
export class RateLimiter {
  private readonly limiter: RateLimiterMemory | RateLimiterRedis;
  private readonly policy: string;

  constructor(limit: RateLimit, redis: RedisConnection | undefined) {
    // A window of burst / perSecond seconds that holds `burst` requests averages to `perSecond`.
    const seconds = Math.max(1, Math.round(limit.burst / limit.perSecond));
    const options = { keyPrefix: 'relay:limit:workspace', points: limit.burst, duration: seconds };
    const memory = new RateLimiterMemory(options);
    this.limiter = redis
      ? new RateLimiterRedis({ ...options, storeClient: redis.client, insuranceLimiter: memory })
      : memory;
    this.policy = `"workspace";q=${limit.burst};w=${seconds}`;
  }

  /** Takes one request; returns the headers that tell what is left, or throws 429. */
  async take(workspaceId: string): Promise<Record<string, string>> {
    try {
      return this.headers(await this.limiter.consume(workspaceId));
    } catch (spent) {
      if (!(spent instanceof RateLimiterRes)) throw spent;
      const retryAfter = String(Math.ceil(spent.msBeforeNext / 1000));
      throw new RelayError(
        'rate_limited',
        429,
        `This workspace makes too many requests; try again in ${retryAfter} s.`,
        {
          headers: { ...this.headers(spent), 'Retry-After': retryAfter },
        },
      );
    }
  }

  private headers({ remainingPoints, msBeforeNext }: RateLimiterRes): Record<string, string> {
    const state = `"workspace";r=${Math.max(0, remainingPoints)};t=${Math.ceil(msBeforeNext / 1000)}`;
    return { 'RateLimit-Policy': this.policy, RateLimit: state };
  }
}
