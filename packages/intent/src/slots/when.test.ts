import { describe, expect, it } from 'vitest';
import { whenIn } from './when.js';

/** Wednesday, 4 March 2026, 9:00 in New York. */
const context = { now: new Date('2026-03-04T14:00:00Z'), timeZone: 'America/New_York' };
const timesOf = (text: string, other = context) => {
  const { start, end, durationMinutes } = whenIn(text, other);
  return [start?.value, end?.value ?? durationMinutes?.value].filter((value) => value !== undefined);
};

describe('when it is', () => {
  it.each([
    ['tomorrow at 3', '2026-03-05T15:00:00'],
    ['tomorrow at 9', '2026-03-05T09:00:00'],
    ['today at 11', '2026-03-04T11:00:00'],
    ['friday at 12:30', '2026-03-06T12:30:00'],
    ['wednesday at 2', '2026-03-11T14:00:00'],
    ['next friday at 2', '2026-03-13T14:00:00'],
    ['next monday at 2', '2026-03-09T14:00:00'],
    ['this friday at 2', '2026-03-06T14:00:00'],
    ['sat at noon', '2026-03-07T12:00:00'],
    ['20 march at quarter to five', '2026-03-20T16:45:00'],
    ['march 20th at half past ten', '2026-03-20T10:30:00'],
    ['2026-03-09 at 14:00', '2026-03-09T14:00:00'],
    ['monday the 9th at 11', '2026-03-09T11:00:00'],
    ['friday, march 6 at 9:15 am', '2026-03-06T09:15:00'],
    ['on the 2nd at 8am', '2026-04-02T08:00:00'],
    ['the day after tomorrow at three pm', '2026-03-06T15:00:00'],
    ['tomorrow evening at 7', '2026-03-05T19:00:00'],
    ['in 2 hours', '2026-03-04T11:00:00'],
    ['at 8am', '2026-03-05T08:00:00'],
    ['friday 1', '2026-03-06T13:00:00'],
    ['tomorrow at 17:05', '2026-03-05T17:05:00'],
    ['tomorrow at midnight', '2026-03-05T00:00:00'],
    ['a week from friday at 3', '2026-03-13T15:00:00'],
    ['in two weeks at 10', '2026-03-18T10:00:00'],
    ['at five to three tomorrow', '2026-03-05T14:55:00'],
    ['weds at 3', '2026-03-11T15:00:00'],
    ['in 90 minutes', '2026-03-04T10:30:00'],
    ['in an hour and a half', '2026-03-04T10:30:00'],
    ['two weeks from friday at 10', '2026-03-20T10:00:00'],
    ['on 5/6 at noon', '2026-05-06T12:00:00'],
    ['on 13/5 at noon', '2026-05-13T12:00:00'],
    ['on the 31st at noon', '2026-03-31T12:00:00'],
    ['today at 8', '2026-03-04T20:00:00'],
    ['today at midnight', '2026-03-05T00:00:00'],
    ['tonight at 11', '2026-03-04T23:00:00'],
    ['tonight at 1', '2026-03-05T01:00:00'],
    ['2026-03-09t15:00:00', '2026-03-09T15:00:00'],
  ])('%s', (text, start) => {
    expect(timesOf(text)).toEqual([start]);
  });

  it.each([
    ['friday 2-4pm', '2026-03-06T14:00:00', '2026-03-06T16:00:00'],
    ['tomorrow from 9 to 10:30', '2026-03-05T09:00:00', '2026-03-05T10:30:00'],
    ['tomorrow 11-1pm', '2026-03-05T11:00:00', '2026-03-05T13:00:00'],
    ['tomorrow between 3 and 4', '2026-03-05T15:00:00', '2026-03-05T16:00:00'],
    ['monday 14:00–15:30', '2026-03-09T14:00:00', '2026-03-09T15:30:00'],
    ['tomorrow from 9am until noon', '2026-03-05T09:00:00', '2026-03-05T12:00:00'],
    ['from march 10 to march 14', '2026-03-10', '2026-03-14'],
    ['tomorrow at 3 for half an hour', '2026-03-05T15:00:00', 30],
    ['tomorrow at 9 am for 90 minutes', '2026-03-05T09:00:00', 90],
    ['a two hour workshop tomorrow at 1', '2026-03-05T13:00:00', 120],
    ['tomorrow at 1 for an hour and a half', '2026-03-05T13:00:00', 90],
    ['tomorrow at 1 for one and a half hours', '2026-03-05T13:00:00', 90],
    ['1.5 hours tomorrow at 1', '2026-03-05T13:00:00', 90],
    ['tomorrow at noon for 2 hours', '2026-03-05T12:00:00', 120],
    ['tomorrow at 3 for 1h30', '2026-03-05T15:00:00', 90],
    ['tomorrow at 3 for 3 days', '2026-03-05T15:00:00', 4320],
    ['from 3 to 4:30', '2026-03-04T15:00:00', '2026-03-04T16:30:00'],
    ['tomorrow from 10pm until 2am', '2026-03-05T22:00:00', '2026-03-06T02:00:00'],
    ['friday 10pm-1am', '2026-03-06T22:00:00', '2026-03-07T01:00:00'],
  ])('%s', (text, start, end) => {
    expect(timesOf(text)).toEqual([start, end]);
  });

  it.each([
    'tomorrow',
    'on friday',
    'next week',
    'for 3 people',
    'lunch',
    'tomorrow morning',
    'yesterday at 5',
    'last friday at 3',
    'on 31/2 at noon',
    'on february 29 at noon',
    '2026-02-30 at noon',
    'on the 32nd at noon',
    'first monday of april at 10',
    'the day before friday at 10',
    'monday through friday at 9',
    'on easter at noon',
    'tomorrow at 25:00',
    'tomorrow at 3pm gmt+5:30',
  ])('is not told by: %s', (text) => {
    expect(whenIn(text, context).start).toBeUndefined();
  });

  it('says how it was read', () => {
    const berlin = { now: new Date('2026-03-04T14:00:00Z'), timeZone: 'Europe/Berlin' };
    expect(whenIn('tomorrow at 3', berlin).assumptions).toEqual(['tomorrow at 3 -> 15:00 Thu 5 Mar, Europe/Berlin']);
  });

  it.each([
    ['today at 8am', 'That is over already.'],
    ['2026-03-03 at noon', 'That is over already.'],
    ['on 5/6 at noon', '5/6 is read with the month first.'],
    ['friday at midnight', 'Midnight is where Fri 6 Mar begins.'],
    ['november 1 at 1:30am', '01:30 comes twice on Sun 1 Nov, as the clocks go back.'],
    ['on 31/2 at noon', '31/2 -> not read; the day is not given'],
  ])('says what may surprise in: %s', (text, sentence) => {
    expect(whenIn(text, context).assumptions.at(-1)).toBe(sentence);
  });

  it('is no time that the clocks of the zone skip', () => {
    expect(whenIn('march 8 at 2:30am', context)).toMatchObject({
      assumptions: [
        expect.anything(),
        '02:30 does not come on Sun 8 Mar, as the clocks go forward; the time is not given.',
      ],
    });
    expect(timesOf('march 8 at 2:30am')).toEqual([]);
    expect(timesOf('march 29 at 2:30am')).toEqual(['2026-03-29T02:30:00']);
    expect(timesOf('march 29 at 2:30am', { ...context, timeZone: 'Europe/Berlin' })).toEqual([]);
  });

  it('counts hours from now as they pass, also where the clocks change', () => {
    expect(timesOf('in 20 hours', { ...context, now: new Date('2026-03-07T15:00:00Z') })).toEqual([
      '2026-03-08T07:00:00',
    ]);
  });

  it('says the year where it is another', () => {
    expect(whenIn('march 3 at 5', context).assumptions).toEqual([
      'march 3 at 5 -> 17:00 Wed 3 Mar 2027, America/New_York',
    ]);
  });

  it('is the day of the user, not that of the server', () => {
    const late = { now: new Date('2026-03-05T03:00:00Z'), timeZone: 'America/New_York' };
    expect(timesOf('tomorrow at 3', late)).toEqual(['2026-03-05T15:00:00']);
    expect(timesOf('tomorrow at 3', { ...late, timeZone: 'Asia/Tokyo' })).toEqual(['2026-03-06T15:00:00']);
  });

  it.each([
    ['tomorrow at 3pm bst', 'Europe/London'],
    ['tomorrow at 3pm london time', 'Europe/London'],
    ['tomorrow at 3pm gmt+2', 'Etc/GMT-2'],
    ['2026-03-09t15:00:00-05:00', 'Etc/GMT+5'],
    ['2026-03-09t15:00:00z', 'UTC'],
    ['2026-03-09t15:00:00+02:00', 'Etc/GMT-2'],
  ])('knows the zone of %s', (text, zone) => {
    expect(whenIn(text, context)).toMatchObject({
      start: { value: expect.stringMatching(/T15:00:00$/) },
      timeZone: { value: zone },
    });
  });

  it('takes a zone that is named over that of the user', () => {
    expect(whenIn('tomorrow at 3 pm pst', context)).toMatchObject({
      start: { value: '2026-03-05T15:00:00' },
      timeZone: { value: 'America/Los_Angeles' },
    });
  });
});
