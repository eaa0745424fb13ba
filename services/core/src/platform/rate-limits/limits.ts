// What may be done how often, and how RELAY_RATE_LIMITS says it: workspace=200/1000,key=100/500

/** `perSecond` for long, `burst` at once: at most `burst + perSecond * s` in any `s` seconds. */
export interface RateLimit {
  perSecond: number;
  burst: number;
}

export interface RateLimits {
  /** All requests of a workspace. */
  workspace: RateLimit;
  /** All requests of one API key. */
  key: RateLimit;
  /** Previews of a workspace, and executes; they count as requests too. */
  previews: RateLimit;
  executes: RateLimit;
  /** Requests without a valid API key, of one client address. */
  badKeys: RateLimit;
  /** Requests of browsers for the pages on the way to a provider and back, of one client address. */
  pages: RateLimit;
}
export type LimitName = keyof RateLimits;

const NAMES: LimitName[] = ['workspace', 'key', 'previews', 'executes', 'badKeys', 'pages'];
const MOST = 1_000_000;

/** The limits that are named, and for the others: `key`, `previews` and `executes` follow `workspace`. */
export function withDefaults(named: Partial<RateLimits>): RateLimits {
  const workspace = named.workspace ?? { perSecond: 200, burst: 1_000 };
  // A client that tries its old key again and again should hear 401 for long; a flood should cost little.
  return {
    workspace,
    key: workspace,
    previews: workspace,
    executes: workspace,
    badKeys: { perSecond: 10, burst: 500 },
    // A whole office may share an address; a flood should cost little here, too.
    pages: { perSecond: 10, burst: 500 },
    ...named,
  };
}

/** Reads `<name>=<a second>/<burst>,…`; throws one error that lists every bad entry. */
export function parseRateLimits(text: string): RateLimits {
  const named: Partial<RateLimits> = {};
  const mistakes = text.split(',').flatMap((entry) => addEntry(named, entry.trim()) ?? []);
  if (mistakes.length > 0) throw new Error(mistakes.join('; '));
  return withDefaults(named);
}

/** Adds one entry, or tells what is wrong with it. */
function addEntry(named: Partial<RateLimits>, entry: string): string | undefined {
  const [, name, perSecond, burst] = /^(\w+)\s*=\s*(\d+(?:\.\d+)?)\s*\/\s*(\d+)$/.exec(entry) ?? [];
  const limit = { perSecond: Number(perSecond), burst: Number(burst) };
  const isAmount = (amount: number) => amount > 0 && amount <= MOST;
  if (!name || !isAmount(limit.perSecond) || !isAmount(limit.burst))
    return `${JSON.stringify(entry)} does not read <name>=<requests a second>/<burst>, such as workspace=200/1000, each up to ${MOST}`;
  const known = NAMES.find((candidate) => candidate === name);
  if (!known) return `${JSON.stringify(name)} is not one of ${NAMES.join(', ')}`;
  if (named[known]) return `${name} is given twice`;
  named[known] = limit;
  return undefined;
}
