// When a delivery is tried again: now, 5 s, 5 m, 30 m, 2 h, 5 h, 10 h.

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The pauses after the first attempt, the second and so on, in seconds: 17.6 hours in all. */
const PAUSES = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR];
/** The part of a pause by which it may be shorter or longer, so that what failed together does not return together. */
const JITTER = 0.1;
/** A receiver may ask for a longer pause than ours, but not for ever. */
const LONGEST_ASKED = DAY;

/** An endpoint that has failed for so long is disabled, and a delivery that is so old is given up, in seconds. */
export const GIVE_UP_AFTER = 5 * DAY;

export interface Tries {
  attempts: number;
  ageSeconds: number;
}

/** In how many seconds to try again; undefined when the delivery is given up. `asked` is what the receiver wants. */
export function pauseAfter({ attempts, ageSeconds }: Tries, asked: number, random: () => number): number | undefined {
  const pause = PAUSES[attempts - 1];
  if (pause === undefined || ageSeconds >= GIVE_UP_AFTER) return undefined;
  return Math.max(pause * (1 - JITTER + 2 * JITTER * random()), asked);
}

/** Retry-After in seconds, 0 when there is none; a date counts from the receiver's own Date, if it sends one. */
export function retryAfter(headers: Record<string, string>, now: Date): number {
  const value = headers['retry-after']?.trim() ?? '';
  const seconds = /^\d+$/.test(value)
    ? Number(value)
    : (Date.parse(value) - (Date.parse(headers.date ?? '') || now.getTime())) / 1000;
  return Math.min(Math.max(seconds || 0, 0), LONGEST_ASKED);
}
