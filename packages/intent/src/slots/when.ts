// When an event takes place, in the user's time zone, and what was assumed to know it.
import type { Context } from '../understanding.js';
import { blank, type Clock, type ClockSpan, clocksIn, durationsIn, untilIn } from './clock.js';
import { type Day, type DaySpan, dayIn, plusDays, type Wall, wallOf, weekdayOf } from './day.js';

export interface Moment {
  value: string;
  span: [number, number];
}

export interface When {
  start?: Moment;
  end?: Moment;
  durationMinutes?: { value: number; span: [number, number] };
  /** The zone that a time is given in. */
  timeZone?: { value: string; span: [number, number] };
  /** Times of day that one event cannot have together, as they are said: `at noon and at 3`. */
  rivals?: string[];
  assumptions: string[];
  /** All that was read as a time, by places in the text. */
  spans: Array<[number, number]>;
}

const two = (value: number) => String(value).padStart(2, '0');
const dayText = ({ year, month, day }: Day) => `${year}-${two(month)}-${two(day)}`;
const NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Thu 5 Mar`, with the year where it is not this one. */
const shownDay = (day: Day, year: number) =>
  `${NAMES[weekdayOf(day)]} ${day.day} ${MONTHS[day.month - 1]}${day.year === year ? '' : ` ${day.year}`}`;

/** Bare hours are those of a working day: 7 to 11 in the morning, noon, 1 to 6 in the afternoon. */
function minutesOf({ hour, minute, half, exact }: Clock, part: DaySpan['part']): number {
  const told =
    half ?? (exact ? undefined : part === 'am' || part === 'pm' ? part : hour >= 7 && hour <= 11 ? 'am' : 'pm');
  const hours = told === undefined ? hour : (hour % 12) + (told === 'pm' ? 12 : 0);
  return hours * 60 + minute;
}

const ZONES: Record<string, string> = {
  utc: 'UTC',
  gmt: 'UTC',
  et: 'America/New_York',
  est: 'America/New_York',
  edt: 'America/New_York',
  eastern: 'America/New_York',
  ct: 'America/Chicago',
  cst: 'America/Chicago',
  cdt: 'America/Chicago',
  central: 'America/Chicago',
  mt: 'America/Denver',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  mountain: 'America/Denver',
  pt: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  pacific: 'America/Los_Angeles',
  cet: 'Europe/Berlin',
  cest: 'Europe/Berlin',
};
const ZONE =
  /^ ?(?:(utc|gmt|e[sd]?t|c[sd]?t|m[sd]t|p[sd]?t|cest|cet)\b|(eastern|central|mountain|pacific)(?: time)?\b)/;

/** The zone named right behind a time. */
function zoneAfter(text: string, end: number): When['timeZone'] {
  const match = ZONE.exec(text.slice(end, end + 20));
  return match ? { value: ZONES[(match[1] ?? match[2])!]!, span: [end, end + match[0].length] } : undefined;
}

/** Reads times out of `text` (in lower case; what cannot be a time is blank, so that places stay true). */
export function whenIn(text: string, { now, timeZone: usual }: Context): When {
  const when: When = { assumptions: [], spans: [] };
  const lasting = durationsIn(text)[0];
  let rest = text;
  if (lasting) {
    rest = blank(rest, lasting.start, lasting.end);
    when.durationMinutes = { value: lasting.minutes, span: [lasting.start, lasting.end] };
    when.spans.push([lasting.start, lasting.end]);
  }
  const clocks = clocksIn(rest);
  const zone = clocks[0] && zoneAfter(rest, clocks[0].end);
  if (zone) {
    when.timeZone = zone;
    when.spans.push(zone.span);
    rest = blank(rest, ...zone.span);
  }
  const timeZone = zone?.value ?? usual;
  const wall = wallOf(now, timeZone);
  const clock = clocks[0];
  const until = clock && !clock.until ? untilIn(blank(rest, clock.start, clock.end)) : undefined;
  for (const { start, end } of [...clocks, ...(until ? [until] : [])]) rest = blank(rest, start, end);
  const day = dayIn(rest, wall);
  if (day) when.spans.push([day.start, day.end]);
  for (const { start, end } of [...clocks, ...(until ? [until] : [])]) when.spans.push([start, end]);
  // What is over is not planned.
  if (/\b(?:yesterday|last (?:week|month|night|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\b|\bago\b/.test(text))
    return when;
  const rivals = clock ? rivalsOf(clock, clocks, until, text) : [];
  if (rivals.length > 0) when.rivals = [clock!, ...rivals].map(({ start, end }) => text.slice(start, end).trim());
  else if (clock) setTimes(when, text, { clock, until, day, wall, timeZone });
  else if (day) setDays(when, text, day, wall.year, timeZone);
  return when;
}

/** Times of day that are joined to the first, and do not end it. */
const rivalsOf = (first: ClockSpan, clocks: readonly ClockSpan[], until: ClockSpan | undefined, text: string) =>
  clocks.filter(
    (other) =>
      other !== first &&
      !(until && other.start < until.end && other.end > until.start) &&
      JOINED.test(text.slice(first.end, other.start)),
  );

/** Between two times: what joins them, with a day of its own or little else before the second. */
const JOINED =
  /(?:\b(?:and|then|plus|also)\b|[,;&])(?:.{0,15}$|.*\b(?:mon|tues|wednes|thurs|fri|satur|sun)?day\b|.*\b(?:tomorrow|today)\b)/;

interface Found {
  clock: ClockSpan;
  until: ClockSpan | undefined;
  day: DaySpan | undefined;
  wall: Wall;
  timeZone: string;
}

function setTimes(when: When, text: string, { clock, until, day, wall, timeZone }: Found): void {
  const minutes = minutesOf(clock.from, day?.part);
  // Without a day it is the next time that the clock shows it.
  const isOver = minutes <= wall.hour * 60 + wall.minute;
  const date = day?.day ?? (isOver ? plusDays(wall, 1) : wall);
  const span: [number, number] = [
    day ? Math.min(day.start, clock.start) : clock.start,
    day ? Math.max(day.end, clock.end) : clock.end,
  ];
  when.start = { value: at(date, minutes), span };
  when.assumptions.push(
    `${text.slice(...trimmed(text, span))} -> ${two(Math.floor(minutes / 60))}:${two(minutes % 60)} ${shownDay(date, wall.year)}, ${timeZone}`,
  );
  if (day && isOver && dayText(date) === dayText(wall)) when.assumptions.push('That is over already.');
  const last = clock.until ?? until?.from;
  if (!last) return;
  let end = minutesOf(last, day?.part);
  if (end <= minutes && !last.half && !last.exact && end + 720 > minutes && end < 720) end += 720;
  when.end = {
    value: at(end <= minutes ? plusDays(date, 1) : date, end),
    span: until ? [until.start, until.end] : [clock.start, clock.end],
  };
  when.durationMinutes = undefined;
}

function setDays(when: When, text: string, day: DaySpan, year: number, timeZone: string): void {
  const span: [number, number] = [day.start, day.end];
  const said = text.slice(...trimmed(text, span));
  if (day.time) {
    when.start = { value: at(day.day, day.time.hour * 60 + day.time.minute), span };
    when.assumptions.push(
      `${said} -> ${two(day.time.hour)}:${two(day.time.minute)} ${shownDay(day.day, year)}, ${timeZone}`,
    );
  } else if (day.until || /\b(?:all|whole|entire|full)[- ]day\b/.test(text)) {
    when.start = { value: dayText(day.day), span };
    if (day.until) when.end = { value: dayText(day.until), span };
    when.assumptions.push(
      `${said} -> ${shownDay(day.day, year)}${day.until ? ` to ${shownDay(day.until, year)}` : ''}, whole days`,
    );
  } else when.assumptions.push(`${said} -> ${shownDay(day.day, year)}; the time is not given`);
}

const at = (day: Day, minutes: number) => `${dayText(day)}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`;

function trimmed(text: string, [start, end]: [number, number]): [number, number] {
  let [from, to] = [start, end];
  while (from < to && text[from] === ' ') from++;
  while (to > from && text[to - 1] === ' ') to--;
  return [from, to];
}
