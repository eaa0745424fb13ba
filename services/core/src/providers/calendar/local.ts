// What calendars and clocks show where an event takes place, without Temporal, which is loaded for a new event only.

/** A time as clocks show it in a zone. */
export interface LocalTime {
  /** `YYYY-MM-DDTHH:mm:ss` */
  local: string;
  timeZone: string;
}

/** What clocks show at an instant in the zone of this name; in UTC where there is no such zone. */
export function localAt(instant: string, timeZone: string | undefined): LocalTime {
  const local = timeZone !== undefined && clockIn(timeZone, new Date(instant));
  return local ? { local, timeZone } : { local: instant.slice(0, 19), timeZone: 'UTC' };
}

/** The day before another one: providers end whole days with the day after the last. */
export const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

function clockIn(timeZone: string, instant: Date): string | undefined {
  try {
    const numeric = Object.fromEntries(PARTS.map((part) => [part, '2-digit']));
    const format = new Intl.DateTimeFormat('en', { ...numeric, year: 'numeric', hourCycle: 'h23', timeZone });
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const [year, month, day, hour, minute, second] = PARTS.map((part) => parts[part]);
    return `${year!.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}`;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
