// Days, by chrono-node, with Relay's reading of weekdays.
import { casual } from 'chrono-node/en';
import { numberOf } from './numbers.js';

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
const dayOf = (date: Date): Day => ({
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

const WEEKDAY =
  /\b(?:(this|next|coming|following|on|last|past) )?(?:(coming|next|this) )?(sun|mon|tue|wed|thu|fri|sat)(?:day|sday|s|nesday|nes|rs|rsday|ur|urs|ursday|urday)?\b(?!,? (?:the )?\d{1,2}(?:st|nd|rd|th|[ ,]|$)(?!:)|,? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))(?: (?:of )?(next week|this week|week))?/g;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A weekday alone is the coming one, today excluded; of `next` it is that of the next week, which begins on Monday. */
function weekdayIn(text: string, wall: Wall): DaySpan | undefined {
  for (const match of text.matchAll(WEEKDAY)) {
    const [all, first, second, name, week] = match;
    if (/^(?:last|past)$/.test(first ?? '') || !isWeekday(all, text.slice(match.index + all.length))) continue;
    const today = weekdayOf(wall);
    const wanted = DAYS.indexOf(name!);
    const ahead = (wanted - today + 7) % 7 || 7;
    const weeks = /\b(a|one|two|three|four|\d) weeks? (?:from|after) $/.exec(
      text.slice(Math.max(0, match.index - 18), match.index),
    );
    const isNext = (first === 'next' && second !== 'coming') || second === 'next' || week === 'next week';
    const monday = 1 - (today || 7); // of this week, from today
    const day = isNext
      ? plusDays(wall, monday + 7 + ((wanted + 6) % 7))
      : plusDays(wall, ahead + 7 * (weeks ? numberOf(weeks[1]!) : week === 'week' ? 1 : 0));
    return { start: match.index - (weeks?.[0].length ?? 0), end: match.index + all.length, day };
  }
  return undefined;
}

/** `sat` and `sun` are words as well: they are days where a time, or nothing, follows. */
const isWeekday = (text: string, rest: string) =>
  /(?:^| )(?:sun|mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?(?: (?:of )?(?:next|this)? ?week)?$/.test(
    text,
  ) &&
  (!/(?:^| )(?:sun|sat)$/.test(text) || /^ *(?:\||$)/.test(rest));

const PART = /\b(?:in the |this |tomorrow |today )?(morning|afternoon|evening|night)\b|\btonight\b/;

const ORDINAL =
  /\b(?:on )?the (\d{1,2})(?:st|nd|rd|th)\b(?! of\b| (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/;
const OVERMORROW = /\b(?:the )?day after tomorrow\b/;

/** `the 15th` is the next one; `the day after tomorrow`. */
function countedDay(text: string, wall: Wall): DaySpan | undefined {
  const over = OVERMORROW.exec(text);
  if (over) return { start: over.index, end: over.index + over[0].length, day: plusDays(wall, 2) };
  const ordinal = ORDINAL.exec(text);
  const wanted = Number(ordinal?.[1]);
  if (!ordinal || wanted < 1 || wanted > 31) return undefined;
  let day: Day = { ...wall, day: wanted };
  for (let month = wanted >= wall.day ? 0 : 1; month < 13; month++) {
    day = dayOf(new Date(Date.UTC(wall.year, wall.month - 1 + month, wanted)));
    if (day.day === wanted) break;
  }
  return { start: ordinal.index, end: ordinal.index + ordinal[0].length, day };
}

/** The first day that a text in lower case names. */
export function dayIn(text: string, wall: Wall): DaySpan | undefined {
  const weekday = weekdayIn(text, wall);
  if (weekday) return withPart(weekday, text);
  const counted = countedDay(text, wall);
  if (counted) return withPart(counted, text);
  if (!MAYBE_DAY.test(text)) return withPart(undefined, text);
  const reference = {
    instant: new Date(Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute)),
    timezone: 0,
  };
  for (const { index, text: matched, start, end } of casual.parse(text, reference, { forwardDate: true })) {
    const named =
      /\b(?:days?|weeks?|months?)\b/.test(matched) ||
      start.isCertain('day') ||
      start.isCertain('weekday') ||
      start.isCertain('month');
    const timed =
      start.isCertain('hour') && (/\b(?:in|within|from now|later)\b/.test(matched) || /\dt\d\d:/.test(matched));
    if (!named && !timed && !/tonight|today|this /.test(matched)) continue;
    if (/\bago\b|\blast\b|\byesterday\b/.test(matched) || /^(?:may|march|sun|sat|second)$/.test(matched.trim()))
      continue;
    const day = { year: start.get('year')!, month: start.get('month')!, day: start.get('day')! };
    const last = end && { year: end.get('year')!, month: end.get('month')!, day: end.get('day')! };
    return withPart(
      {
        start: index,
        end: index + matched.length,
        day,
        ...(last && { until: last }),
        ...(timed && { time: { hour: start.get('hour')!, minute: start.get('minute')! } }),
      },
      text,
    );
  }
  return withPart(undefined, text);
}

// Chrono tries some twenty patterns at every word, so it is asked only where there may be a day.
const MAYBE_DAY =
  /\d|\b(?:today|tonight|tomorrow|tmrw|tmr|weeks?|weekend|months?|years?|days?|hours?|minutes?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b/;

function withPart(span: DaySpan | undefined, text: string): DaySpan | undefined {
  const part = PART.exec(text);
  if (!part || !span) return span;
  const isNight = part[1] === undefined || part[1] === 'night';
  return { ...span, part: isNight ? 'night' : part[1] === 'morning' ? 'am' : 'pm' };
}

/** What names a day in a way that is not read, or names none that there is: 30 February, `the first Monday of April`. */
export const unreadDayIn = (text: string, day: DaySpan | undefined): string | undefined =>
  (COUNTED.exec(text) ?? (day ? null : UNREAD.exec(text)))?.[0].trim();

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const DAY_NAMES = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*';
const UNREAD = new RegExp(
  [
    String.raw`\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b`,
    String.raw`\bon \d{1,2}\.\d{1,2}\b\.?`,
    String.raw`\b\d{4}-\d{1,2}-\d{1,2}\b`,
    String.raw`\b(?:the )?\d{1,2}(?:st|nd|rd|th)\b(?: of ${MONTH})?`,
    String.raw`\b${MONTH} \d{1,2}\b`,
    String.raw`\b\d{1,2} ${MONTH}\b`,
    String.raw`\b(?:on|at|for|this|next) (?:christmas|easter|thanksgiving|halloween|new year)\b`,
    String.raw`\b(?:christmas|easter|new year'?s?)(?: (?:eve|day))?(?=[ |]*$)`,
  ].join('|'),
);
/** What is counted from a day, or goes on from it. */
const COUNTED = new RegExp(
  [
    String.raw`\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th) ${DAY_NAMES} (?:of|in)\b`,
    String.raw`\bdays? (?:before|after) (?!tomorrow)\w+`,
    String.raw`\b${DAY_NAMES} (?:to|through|till|until|-|–) ${DAY_NAMES}\b`,
  ].join('|'),
);
