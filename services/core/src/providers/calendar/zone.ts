// Local times in a time zone, where daylight saving skips some and repeats others.
import { Temporal } from 'temporal-polyfill';
import { PlanError } from '../provider.js';

// Only names: an offset such as +01:00 is a zone to Temporal, and to no calendar.
const NAME = /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/;

/** The IANA zone of a name in any case, spelt as IANA does. Throws PlanError. */
export function zoneNamed(name: string): string {
  try {
    if (NAME.test(name)) return Temporal.PlainDateTime.from('2026-01-01').toZonedDateTime(name).timeZoneId;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const detail = `There is no time zone ${JSON.stringify(name)}; name it as IANA does, such as Europe/Berlin.`;
  throw new PlanError('/timeZone', 'unknown_time_zone', detail);
}

export interface Reading {
  time: Temporal.ZonedDateTime;
  /** Both times that it could be, where the clocks are put back over it. */
  ambiguous: [earlier: Temporal.ZonedDateTime, later: Temporal.ZonedDateTime] | undefined;
}

/**
 * The time that a local one is in a zone. One that daylight saving skips is nobody's intent, so it is refused. One that comes twice is
 * the earlier, unless only the later comes after `after`.
 */
export function readTime(pointer: string, text: string, zone: string, after?: Temporal.ZonedDateTime): Reading {
  const local = localTime(pointer, text);
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochNanoseconds === later.epochNanoseconds) return { time: earlier, ambiguous: undefined };
  if (!earlier.toPlainDateTime().equals(local)) {
    const detail = `${local} does not exist in ${zone}: the clocks skip it. The times around it are ${shown(earlier)} and ${shown(later)}.`;
    throw new PlanError(pointer, 'time_skipped', detail);
  }
  const past = after !== undefined && earlier.epochNanoseconds <= after.epochNanoseconds;
  return { time: past ? later : earlier, ambiguous: [earlier, later] };
}

/** A local time with its offset: `2026-03-05T15:00:00+01:00`. */
export const shown = (time: Temporal.ZonedDateTime): string => time.toString({ timeZoneName: 'never' });

export function localTime(pointer: string, text: string): Temporal.PlainDateTime {
  try {
    return Temporal.PlainDateTime.from(text);
  } catch {
    throw new PlanError(pointer, 'no_such_day', `${text.slice(0, 10)} is not in the calendar.`);
  }
}
