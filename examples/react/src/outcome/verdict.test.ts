import { expect, it } from 'vitest';
import type { Execution } from '../calls/index.ts';
import { adviceOf, attemptsOf, verdictOf } from './verdict.ts';

const error = (more: object) =>
  ({ code: 'receiver_busy', detail: 'Busy.', retryable: true, ...more }) as Execution['error'];

it('calls an unknown outcome neither a success nor a failure', () => {
  const { tone, title, explanation } = verdictOf('outcome_unknown');
  expect(tone).toBe('unknown');
  expect(`${title} ${explanation}`).not.toMatch(/succe|fail|done/i);
  expect(adviceOf({ status: 'outcome_unknown', error: error({}) })).toMatch(/^Look at the receiver/);
});

it('advises a new preview only where it may help', () => {
  expect(adviceOf({ status: 'failed', error: error({}) })).toBe('A new preview of the same may well succeed.');
  expect(adviceOf({ status: 'failed', error: error({ retryAfterMs: 30_000 }) })).toContain('in 30 s or later');
  expect(adviceOf({ status: 'failed', error: error({ retryable: false }) })).toContain('would fail again');
  expect(adviceOf({ status: 'succeeded', error: null })).toBeUndefined();
});

it('shows a status that it does not know', () => {
  expect(verdictOf('paused')).toMatchObject({ tone: 'unknown', label: 'paused' });
});

it('counts attempts', () => {
  expect([0, 1, 3].map(attemptsOf)).toEqual(['Sent 0 times', 'Sent once', 'Sent 3 times']);
});
