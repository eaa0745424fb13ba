// Days, by chrono-node, with Relay's reading of weekdays.
import { casual } from 'chrono-node/en';
import { type Day, type DaySpan, dayOf, plusDays, type Wall } from './calendar.js';
import { weekdayIn } from './weekday.js';

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
