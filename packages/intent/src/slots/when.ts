// When an event takes place, in the user's time zone, and what was assumed to know it.
import type { Context } from '../understanding.js';
import { blank, type Clock, type ClockSpan, clocksIn, untilIn } from './clock.js';
import { type DaySpan, dayIn, plusDays, unreadDayIn, type Wall, wallOf } from './day.js';
import { distanceIn, durationsIn } from './duration.js';
import { noteOn } from './notes.js';
import { at, dayText, shownDay, trimmed, two } from './shown.js';
import { zoneAfter } from './zone.js';

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

/** Bare hours are those of a working day: 7 to 11 in the morning, noon, 1 to 6 in the afternoon. */
function minutesOf({ hour, minute, half, exact }: Clock, part: DaySpan['part']): number {
  const told = half ?? (exact ? undefined : part ? PARTS[part] : hour >= 7 && hour <= 11 ? 'am' : 'pm');
  const hours = told === undefined ? hour : (hour % 12) + (told === 'pm' ? 12 : 0);
  return hours * 60 + minute;
}

const PARTS = { am: 'am', pm: 'pm', night: 'pm' } as const;

/** `2026-03-09t15:00:00`, as long as it was, with a space for the letter and for the seconds. */
const withoutStamps = (text: string) =>
  text.replace(
    /\b(\d{4}-\d\d-\d\d)t(\d\d:\d\d)(:\d\d(?:\.\d+)?)?/g,
    (_, day: string, time: string, seconds = '') => `${day} ${time}${' '.repeat(seconds.length)}`,
  );

/** Reads times out of `text` (in lower case; what cannot be a time is blank, so that places stay true). */
export function whenIn(written: string, { now, timeZone: usual }: Context): When {
  const when: When = { assumptions: [], spans: [] };
  const text = withoutStamps(written);
  const away = distanceIn(text);
  if (away)
    return inTime(
      when,
      text,
      away,
      wallOf(new Date(now.getTime() + away.minutes * 60_000), usual),
      wallOf(now, usual).year,
      usual,
    );
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
    if (zone.value !== undefined) when.timeZone = { value: zone.value, span: zone.span };
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
  const unread = unreadDayIn(rest, day);
  if (zone && zone.value === undefined)
    when.assumptions.push('The time zone is not known by a name; the time is not given.');
  else if (unread) when.assumptions.push(`${unread} -> not read; the day is not given`);
  else if (rivals.length > 0) when.rivals = [clock!, ...rivals].map(({ start, end }) => text.slice(start, end).trim());
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
  const isToday = day !== undefined && dayText(day.day) === dayText(wall);
  const passed = wall.hour * 60 + wall.minute;
  const read = minutesOf(clock.from, day?.part);
  const isMidnight = text.slice(clock.start, clock.end).includes('midnight');
  // Nights, and midnights of today, end on the next day. `today at 8`, said at 9, is in the evening.
  const isNext = isMidnight
    ? isToday || day?.part === 'night'
    : day?.part === 'night' && !clock.from.half && isSmallHour(clock.from);
  const isEvening = isToday && read <= passed && read < 720 && !clock.from.half && !clock.from.exact && !day?.part;
  const minutes =
    isNext && !isMidnight ? (clock.from.hour % 12) * 60 + clock.from.minute : read + (isEvening ? 720 : 0);
  // Without a day it is the next time that the clock shows it.
  const isOver = minutes <= passed;
  const date = day ? plusDays(day.day, isNext ? 1 : 0) : isOver ? plusDays(wall, 1) : wall;
  const span: [number, number] = [
    day ? Math.min(day.start, clock.start) : clock.start,
    day ? Math.max(day.end, clock.end) : clock.end,
  ];
  when.start = { value: at(date, minutes), span };
  when.assumptions.push(
    `${text.slice(...trimmed(text, span))} -> ${two(Math.floor(minutes / 60))}:${two(minutes % 60)} ${shownDay(date, wall.year)}, ${timeZone}`,
  );
  noteOn(when, text, { date, minutes, wall, timeZone, isMidnight: isMidnight && day !== undefined, isOver });
  if (!when.start) return;
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

/** `tonight at 1` */
const isSmallHour = ({ hour, exact }: Clock) => !exact && (hour <= 5 || hour === 12);

/** `in 90 minutes` */
function inTime(
  when: When,
  text: string,
  { start, end }: { start: number; end: number },
  wall: Wall,
  year: number,
  timeZone: string,
): When {
  when.spans.push([start, end]);
  const lasting = durationsIn(blank(text, start, end))[0];
  if (lasting) {
    when.durationMinutes = { value: lasting.minutes, span: [lasting.start, lasting.end] };
    when.spans.push([lasting.start, lasting.end]);
  }
  when.start = { value: at(wall, wall.hour * 60 + wall.minute), span: [start, end] };
  when.assumptions.push(
    `${text.slice(start, end)} -> ${two(wall.hour)}:${two(wall.minute)} ${shownDay(wall, year)}, ${timeZone}`,
  );
  return when;
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
