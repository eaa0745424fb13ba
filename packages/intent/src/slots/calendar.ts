// Days of the calendar, and what a clock shows.

/** A day of the calendar, as the user's clock shows it. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

/** What the user's clock shows now. */
export interface Wall extends Day {
  hour: number;
  minute: number;
}

export interface DaySpan {
  start: number;
  end: number;
  day: Day;
  until?: Day;
  /** A time that is told by its distance: in two hours. */
  time?: { hour: number; minute: number };
  /** Part of the day that was named: morning, afternoon, evening, night. */
  part?: 'am' | 'pm' | 'night';
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock in the zone shows at an instant. Throws RangeError for a zone that is none. */
export function wallOf(now: Date, timeZone: string): Wall {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  return { year: parts.year!, month: parts.month!, day: parts.day!, hour: parts.hour!, minute: parts.minute! };
}

const dateOf = ({ year, month, day }: Day) => new Date(Date.UTC(year, month - 1, day));
/** The day of an instant in UTC. */
export const dayOf = (date: Date): Day => ({
  year: date.getUTCFullYear(),
  month: date.getUTCMonth() + 1,
  day: date.getUTCDate(),
});

export function plusDays(day: Day, days: number): Day {
  const date = dateOf(day);
  date.setUTCDate(date.getUTCDate() + days);
  return dayOf(date);
}

export const weekdayOf = (day: Day): number => dateOf(day).getUTCDay();
