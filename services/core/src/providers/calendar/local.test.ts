import { expect, it } from 'vitest';
import { localAt } from './index.js';

it.each([
  ['2026-03-05T14:00:00Z', 'Europe/Berlin', '2026-03-05T15:00:00'],
  ['2026-07-05T23:30:05Z', 'Asia/Kathmandu', '2026-07-06T05:15:05'],
  ['2026-03-05T00:00:00Z', 'America/Los_Angeles', '2026-03-04T16:00:00'],
  ['2026-03-04T23:00:00Z', 'Europe/Berlin', '2026-03-05T00:00:00'], // not 24 o'clock
  ['2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25T02:30:00'],
])('%s is what clocks show in %s as %s', (instant, timeZone, local) => {
  expect(localAt(instant, timeZone)).toEqual({ local, timeZone });
});

it.each([undefined, 'Mars/Olympus', 'W. Europe Standard Time', '\n'])(
  'is UTC where there is no zone %j',
  (timeZone) => {
    expect(localAt('2026-03-05T14:00:00Z', timeZone)).toEqual({ local: '2026-03-05T14:00:00', timeZone: 'UTC' });
  },
);
