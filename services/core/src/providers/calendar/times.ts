// When an event takes place, from what its input says.
import type { Temporal } from 'temporal-polyfill';
import type { Warning } from '../../generated/types.js';
import { PlanError } from '../provider.js';
import { DEFAULT_MINUTES, type EventInput } from './calendar.schema.js';
import { localTime, type Reading, readTime, shown, zoneNamed } from './zone.js';

/** A time of an event in its three forms. */
export interface EventTime {
  /** `YYYY-MM-DDTHH:mm:ss` in the event's zone. */
  local: string;
  /** `YYYY-MM-DDTHH:mm:ss±HH:MM`: which of two, where the local time comes twice. */
  offset: string;
  /** `YYYY-MM-DDTHH:mm:ssZ` */
  utc: string;
}

export interface TimedEvent {
  allDay: false;
  timeZone: string;
  start: EventTime;
  end: EventTime;
  /** Whether start or end is a local time that comes twice: a zone and a local time do not tell then which one it is. */
  ambiguous: boolean;
}

export interface DaysEvent {
  allDay: true;
  timeZone: string;
  /** `YYYY-MM-DD` */
  firstDay: string;
  /** It belongs to the event. */
  lastDay: string;
  /** The one after the last: how most providers end such an event. */
  dayAfter: string;
  days: number;
  /** The instants at which the first day begins in the zone and the last one ends, in UTC. */
  begins: string;
  ends: string;
}

export type EventTimes = TimedEvent | DaysEvent;

/**
 * When the event takes place. A duration is time that passes, so it is exact over a change of the clocks; an `end` is what the clock
 * shows. Throws PlanError.
 */
export function timesOf(input: EventInput): { times: EventTimes; warnings: Warning[] } {
  const { start, end, durationMinutes } = input;
  if (end !== undefined && durationMinutes !== undefined)
    throw new PlanError('/durationMinutes', 'end_and_duration', 'Give `end` or `durationMinutes`, not both.');
  const timeZone = zoneNamed(input.timeZone ?? 'UTC');
  if (isDay(start)) return { times: daysOf(input, timeZone), warnings: [] };
  if (end !== undefined && isDay(end))
    throw new PlanError('/end', 'mixed_times', '`start` is a time and `end` is a day; give two times, or two days.');

  const first = readTime('/start', start, timeZone);
  const last =
    end === undefined
      ? { time: first.time.add({ minutes: durationMinutes ?? DEFAULT_MINUTES }), ambiguous: undefined }
      : readTime('/end', end, timeZone, first.time);
  if (last.time.epochNanoseconds <= first.time.epochNanoseconds)
    throw new PlanError('/end', 'end_before_start', `It ends at ${end}, which is not after its start at ${start}.`);
  return {
    times: {
      allDay: false,
      timeZone,
      start: toEventTime(first.time),
      end: toEventTime(last.time),
      ambiguous: comesTwice(first.time) || comesTwice(last.time),
    },
    warnings: [...zoneWarning(input), ...ambiguityWarning('start', first), ...ambiguityWarning('end', last)],
  };
}

const isDay = (text: string) => text.length === 'YYYY-MM-DD'.length;

function daysOf({ start, end = start, durationMinutes }: EventInput, timeZone: string): DaysEvent {
  if (durationMinutes !== undefined)
    throw new PlanError('/durationMinutes', 'duration_of_days', 'An event of whole days ends with a day: give `end`.');
  if (!isDay(end))
    throw new PlanError('/end', 'mixed_times', '`start` is a day and `end` is a time; give two times, or two days.');
  const firstDay = localTime('/start', start).toPlainDate();
  const lastDay = localTime('/end', end).toPlainDate();
  const days = firstDay.until(lastDay).days + 1;
  if (days < 1)
    throw new PlanError('/end', 'end_before_start', `Its last day is ${end}, which is before its first, ${start}.`);
  const dayAfter = lastDay.add({ days: 1 });
  const beginning = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).toInstant().toString();
  return {
    allDay: true,
    timeZone,
    firstDay: firstDay.toString(),
    lastDay: lastDay.toString(),
    dayAfter: dayAfter.toString(),
    days,
    begins: beginning(firstDay),
    ends: beginning(dayAfter),
  };
}

const toEventTime = (time: Temporal.ZonedDateTime): EventTime => ({
  local: time.toPlainDateTime().toString(),
  offset: shown(time),
  utc: time.toInstant().toString(),
});

const comesTwice = (time: Temporal.ZonedDateTime) =>
  readTime('', time.toPlainDateTime().toString(), time.timeZoneId).ambiguous !== undefined;

const zoneWarning = ({ timeZone }: EventInput): Warning[] =>
  timeZone === undefined
    ? [{ code: 'time_zone_assumed', detail: 'No `timeZone` was given, so the times are UTC.' }]
    : [];

function ambiguityWarning(name: string, { time, ambiguous }: Reading): Warning[] {
  if (!ambiguous) return [];
  const [earlier, later] = ambiguous.map(shown);
  const detail = `The ${name} comes twice in ${time.timeZoneId}, as ${earlier} and as ${later}, because the clocks are put back; ${shown(time)} is taken.`;
  return [{ code: 'time_ambiguous', detail }];
}
