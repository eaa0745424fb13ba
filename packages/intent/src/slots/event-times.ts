// When an event begins and ends, by what was found of days and times of day.
import { type DaySpan, plusDays, type Wall } from './calendar.js';
import { blank, type Clock, type ClockSpan } from './clock.js';
import { durationsIn } from './duration.js';
import { noteOn } from './notes.js';
import { at, dayText, shownDay, trimmed, two } from './shown.js';
import type { When } from './when.js';

/** Bare hours are those of a working day: 7 to 11 in the morning, noon, 1 to 6 in the afternoon. */
function minutesOf({ hour, minute, half, exact }: Clock, part: DaySpan['part']): number {
  const told = half ?? (exact ? undefined : part ? PARTS[part] : hour >= 7 && hour <= 11 ? 'am' : 'pm');
  const hours = told === undefined ? hour : (hour % 12) + (told === 'pm' ? 12 : 0);
  return hours * 60 + minute;
}

const PARTS = { am: 'am', pm: 'pm', night: 'pm' } as const;

/** Dinner at 8 is in the evening, and breakfast at 6 in the morning; a call to plan the dinner may be at any time. */
function partOfMeal(text: string): DaySpan['part'] {
  const meal = MEAL.exec(text)?.[1];
  return meal === undefined ? undefined : meal === 'breakfast' ? 'am' : 'pm';
}

const MEAL =
  /^(?:(?!(?:about|for|before|after|from)\b|to (?!dinner|supper|breakfast|drinks))\S+ ){0,6}(dinner|supper|breakfast|drinks)\b/;

interface Found {
  clock: ClockSpan;
  until: ClockSpan | undefined;
  day: DaySpan | undefined;
  wall: Wall;
  timeZone: string;
}

/** An event with a time of day. */
export function setTimes(when: When, text: string, { clock, until, day, wall, timeZone }: Found): void {
  const isToday = day !== undefined && dayText(day.day) === dayText(wall);
  const passed = wall.hour * 60 + wall.minute;
  const part = day?.part ?? partOfMeal(text);
  const read = minutesOf(clock.from, part);
  const isMidnight = text.slice(clock.start, clock.end).includes('midnight');
  // Nights, and midnights of today, end on the next day. `today at 8`, said at 9, is in the evening.
  const isNext = isMidnight
    ? isToday || day?.part === 'night'
    : day?.part === 'night' && !clock.from.half && isSmallHour(clock.from);
  const isEvening = isToday && read <= passed && read < 720 && !clock.from.half && !clock.from.exact && !part;
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
  let end = minutesOf(last, part);
  // What begins in the evening may end in the small hours.
  if (minutes >= 1080 && !last.half && isSmallHour(last)) end = (last.hour % 12) * 60 + last.minute;
  else if (end <= minutes && !last.half && !last.exact && end + 720 > minutes && end < 720) end += 720;
  when.end = {
    value: at(end <= minutes ? plusDays(date, 1) : date, end),
    span: until ? [until.start, until.end] : [clock.start, clock.end],
  };
  when.durationMinutes = undefined;
}

/** `tonight at 1` */
const isSmallHour = ({ hour, exact }: Clock) => !exact && (hour <= 5 || hour === 12);

/** `in 90 minutes` */
export function inTime(
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

/** An event of whole days, or on a day whose time is not given. */
export function setDays(when: When, text: string, day: DaySpan, year: number, timeZone: string): void {
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
