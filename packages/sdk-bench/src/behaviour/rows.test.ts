import { expect, it } from 'vitest';
import { candidateOf } from '../fixtures.ts';
import type { Go } from './play.ts';
import { ROWS } from './rows.ts';
import type { Failure, Outcome } from './task.ts';
import { show } from './verdict.ts';

const openai = candidateOf('javascript', 'openai');

const go = (outcome: Partial<Outcome> = {}, more: Partial<Go> = {}): Go => ({
  outcome: { items: [], timers: [], shownBy: [], ways: ['create'], ...outcome },
  received: [],
  gaps: [],
  wasClosed: false,
  ...more,
});
const requests = (...keys: (string | undefined)[]): Go['received'] =>
  keys.map((key) => ({ method: 'POST', path: '/x', headers: { 'idempotency-key': key }, body: '', closed: false }));
const error = (changes: Partial<Failure>): Failure => ({
  name: 'ApiError',
  message: 'It is overloaded.',
  isOwn: true,
  isReturned: false,
  ...changes,
});

/** The verdict of the one row with these words in its title, when the client did this. */
const verdictOf = (words: string, ...goes: Go[]) => {
  const [row, ...more] = ROWS.filter(({ title }) => title.includes(words));
  if (!row || more.length > 0) throw new Error(`${words}: not one row`);
  let next = 0;
  return row.judge(openai, async () => goes[Math.min(next++, goes.length - 1)]!);
};

it.each([
  ['429', go({}, { received: requests('a', 'a'), gaps: [1_003] }), 'yes'],
  ['429', go({}, { received: requests('a', 'a'), gaps: [500.4] }), 'no: sent again after 500 ms'],
  ['429', go({ error: error({}) }, { received: requests('a') }), 'no: an error at once'],
  ['POST that got 503', go({}, { received: requests('a', 'a') }), 'yes'],
  ['POST that got 503', go({}, { received: requests('a', 'b') }), 'no: sent again with another key'],
  ['POST that got 503', go({}, { received: requests(undefined, undefined) }), 'no: sent again without a key'],
  ['POST that got 503', go({}, { received: requests('a') }), 'no: sent once, with a key'],
  ['ends a pause', go({ milliseconds: 1.2 }), 'yes: 2 ms'],
  ['ends a pause', go({ milliseconds: 3_900 }), 'no: 3900 ms'],
  ['ends a pause', go(), '– (does not pause)'],
  ['ends a pause', go({ cannot: true }), 'no: a call takes no signal'],
  ['unless you say', go({ timers: [5_000, 600_000, 5_000] }), '600 s, 5 s'],
  ['page of HTML', go({ error: error({ status: 502 }) }), 'yes: `ApiError`'],
  ['page of HTML', go({ error: error({}) }), 'partly: `ApiError` without the status'],
  ['page of HTML', go({ error: error({ isOwn: false, name: 'SyntaxError' }) }), 'no: `SyntaxError`'],
  ['which support asks for', go({ error: error({ requestIdIn: 'requestID' }) }), 'partly: as `requestID`'],
  ['`..` or empty', go({}, { received: requests('a') }), 'no: `..` asks for `/x`; the empty one asks for `/x`'],
  ['logged', go({ shownBy: ['`console.log(client)`'] }), 'no: it is in `console.log(client)`'],
  ['an error event', go({ error: error({}) }), 'yes: `ApiError`'],
  ['an error event', go({ items: [{ type: 'error' }] }), 'partly: given as an event, not thrown'],
  ['broken connection', go({}, { received: requests('a', 'a') }), 'no: the POST is sent again'],
  ['before the last event', go(), 'no: the stream just ends'],
  ['leaving the loop', go(), 'no: it stays open'],
  ['leaving the loop', go({}, { wasClosed: true }), 'yes'],
])('%s: %#', async (words, what, expected) => {
  expect(show(await verdictOf(words, what))).toBe(expected);
});

it('tells which way of opening a stream is the better one', async () => {
  const ways = { ways: ['create', 'stream'] };
  const verdict = await verdictOf('broken connection', go(ways), go(ways), go({ ...ways, error: error({}) }));
  expect(verdict.text).toBe('`ApiError`, by `stream`');
});

it('does not ask about streams where there are none', async () => {
  const [row] = ROWS.filter(({ title }) => title.includes('CRLF'));
  const verdict = await row!.judge(candidateOf('javascript', 'stripe'), async () => go());
  expect(verdict).toEqual({ mark: 'none', text: 'has no streams of events' });
});
