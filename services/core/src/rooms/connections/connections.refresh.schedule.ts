// When tokens are refreshed: ahead of their end, and again, ever later, when the provider is down. Durations are in seconds.

/** A token that is given lasts at least so long: for a request that begins now. */
export const LASTS = 60;
/** How long before a token's end it is refreshed, at the latest, and by how much earlier at random, so that not all come at once. */
const AHEAD = 600;
const SPREAD = 300;

/**
 * How long after they were got tokens are refreshed; undefined for those that never end. Tokens that cannot be refreshed are looked
 * at when they end: somebody has to authorize them again.
 */
export function refreshAfter(
  { expiresIn, canRefresh }: { expiresIn: number | undefined; canRefresh: boolean },
  random: () => number,
): number | undefined {
  if (expiresIn === undefined || !canRefresh) return expiresIn;
  // What lives shortly is refreshed in the second half of its life.
  return Math.max(expiresIn / 2, expiresIn - AHEAD - SPREAD * random());
}

const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 600;
/** What a provider asks for is believed up to here. */
const LONGEST_RETRY_AFTER = 3_600;

/** The pause after the n-th failure in a row: twice the one before, cut by up to half at random, never less than the provider asks for. */
export function pauseAfter(failures: number, retryAfter: number | undefined, random: () => number): number {
  const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures - 1, 30));
  return Math.max(longest * (1 - random() / 2), Math.min(retryAfter ?? 0, LONGEST_RETRY_AFTER));
}
