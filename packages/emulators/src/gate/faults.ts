// Faults on demand: the next calls that match are answered wrongly, late, or not at all.

export type Fault = {
  /** Any, if left out. */
  method?: string;
  /** Without a query; `*` stands for anything. All of the API's paths, if left out; OAuth paths only if named. */
  path?: string;
  /** How many calls it strikes; 1, if left out. */
  times?: number;
  /** How many matching calls it lets pass first. */
  skip?: number;
} & Effect;

export type Effect =
  /** This status with the provider's error shape, or with `body`. `after`: the effect took place nevertheless. */
  | { kind: 'status'; status: number; retryAfterSeconds?: number; body?: unknown; after?: boolean }
  /** Too many requests, as the provider says it. */
  | { kind: 'rate_limited'; retryAfterSeconds?: number }
  /** The provider's other way of saying it: Google's and GitHub's 403. */
  | { kind: 'quota'; retryAfterSeconds?: number }
  /** A token that is fine is answered with 401. */
  | { kind: 'unauthorized' }
  /** No answer ever; `after`: the effect took place. */
  | { kind: 'hang'; after?: boolean }
  /** The connection is reset; `after`: the effect took place, and only its reply is lost. */
  | { kind: 'reset'; after?: boolean }
  | { kind: 'slow'; ms: number }
  /** 200 with what is not JSON. The effect took place. */
  | { kind: 'garbage' }
  /** Token endpoints: the refresh token or code is refused. */
  | { kind: 'invalid_grant' }
  /** Token endpoints: everything but a refresh token. */
  | { kind: 'no_refresh_token' };

const KINDS = [
  'status',
  'rate_limited',
  'quota',
  'unauthorized',
  'hang',
  'reset',
  'slow',
  'garbage',
  'invalid_grant',
  'no_refresh_token',
];

interface Armed {
  fault: Fault;
  left: number;
  skip: number;
}

export class Faults {
  private armed: Armed[] = [];

  /** Arms a fault; the oldest that matches strikes. Throws for what is not a fault. */
  add(fault: Fault): void {
    if (!KINDS.includes(fault?.kind)) throw new Error(`kind must be one of ${KINDS.join(', ')}`);
    if (fault.kind === 'status' && !(fault.status >= 200 && fault.status <= 599))
      throw new Error('status must be a number from 200 to 599');
    if (fault.kind === 'slow' && !(fault.ms >= 0)) throw new Error('ms must be a number of milliseconds');
    this.armed.push({ fault, left: fault.times ?? 1, skip: fault.skip ?? 0 });
  }

  clear(): void {
    this.armed = [];
  }

  list(): Fault[] {
    return this.armed.map(({ fault, left }) => ({ ...fault, times: left }));
  }

  /** The fault that strikes this call, which uses it up by one. */
  take(call: { method: string; path: string }, isOAuth: boolean): Fault | undefined {
    const found = this.armed.find(({ fault }) => matches(fault, call, isOAuth));
    if (!found) return undefined;
    if (found.skip > 0) {
      found.skip -= 1;
      return undefined;
    }
    found.left -= 1;
    if (found.left <= 0) this.armed = this.armed.filter((armed) => armed !== found);
    return found.fault;
  }
}

function matches({ method, path }: Fault, call: { method: string; path: string }, isOAuth: boolean): boolean {
  if (method && method.toUpperCase() !== call.method) return false;
  if (path === undefined) return !isOAuth;
  const pattern = path.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(call.path);
}
