import type { Answer } from './provider.js';

/**
 * How long an answer asks to wait, by its Retry-After, in milliseconds; undefined where it does not. A date is read by the answer's own
 * clock, so by its Date header: ours may go differently.
 */
export function retryAfterMs({ headers }: Pick<Answer, 'headers'>): number | undefined {
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1000;
  const wait = dateOf(value) - dateOf(headers.date);
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** Of an HTTP date, which always ends in GMT; NaN for anything else. */
const dateOf = (text: string | undefined) => (text?.endsWith(' GMT') ? Date.parse(text) : Number.NaN);
