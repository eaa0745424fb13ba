import argon2 from 'argon2';
import { RelayError } from '../../platform/errors.js';

// OWASP's recommendation for argon2id; a key has 190 bits of its own, so the cost guards against a weak future, not weak keys.
const PARAMETERS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export interface HasherOptions {
  /** Hashes at once; each holds a thread of libuv's pool. */
  concurrency?: number;
  /** Hashes that may wait; more are refused. */
  maxWaiting?: number;
}

/** argon2id behind a bounded queue, so that a flood of wrong keys can fill neither the memory nor the thread pool. */
export class Hasher {
  private running = 0;
  private readonly waiting: Array<() => void> = [];
  private readonly concurrency: number;
  private readonly maxWaiting: number;

  constructor({ concurrency = 2, maxWaiting = 64 }: HasherOptions = {}) {
    this.concurrency = concurrency;
    this.maxWaiting = maxWaiting;
  }

  hash(secret: string): Promise<string> {
    return this.queued(() => argon2.hash(secret, PARAMETERS));
  }

  verify(hash: string, secret: string): Promise<boolean> {
    return this.queued(() => argon2.verify(hash, secret));
  }

  private async queued<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.concurrency) this.running++;
    else await this.turn();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next)
        next(); // hands its place on
      else this.running--;
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.maxWaiting)
      throw new RelayError('busy', 503, 'Too many keys are being checked; try again in a moment.', {
        headers: { 'Retry-After': '1' },
      });
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
