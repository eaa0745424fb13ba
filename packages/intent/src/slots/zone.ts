// Time zones that are named with a time, and hours that a zone does not have, or has twice.
import { type Day, wallOf } from './calendar.js';

const ZONES: Record<string, string> = {
  ...{ utc: 'UTC', gmt: 'UTC', z: 'UTC', bst: 'Europe/London', cet: 'Europe/Berlin', cest: 'Europe/Berlin' },
  ...Object.fromEntries(
    [
      ['America/New_York', 'et est edt eastern'],
      ['America/Chicago', 'ct cst cdt central'],
      ['America/Denver', 'mt mst mdt mountain'],
      ['America/Los_Angeles', 'pt pst pdt pacific'],
      ['Asia/Tokyo', 'jst'],
    ].flatMap(([zone, names]) => names!.split(' ').map((name) => [name, zone])),
  ),
};
const CITIES: Record<string, string> = Object.fromEntries(
  [
    ...[
      'Europe/London',
      'Europe/Paris',
      'Europe/Berlin',
      'Europe/Madrid',
      'Europe/Rome',
      'Europe/Zurich',
      'Europe/Vienna',
    ],
    ...['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'America/Toronto'],
    ...['Asia/Tokyo', 'Asia/Singapore', 'Asia/Dubai', 'Asia/Kolkata', 'Australia/Sydney'],
  ].map((zone) => [zone.split('/')[1]!.replace('_', ' ').toLowerCase(), zone]),
);
const NAMED = new RegExp(
  String.raw`^ ?(?:(utc|gmt|e[sd]?t|c[sd]?t|m[sd]t|p[sd]?t|cest|cet|bst|jst|z)\b|(eastern|central|mountain|pacific)(?: time)?\b|(${Object.keys(CITIES).join('|')}) time\b)`,
);
/** `utc+2`, and `+02:00` right behind a time or its seconds. */
const OFFSET = /^ {0,8}(?:(?:utc|gmt) ?([+-]\d{1,2})(?::?(\d\d))?|([+-]\d\d):?(\d\d))(?![\d/:])/;

/** Whether a word names a zone, and is no typo of another. */
export const isZone = (word: string): boolean => word.length === 3 && word in ZONES;

/** The zone named right behind a time; without a value where Relay has no name for it. */
export function zoneAfter(text: string, end: number): { value?: string; span: [number, number] } | undefined {
  const rest = text.slice(end, end + 28);
  const offset = OFFSET.exec(rest);
  if (offset) {
    const [all, short, shortMinutes, hours = short!, minutes = shortMinutes ?? '00'] = offset;
    return { ...zoneOf(Number(hours), minutes), span: [end, end + all.length] };
  }
  const named = NAMED.exec(rest.replace(/^ +z/, (zulu) => zulu.trim().padEnd(zulu.length)));
  if (!named) return undefined;
  const [all, short, long, city] = named;
  return { value: city ? CITIES[city]! : ZONES[(short ?? long)!]!, span: [end, end + all.length] };
}

/** The names of zones at an offset count the other way: Etc/GMT-2 is two hours ahead. */
const zoneOf = (hours: number, minutes: string): { value?: string } =>
  minutes !== '00' || Math.abs(hours) > 12
    ? {}
    : { value: hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}` };

const HOUR = 3_600_000;

/** How often the clocks of a zone show a time of a day: none in the hour that is skipped in spring, twice in that which comes again in autumn. */
export function timesShown({ year, month, day }: Day, minutes: number, timeZone: string): number {
  const asUtc = Date.UTC(year, month - 1, day, 0, minutes);
  const offsets = new Set(
    [-24, 24].map((hours) => {
      const instant = new Date(asUtc + hours * HOUR);
      const wall = wallOf(instant, timeZone);
      return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute) - instant.getTime();
    }),
  );
  return [...offsets].filter((offset) => {
    const wall = wallOf(new Date(asUtc - offset), timeZone);
    return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute) === asUtc;
  }).length;
}
