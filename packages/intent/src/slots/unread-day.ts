// Days and times of day that are named and not read.
import type { DaySpan } from './calendar.js';

/** What names a day in a way that is not read, or names none that there is: 30 February, `the first Monday of April`. */
export const unreadDayIn = (text: string, day: DaySpan | undefined): string | undefined =>
  (COUNTED.exec(text) ?? (day ? null : UNREAD.exec(text)))?.[0].trim() ??
  (day && (otherWeekday(text, day) ?? spanOfDays(text, day)));

/** `Monday the 17th`, where the 17th is no Monday. */
function otherWeekday(text: string, { start, end, day }: DaySpan): string | undefined {
  const before = BEFORE.exec(text.slice(0, start));
  const named = before?.[1] ?? WITHIN.exec(text.slice(start, end))?.[0];
  const actual = 'sunmontuewedthufrisat'
    .slice(3 * new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay())
    .slice(0, 3);
  return named === undefined || named.startsWith(actual) ? undefined : text.slice(before?.index ?? start, end).trim();
}

/** `next week`: days, and none of them. */
function spanOfDays(text: string, { start, end }: DaySpan): string | undefined {
  const said = text.slice(start, end).trim();
  return DAYS.test(said) ? said : undefined;
}

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const DAY_NAMES = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*';
const WEEKDAY = '(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?';
const BEFORE = new RegExp(String.raw`\b(${WEEKDAY}),? (?:the )?$`);
const WITHIN = new RegExp(String.raw`\b${WEEKDAY}\b(?=,? (?:the )?(?:\d|${MONTH}))`);
const DAYS =
  /^(?:(?:one|any|some) day )?(?:on |in |at )?(?:this |next |the |coming |following )*(?:week|weekend|january|february|march|april|may|june|july|august|september|october|november|december)$/;
const UNREAD = new RegExp(
  [
    String.raw`\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b`,
    String.raw`\bon \d{1,2}\.\d{1,2}\b\.?`,
    String.raw`\b\d{4}-\d{1,2}-\d{1,2}\b`,
    String.raw`\b(?:the )?\d{1,2}(?:st|nd|rd|th)\b(?: of ${MONTH})?`,
    String.raw`\b${MONTH} \d{1,2}\b`,
    String.raw`\b\d{1,2} ${MONTH}\b`,
    String.raw`\b(?:on|at|for|this|next) (?:christmas|easter|thanksgiving|halloween|new year)\b`,
    String.raw`\b(?:in|of|during|mid|late|early) ${MONTH}\b`,
    String.raw`\b(?:any|some|most|one|other) day\b|\bweek(?:days?|ends?)\b|\b(?:this|the|next) week\b`,
    String.raw`\bon (?:my|his|her|our|their) (?:birthday|anniversary|day off)\b`,
    String.raw`\b(?:christmas|easter|new year'?s?)(?: (?:eve|day))?(?=[ |]*$)`,
  ].join('|'),
);
/** What is counted from a day, or goes on from it. */
const COUNTED = new RegExp(
  [
    String.raw`\b(?:(?:first|second|third|fourth|1st|2nd|3rd|4th) ${DAY_NAMES}|last ${DAY_NAMES} (?:of|in))\b`,
    String.raw`\b(?:easter|whit|good|black|cyber|ash|holy|palm) ${DAY_NAMES}\b`,
    String.raw`\b(?:week|weekend|month|year) after next\b`,
    String.raw`\bnext (?:month|year|quarter)\b`,
    String.raw`\b(?:one|any|some) day (?:this|next|in)\b`,
    String.raw`\bin \w+ weeks?,? (?:on )?${DAY_NAMES}\b`,
    String.raw`\b${DAY_NAMES},? in \w+ weeks?\b`,
    String.raw`\b(?:first|last|second|third) (?:\w+ )?(?:day|week|weekday|weekend) of\b`,
    String.raw`\b(?:early|late|mid|sometime|later|any ?time)[ -](?:in )?(?:this |next |the )?(?:week|month|year|weekend|${DAY_NAMES}|${MONTH})\b`,
    String.raw`\b(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|1[0-2])\.\d{2,4}\b`,
    String.raw`\bdays? (?:before|after) (?!tomorrow)\w+`,
    String.raw`\b${DAY_NAMES} (?:to|through|till|until|-|–) ${DAY_NAMES}\b`,
  ].join('|'),
);

const spanOf = (match: RegExpExecArray | null) =>
  match ? { start: match.index, end: match.index + match[0].length } : undefined;

/** What looks like a time of day and is none that there is: `25:00`, `at 99`. */
export const unreadClockIn = (text: string) => spanOf(UNREAD_CLOCK.exec(text));

const UNREAD_CLOCK = /\b(?:at |from |by )?\d{1,2}:\d\d\b|\bat \d{1,2}\.\d\d\b|\bat \d{1,2} ?h\b|\bat \d{2,4}(?= *$)/;

/** What only limits when it may be: `before noon`, and not `a quarter after 3`. */
export const limitIn = (text: string) => spanOf(LIMIT.exec(text));

const LIMIT =
  /\b(?:before|(?<!\b(?:quarter|half|five|ten|twenty|minutes|\d+) )after) (?:at )?(?:\d{1,2}(?::\d\d)?(?: ?[ap]m)?\b|noon\b|midnight\b)/;
