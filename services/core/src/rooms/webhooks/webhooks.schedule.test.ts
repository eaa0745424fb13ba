import { describe, expect, it } from 'vitest';
import { pauseAfter, retryAfter } from './webhooks.schedule.js';

const pauses = (random: number) =>
  [1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => pauseAfter({ attempts, ageSeconds: 0 }, 0, () => random));

describe('pauseAfter', () => {
  it('is 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, and then never again', () => {
    expect(pauses(0.5)).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, undefined, undefined]);
  });

  it('is a tenth shorter or longer by chance', () => {
    expect(pauses(0).slice(0, 3)).toEqual([4.5, 270, 1_620]);
    expect(pauses(1).slice(0, 3)).toEqual([5.5, expect.closeTo(330), expect.closeTo(1_980)]);
  });

  it('is as long as the receiver asks, but never shorter than ours', () => {
    const pause = (asked: number) => pauseAfter({ attempts: 2, ageSeconds: 0 }, asked, () => 0.5);
    expect([pause(3_600), pause(10)]).toEqual([3_600, 300]);
  });

  it('gives up what is five days old', () => {
    const pause = (ageSeconds: number) => pauseAfter({ attempts: 1, ageSeconds }, 0, () => 0.5);
    expect([pause(5 * 86_400 - 1), pause(5 * 86_400)]).toEqual([5, undefined]);
  });
});

describe('retryAfter', () => {
  const now = new Date('2026-11-01T12:00:00Z');
  it.each([
    ['seconds', { 'retry-after': '120' }, 120],
    ['a date', { 'retry-after': 'Sun, 01 Nov 2026 12:01:00 GMT' }, 60],
    [
      "a date by the receiver's own clock",
      { 'retry-after': 'Sun, 01 Nov 2026 09:01:00 GMT', date: 'Sun, 01 Nov 2026 09:00:00 GMT' },
      60,
    ],
    ['a date that has passed', { 'retry-after': 'Sun, 01 Nov 2026 11:00:00 GMT' }, 0],
    ['more than a day', { 'retry-after': '99999999' }, 86_400],
    ['more digits than a number holds', { 'retry-after': '9'.repeat(400) }, 86_400],
    ['nothing', {}, 0],
    ['nonsense', { 'retry-after': 'soon' }, 0],
    ['a negative number', { 'retry-after': '-5' }, 0],
  ])('reads %s', (_, headers, seconds) => {
    expect(retryAfter(headers as Record<string, string>, now)).toBe(seconds);
  });
});
