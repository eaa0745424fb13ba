import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlanError } from '../provider.js';
import { describeEvent, type EventInput } from './index.js';
import { timesOf } from './times.js';

const event = (input: Partial<EventInput> & { start: string }): EventInput => ({ conference: false, ...input });
const timed = (input: Partial<EventInput> & { start: string }) => {
  const { times, warnings } = timesOf(event(input));
  if (times.allDay) throw new Error('This is an event of whole days.');
  return { times, warnings };
};
const problemOf = (input: Partial<EventInput> & { start: string }) => {
  try {
    timesOf(event(input));
    return undefined;
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return { pointer: error.pointer, code: error.code, detail: error.message };
  }
};

// The judge: it knows what a clock in a zone shows at an instant, and asks it about every instant that a local time could be.
const clocks = new Map<string, Intl.DateTimeFormat>();
function clockShows(timeZone: string, instant: number): string {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });
  clocks.set(timeZone, clock);
  return clock.format(instant).replace(' ', 'T');
}
const OFFSETS = Array.from({ length: 2 * 15 * 4 + 1 }, (_, index) => (index - 60) * 15 * 60_000);
const instantsOf = (local: string, timeZone: string): string[] =>
  OFFSETS.map((offset) => Date.parse(`${local}Z`) - offset)
    .filter((instant) => clockShows(timeZone, instant) === local)
    .sort((a, b) => a - b)
    .map((instant) => new Date(instant).toISOString().replace('.000', ''));

describe('a local time in a zone', () => {
  it.each([
    // once
    ['Europe/Berlin', '2026-03-05T15:00:00', ['2026-03-05T14:00:00Z']],
    ['Europe/Berlin', '2026-07-05T15:00:00', ['2026-07-05T13:00:00Z']],
    ['Asia/Kolkata', '2026-03-05T15:00:00', ['2026-03-05T09:30:00Z']],
    ['Asia/Kathmandu', '2026-03-05T15:00:00', ['2026-03-05T09:15:00Z']],
    ['America/St_Johns', '2026-07-05T15:00:00', ['2026-07-05T17:30:00Z']],
    ['America/Sao_Paulo', '2026-01-05T15:00:00', ['2026-01-05T18:00:00Z']],
    ['Pacific/Kiritimati', '2026-03-05T01:00:00', ['2026-03-04T11:00:00Z']],
    ['Africa/Casablanca', '2026-07-05T15:00:00', ['2026-07-05T14:00:00Z']],
    // the last minute before and the first after the clocks are put forward
    ['Europe/Berlin', '2026-03-29T01:59:59', ['2026-03-29T00:59:59Z']],
    ['Europe/Berlin', '2026-03-29T03:00:00', ['2026-03-29T01:00:00Z']],
    ['America/New_York', '2026-03-08T03:00:00', ['2026-03-08T07:00:00Z']],
    // never
    ['Europe/Berlin', '2026-03-29T02:00:00', []],
    ['Europe/Berlin', '2026-03-29T02:59:59', []],
    ['Europe/London', '2026-03-29T01:30:00', []],
    ['America/New_York', '2026-03-08T02:30:00', []],
    ['Australia/Sydney', '2026-10-04T02:30:00', []],
    ['Australia/Lord_Howe', '2026-10-04T02:15:00', []],
    ['America/Santiago', '2026-09-06T00:30:00', []],
    ['Africa/Cairo', '2026-04-24T00:30:00', []],
    ['Pacific/Apia', '2011-12-30T12:00:00', []],
    // twice
    ['Europe/Berlin', '2026-10-25T02:00:00', ['2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z']],
    ['Europe/Berlin', '2026-10-25T02:59:59', ['2026-10-25T00:59:59Z', '2026-10-25T01:59:59Z']],
    ['Europe/London', '2026-10-25T01:30:00', ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']],
    ['America/New_York', '2026-11-01T01:30:00', ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z']],
    ['Australia/Lord_Howe', '2026-04-05T01:45:00', ['2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z']],
    ['America/Santiago', '2026-04-04T23:30:00', ['2026-04-05T02:30:00Z', '2026-04-05T03:30:00Z']],
  ])('is what a clock there shows: %s, %s', (timeZone, start, instants) => {
    expect(instantsOf(start, timeZone)).toEqual(instants);
    expect(found(start, timeZone)).toEqual(found.expected(instants));
  });

  it('agrees with Intl for any time in any zone', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const anyTime = fc.integer({ min: Date.UTC(1980, 0, 1), max: Date.UTC(2037, 11, 31) });
    // Most clocks are changed in the first hours of a Sunday of these months.
    const aroundChanges = fc
      .tuple(fc.integer({ min: 1980, max: 2037 }), fc.constantFrom(2, 3, 8, 9, 10), fc.nat(30), fc.nat(4 * 60 - 1))
      .map(([year, month, day, minute]) => {
        const date = Date.UTC(year, month, 1 + day);
        return date - new Date(date).getUTCDay() * 86_400_000 + minute * 60_000;
      });
    const local = fc
      .oneof(anyTime, aroundChanges)
      .map((time) => new Date(time - (time % 60_000)).toISOString().slice(0, 19));
    fc.assert(
      fc.property(fc.constantFrom(...zones), local, (timeZone, start) => {
        expect(found(start, timeZone)).toEqual(found.expected(instantsOf(start, timeZone)));
      }),
      { numRuns: 1000 },
    );
  });
});

/** What is made of a time: nothing, one instant, or the earlier of two with a warning. */
function found(start: string, timeZone: string) {
  const problem = problemOf({ start, timeZone, durationMinutes: 1 });
  if (problem) return problem.code;
  const { times, warnings } = timed({ start, timeZone, durationMinutes: 1 });
  return [times.start.utc, warnings.map(({ code }) => code)];
}
found.expected = (instants: string[]) =>
  instants.length === 0 ? 'time_skipped' : [instants[0], instants.length === 1 ? [] : ['time_ambiguous']];

describe('the times of an event', () => {
  it('are local, with an offset, and in UTC', () => {
    expect(timed({ start: '2026-03-05T15:00', timeZone: 'europe/berlin' }).times).toEqual({
      allDay: false,
      timeZone: 'Europe/Berlin',
      start: { local: '2026-03-05T15:00:00', offset: '2026-03-05T15:00:00+01:00', utc: '2026-03-05T14:00:00Z' },
      end: { local: '2026-03-05T15:30:00', offset: '2026-03-05T15:30:00+01:00', utc: '2026-03-05T14:30:00Z' },
      ambiguous: false,
    });
  });

  it('are in UTC where no zone is given, and say so', () => {
    const { times, warnings } = timed({ start: '2026-03-05T15:00:00' });
    expect([times.timeZone, times.start.utc]).toEqual(['UTC', '2026-03-05T15:00:00Z']);
    expect(warnings).toEqual([{ code: 'time_zone_assumed', detail: 'No `timeZone` was given, so the times are UTC.' }]);
  });

  it('are refused where daylight saving skips them, with the times around', () => {
    expect(problemOf({ start: '2026-03-29T02:30:00', timeZone: 'Europe/Berlin' })).toEqual({
      pointer: '/start',
      code: 'time_skipped',
      detail:
        '2026-03-29T02:30:00 does not exist in Europe/Berlin: the clocks skip it. The times around it are 2026-03-29T01:30:00+01:00 and 2026-03-29T03:30:00+02:00.',
    });
    expect(
      problemOf({ start: '2026-03-29T01:30:00', end: '2026-03-29T02:30:00', timeZone: 'Europe/Berlin' }),
    ).toMatchObject({ pointer: '/end', code: 'time_skipped' });
  });

  it('name both times that an ambiguous one could be', () => {
    const { times, warnings } = timed({ start: '2026-10-25T02:30:00', timeZone: 'Europe/Berlin' });
    expect(times).toMatchObject({ ambiguous: true, start: { offset: '2026-10-25T02:30:00+02:00' } });
    expect(warnings).toEqual([
      {
        code: 'time_ambiguous',
        detail:
          'The start comes twice in Europe/Berlin, as 2026-10-25T02:30:00+02:00 and as 2026-10-25T02:30:00+01:00, because the clocks are put back; 2026-10-25T02:30:00+02:00 is taken.',
      },
    ]);
  });

  it('end at the later of two times, where the earlier is before the start', () => {
    const input = { start: '2026-10-25T02:30:00', end: '2026-10-25T02:15:00', timeZone: 'Europe/Berlin' };
    const { times, warnings } = timed(input);
    expect([times.start.offset, times.end.offset]).toEqual(['2026-10-25T02:30:00+02:00', '2026-10-25T02:15:00+01:00']);
    expect(warnings.map(({ code }) => code)).toEqual(['time_ambiguous', 'time_ambiguous']);
  });

  it('are ambiguous where an end comes twice that a duration leads to', () => {
    const { times, warnings } = timed({ start: '2026-10-25T01:45:00', timeZone: 'Europe/Berlin' });
    expect(times).toMatchObject({ ambiguous: true, end: { offset: '2026-10-25T02:15:00+02:00' } });
    expect(warnings).toEqual([]);
  });

  it.each([
    ['forward', '2026-03-29T01:30:00', '2026-03-29T03:30:00+02:00'],
    ['back', '2026-10-25T01:30:00', '2026-10-25T02:30:00+02:00'],
  ])('last as long as the duration says while the clocks are put %s', (_, start, end) => {
    expect(timed({ start, durationMinutes: 60, timeZone: 'Europe/Berlin' }).times.end.offset).toBe(end);
  });

  it('end when the clock shows the end while the clocks are put forward', () => {
    const { times } = timed({ start: '2026-03-29T01:00:00', end: '2026-03-29T04:00:00', timeZone: 'Europe/Berlin' });
    expect(Date.parse(times.end.utc) - Date.parse(times.start.utc)).toBe(2 * 3_600_000);
  });

  it.each([
    [
      'an end before the start',
      { start: '2026-03-05T15:00:00', end: '2026-03-05T14:59:59' },
      '/end',
      'end_before_start',
    ],
    ['an end at the start', { start: '2026-03-05T15:00:00', end: '2026-03-05T15:00:00' }, '/end', 'end_before_start'],
    ['a last day before the first', { start: '2026-03-05', end: '2026-03-04' }, '/end', 'end_before_start'],
    ['a day for a time', { start: '2026-03-05T15:00:00', end: '2026-03-05' }, '/end', 'mixed_times'],
    ['a time for a day', { start: '2026-03-05', end: '2026-03-05T15:00:00' }, '/end', 'mixed_times'],
    [
      'an end and a duration',
      { start: '2026-03-05', end: '2026-03-06', durationMinutes: 5 },
      '/durationMinutes',
      'end_and_duration',
    ],
    ['minutes of whole days', { start: '2026-03-05', durationMinutes: 5 }, '/durationMinutes', 'duration_of_days'],
    ['30 February', { start: '2026-02-30' }, '/start', 'no_such_day'],
    ['29 February of a common year', { start: '2026-01-01', end: '2026-02-29' }, '/end', 'no_such_day'],
    ['31 April at 15:00', { start: '2026-04-31T15:00:00' }, '/start', 'no_such_day'],
  ])('refuse %s', (_, input, pointer, code) => {
    expect(problemOf(input)).toMatchObject({ pointer, code });
  });

  it.each([
    '+01:00',
    'Z',
    'Mars/Base',
    'W. Europe Standard Time',
    '2026-01-01T00:00Z',
    'Europe/Berlin[u-ca=hebrew]',
    '',
  ])('refuse the zone %j', (timeZone) => {
    expect(problemOf({ start: '2026-03-05T15:00:00', timeZone })).toMatchObject({
      pointer: '/timeZone',
      code: 'unknown_time_zone',
    });
  });

  it('know every zone that Intl knows', () => {
    const names = [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/GMT+12', 'US/Eastern', 'Asia/Calcutta'];
    expect(
      names.filter((timeZone) => timed({ start: '2026-03-05T15:00:00', timeZone }).times.timeZone !== timeZone),
    ).toEqual([]);
  });
});

describe('whole days', () => {
  it('hold the last day, and know the one after it', () => {
    expect(timesOf(event({ start: '2026-02-28', end: '2026-03-01', timeZone: 'Europe/Berlin' }))).toEqual({
      times: {
        allDay: true,
        timeZone: 'Europe/Berlin',
        firstDay: '2026-02-28',
        lastDay: '2026-03-01',
        dayAfter: '2026-03-02',
        days: 2,
        begins: '2026-02-27T23:00:00Z',
        ends: '2026-03-01T23:00:00Z',
      },
      warnings: [],
    });
  });

  it('are one where no end is given, also the day that the clocks are changed', () => {
    expect(timesOf(event({ start: '2026-03-29', timeZone: 'Europe/Berlin' })).times).toMatchObject({
      lastDay: '2026-03-29',
      dayAfter: '2026-03-30',
      days: 1,
    });
  });
});

describe('the summary of an event', () => {
  it.each<[Partial<EventInput> & { start: string }, string]>([
    [
      { start: '2026-03-05T15:00:00', title: 'Stand-up', timeZone: 'Europe/Berlin' },
      'Create “Stand-up” on Thu 5 Mar 2026, 15:00-15:30 (Europe/Berlin)',
    ],
    [
      { start: '2026-03-05T23:45:30', timeZone: 'UTC', attendees: ['ada@example.com'] },
      'Create an event without a title on Thu 5 Mar 2026, 23:45:30 - Fri 6 Mar 2026, 00:15:30 (UTC), and invite ada@example.com',
    ],
    [
      { start: '2026-03-05', end: '2026-03-06', title: 'Fair', conference: true, attendees: ['a@b.de', 'c@d.de'] },
      'Create “Fair” on Thu 5 Mar 2026 - Fri 6 Mar 2026 (2 whole days), with a video conference, and invite a@b.de, c@d.de',
    ],
    [
      { start: '2026-03-05', attendees: ['a@b.de', 'c@d.de', 'e@f.de', 'g@h.de', 'i@j.de'] },
      'Create an event without a title on Thu 5 Mar 2026 (the whole day), and invite a@b.de, c@d.de, e@f.de and 2 more',
    ],
    [{ start: '2026-03-08', title: 'Day off' }, 'Create “Day off” on Sun 8 Mar 2026 (the whole day)'],
  ])('tells when it is: %j', (input, summary) => {
    const whole = event(input);
    expect(describeEvent(whole, timesOf(whole).times)).toBe(summary);
  });
});
