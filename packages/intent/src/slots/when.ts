// When an event takes place, in the user's time zone, and what was assumed to know it.
import type { Context } from '../understanding.js';
import { type DaySpan, type Wall, wallOf } from './calendar.js';
import { blank, type ClockSpan, clocksIn, untilIn } from './clock.js';
import { dayIn } from './day.js';
import { distanceIn, durationsIn } from './duration.js';
import { inTime, setDays, setTimes } from './event-times.js';
import { dayText } from './shown.js';
import { limitIn, unreadClockIn, unreadDayIn } from './unread-day.js';
import { NEXT_WEEK } from './weekday.js';
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
  const limit = limitIn(rest);
  if (limit) rest = blank(rest, limit.start, limit.end);
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
  const unreadClock = clock ? undefined : (limit ?? unreadClockIn(rest));
  if (unreadClock) {
    when.spans.push([unreadClock.start, unreadClock.end]);
    rest = blank(rest, unreadClock.start, unreadClock.end);
  }
  const day = dayIn(rest, wall);
  if (day) when.spans.push([day.start, day.end]);
  const week = NEXT_WEEK.exec(rest);
  if (week) when.spans.push([week.index, week.index + week[0].length]);
  for (const { start, end } of [...clocks, ...(until ? [until] : [])]) when.spans.push([start, end]);
  // What is over is not planned.
  const past = PAST.exec(text);
  if (past) {
    when.spans.push([past.index, past.index + past[0].length]);
    when.assumptions.push(`${past[0]} -> over already; the day is not given`);
    return when;
  }
  const rivals = clock ? rivalsOf(clock, clocks, until, text) : [];
  const days = day ? otherDays(rest, day, wall) : [];
  for (const { start, end } of days) if (start !== day!.start) when.spans.push([start, end]);
  const unread = unreadDayIn(rest, day);
  if (zone && zone.value === undefined)
    when.assumptions.push('The time zone is not known by a name; the time is not given.');
  else if (unreadClock)
    when.assumptions.push(`${text.slice(unreadClock.start, unreadClock.end)} -> not read; the time is not given`);
  else if (unread) when.assumptions.push(`${unread} -> not read; the day is not given`);
  else if (days.length > 0) when.rivals = days.map(({ start, end }) => rest.slice(start, end).trim());
  else if (rivals.length > 0) when.rivals = [clock!, ...rivals].map(({ start, end }) => text.slice(start, end).trim());
  else if (clock) setTimes(when, text, { clock, until, day, wall, timeZone });
  else if (day) setDays(when, text, day, wall.year, timeZone);
  return when;
}

const PAST =
  /\byesterday(?: (?:morning|afternoon|evening|night))?\b(?!')|\blast (?:week|month|night|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b(?!')|\b(?:\w+ \w+ )?ago\b/;

/** Times of day that are joined to the first, and do not end it. */
const rivalsOf = (first: ClockSpan, clocks: readonly ClockSpan[], until: ClockSpan | undefined, text: string) =>
  clocks.filter(
    (other) =>
      other !== first &&
      !(until && other.start < until.end && other.end > until.start) &&
      (JOINED.test(text.slice(first.end, other.start)) || areTwo(text, first, other)),
  );

/** `at 5 tomorrow at noon`, and not `at 9 to prepare the talk at 10`. */
const areTwo = (text: string, first: ClockSpan, other: ClockSpan) =>
  [first, other].every(({ start }) => text.startsWith('at ', start)) &&
  !/\b(?:to|for|about|that|before|after|ends?)\b/.test(text.slice(0, other.start));

/** Between two times: what joins them, with a day of its own or little else before the second. */
const JOINED =
  /(?:\b(?:and|or|then|plus|also)\b|[,;&/])(?:.{0,15}$|.*\b(?:mon|tues|wednes|thurs|fri|satur|sun)?day\b|.*\b(?:tomorrow|today)\b)/;

/** The two days that an event is on, where it is on two: `tomorrow and on Friday`. */
function otherDays(rest: string, day: DaySpan, wall: Wall): DaySpan[] {
  const other = dayIn(blank(rest, day.start, day.end), wall);
  if (!other || dayText(other.day) === dayText(day.day)) return [];
  const [first, second] = other.start < day.start ? [other, day] : [day, other];
  return LISTED.test(rest.slice(first.end, second.start)) ? [first, second] : [];
}

/** Between two days: what lists them, and times of day that are crossed out. */
const LISTED = /^[ |]*(?:,|and|&|or|plus)(?:[ |]|and|on|also|again|at)*$/;
