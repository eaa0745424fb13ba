// Days and times of day that are named and not read.
import type { DaySpan } from './calendar.js';

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

/** What looks like a time of day and is none that there is: `25:00`, `at 99`. */
export const unreadClockIn = (text: string): { start: number; end: number } | undefined => {
  const match = UNREAD_CLOCK.exec(text);
  return match ? { start: match.index, end: match.index + match[0].length } : undefined;
};

const UNREAD_CLOCK = /\b(?:at |from |by )?\d{1,2}:\d\d\b|\bat \d{1,2}\.\d\d\b|\bat \d{2,4}(?= *$)/;
