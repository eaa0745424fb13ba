import { RateLimiterRes } from 'rate-limiter-flexible';
import { RelayError } from '../errors.js';
import type { RedisConnection } from '../redis.js';
import { type Bucket, openBucket } from './bucket.js';
import type { LimitName, RateLimit, RateLimits } from './limits.js';

/** `lookups`: wrong secrets for one key. Nobody honest has the right lookup and the wrong secret, so it is not configured. */
type CountedName = LimitName | 'lookups';
const LOOKUPS: RateLimit = { perSecond: 1, burst: 10 };

/** Whom one request counts for, such as `{ workspace: 'wrk_…', key: 'key_…' }`. */
export type Claims = Partial<Record<CountedName, string>>;

const SENTENCES: Record<CountedName, string> = {
  workspace: 'This workspace makes too many requests',
  key: 'This API key makes too many requests',
  previews: 'This workspace makes too many previews',
  executes: 'This workspace executes too many actions',
  badKeys: 'Too many requests without a valid API key came from this address',
  pages: 'Too many requests for pages came from this address',
  lookups: 'This API key was tried with too many wrong secrets',
};

interface Counted {
  name: CountedName;
  isRefused: boolean;
  left: number;
  /** Until there is a request left. */
  waitMs: number;
}

/** Counts what may be done; several processes with one Redis count together. */
export class RateLimiter {
  private readonly limits: Record<CountedName, RateLimit>;
  private readonly buckets: Record<CountedName, Bucket>;

  constructor(
    limits: RateLimits,
    redis: RedisConnection | undefined,
    now?: () => number,
    private readonly onRefused: (limit: CountedName) => void = () => {},
  ) {
    this.limits = { ...limits, lookups: LOOKUPS };
    const buckets = Object.entries(this.limits).map(([name, limit]) => [name, openBucket(name, limit, redis, now)]);
    this.buckets = Object.fromEntries(buckets);
  }

  /** Takes one request from every limit, or from none; gives the headers that tell what is left, or throws 429. */
  async take(claims: Claims): Promise<Record<string, string>> {
    const entries = Object.entries(claims) as Array<[CountedName, string]>;
    const counted = await Promise.all(entries.map(([name, whom]) => this.count(name, whom))); // one trip to Redis
    const refused = counted.filter(({ isRefused }) => isRefused);
    const headers = this.headers(counted);
    if (refused.length === 0) return headers;
    for (const { name } of refused) this.onRefused(name);
    const slowest = refused.reduce((one, other) => (other.waitMs > one.waitMs ? other : one));
    // Or one key's flood would use up what the workspace's other keys may do.
    this.giveBack(Object.fromEntries(entries.filter((_, index) => !counted[index]!.isRefused)));
    const retryAfter = String(secondsOf(slowest.waitMs));
    throw new RelayError('rate_limited', 429, `${SENTENCES[slowest.name]}; try again in ${retryAfter} s.`, {
      headers: { ...headers, 'Retry-After': retryAfter },
    });
  }

  /** Undoes a `take`; nobody waits for it. */
  giveBack(claims: Claims): void {
    for (const [name, whom] of Object.entries(claims)) this.buckets[name as CountedName].reward(whom).catch(() => {});
  }

  private async count(name: CountedName, whom: string): Promise<Counted> {
    try {
      const { remainingPoints, msBeforeNext } = await this.buckets[name].consume(whom);
      return { name, isRefused: false, left: remainingPoints, waitMs: msBeforeNext };
    } catch (spent) {
      if (!(spent instanceof RateLimiterRes)) throw spent;
      return { name, isRefused: true, left: 0, waitMs: spent.msBeforeNext };
    }
  }

  /** draft-ietf-httpapi-ratelimit-headers: q and w say how large a bucket is and how long it takes to fill. */
  private headers(counted: Counted[]): Record<string, string> {
    const policies = counted.map(({ name }) => {
      const { burst, perSecond } = this.limits[name];
      return `"${name}";q=${burst};w=${secondsOf((burst / perSecond) * 1_000)}`;
    });
    const states = counted.map(({ name, left, waitMs }) => {
      // Who spreads what is left over t seconds stays at the lasting rate.
      const windowMs = Math.max(waitMs, (left / this.limits[name].perSecond) * 1_000);
      return `"${name}";r=${left};t=${secondsOf(windowMs)}`;
    });
    return { 'RateLimit-Policy': policies.join(', '), RateLimit: states.join(', ') };
  }
}

const secondsOf = (milliseconds: number) => Math.max(1, Math.ceil(milliseconds / 1_000));
