// Times of day, as people write and say them.
import { numberOf } from './numbers.js';

export interface Clock {
  /** 0 to 23 as given; 1 to 12 where `half` is not told. */
  hour: number;
  minute: number;
  half?: 'am' | 'pm';
  /** Whether the hour needs no reading: 15:00, noon. */
  exact: boolean;
}

export interface ClockSpan {
  start: number;
  end: number;
  from: Clock;
  until?: Clock;
}

const HOUR_WORD = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
const MINUTE_WORD = 'fifteen|thirty|forty[- ]five|twenty|ten|forty|fifty|oh five';
const HALF = String.raw`(?: ?([ap])\.?m\b\.?| in the (morning|afternoon|evening)| at (night))`;
// One time of day. Groups: word · past/to part, to which hour · hour, minute · hour word, minute word · half (3).
const timeBefore = (not: string) =>
  String.raw`(?:(noon|midday|midnight)|(half|quarter|\d{1,2}|five|ten|twenty)(?: minutes)? (past|to|after) (\d{1,2}|${HOUR_WORD})|(\d{1,2})(?:[:.h]([0-5]\d))?(?![\d/${not}]|[:.]\d|(?:st|nd|rd|th)\b)|(${HOUR_WORD})(?: (${MINUTE_WORD}))?)(?: o'?clock)?${HALF}?`;
const TIME = timeBefore('-');
const DASH = ' ?(?:-|–|—|to|until|till|and|or) ?';

const RANGE = new RegExp(
  String.raw`\b(?:(?:from|between|at) )?${timeBefore('')}${DASH}(?:at )?${TIME}(?![\w/-]|\.\d)`,
  'g',
);
const SINGLE = new RegExp(
  String.raw`\b(?:(at|by|around|for|@|from|starting at) ?)?(?:around )?${TIME}(?![\w/]|\.\d)`,
  'g',
);
const UNTIL = new RegExp(String.raw`\b(?:until|till|(?:and )?(?:ends?|ending) at|to) ${TIME}(?![\w/])`, 'g');
const GROUPS = 11;

function clockOf(match: readonly (string | undefined)[], offset: number): Clock | undefined {
  const [word, part, direction, of, hour, minute, hourWord, minuteWord, letter, dayPart, night] = match.slice(
    offset,
    offset + GROUPS,
  );
  if (word) return { hour: word === 'midnight' ? 0 : 12, minute: 0, exact: true };
  const half = letter
    ? letter === 'a'
      ? 'am'
      : 'pm'
    : dayPart
      ? dayPart === 'morning'
        ? 'am'
        : 'pm'
      : night
        ? 'pm'
        : undefined;
  let [h, m] = [0, 0];
  if (part) {
    const minutes = part === 'half' ? 30 : part === 'quarter' ? 15 : numberOf(part);
    h = numberOf(of!);
    m = direction === 'to' ? 60 - minutes : minutes;
    if (direction === 'to') h = h === 1 ? 12 : h - 1;
  } else {
    h = numberOf((hour ?? hourWord)!);
    m = minute ? Number(minute) : minuteWord ? (minuteWord === 'oh five' ? 5 : numberOf(minuteWord)) : 0;
  }
  if (h > 23 || m > 59 || (half && (h > 12 || h === 0)))
    return half && h > 12 && h < 24 ? { hour: h, minute: m, exact: true } : undefined;
  const exact =
    h > 12 || h === 0 || (hour !== undefined && hour.length === 2 && hour[0] === '0' && minute !== undefined);
  return { hour: h, minute: m, ...(half && !exact && { half }), exact };
}

/** Whether a number is meant as a time of day: `at 3`, `3pm`, `3:30`, `three o'clock`; not the 3 of `3 people`. */
function tellsTime(match: RegExpExecArray, offset: number, preposition: string | undefined): boolean {
  const [word, part, , of, , minute, , , letter, dayPart, night] = match.slice(offset, offset + GROUPS);
  if (word || letter || dayPart || night || minute || /o'?clock/.test(match[0])) return true;
  if (part && of) return !/^\d+$/.test(part) || preposition !== undefined;
  return preposition !== undefined && preposition !== 'for';
}

/** `Friday 3` tells a time, `Friday 3 March` a day, and `Friday 3 people` neither. */
const AFTER_DAY = /(?:day|tomorrow|tonight|today|mon|tue|tues|wed|thu|thurs|fri|sat|sun),? $/;
const BEFORE_DAY = /^,? (?:on )?(?:tomorrow|today|tonight|mon|tue|wed|thu|fri|sat|sun)/;
const COUNTS =
  /^ ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|people|persons|guests|of us|items|emails|times|st|nd|rd|th)/;

/** All times of day in a text in lower case; ranges are one span. */
export function clocksIn(text: string): ClockSpan[] {
  const found: ClockSpan[] = [];
  let rest = text;
  for (const match of text.matchAll(RANGE)) {
    const [from, until] = [clockOf(match, 1), clockOf(match, 1 + GROUPS)];
    const isRange =
      AFTER_DAY.test(text.slice(Math.max(0, match.index - 12), match.index)) ||
      tellsTime(match as RegExpExecArray, 1, /^(?:from|between|at) /.exec(match[0])?.[0]) ||
      tellsTime(match as RegExpExecArray, 1 + GROUPS, undefined);
    // `at 3 and 4` are two times.
    const isPair =
      / (?:and|or) /.test(match[0]) && !/^(?:from|between) /.test(match[0]) && !/\b(?:half|quarter)\b/.test(match[0]);
    // `at five to three` is one time, told from the next hour.
    const isToHour =
      /^(?:at )?(?:five|ten|twenty) to [a-z]+$/.test(match[0]) &&
      (match[0].startsWith('at ') || from!.hour >= until!.hour);
    if (!from || !until || !isRange || isToHour || (match[2] && match[3] === 'to')) continue;
    const end = match.index + match[0].length;
    if (isPair) {
      const [joint] = [...match[0].matchAll(/ (?:and|or) /g)].slice(-1);
      const joined = match.index + joint!.index;
      found.push({ start: match.index, end: joined, from }, { start: joined + joint![0].length, end, from: until });
    } else
      found.push({ start: match.index, end, from: from.half || from.exact ? from : withHalfOf(from, until), until });
    rest = blank(rest, match.index, end);
  }
  for (const match of rest.matchAll(SINGLE)) {
    const clock = clockOf(match, 2);
    const isAfterDay =
      AFTER_DAY.test(text.slice(Math.max(0, match.index - 12), match.index)) &&
      clock !== undefined &&
      clock.hour <= 12 &&
      clock.hour > 0 &&
      !COUNTS.test(text.slice(match.index + match[0].length, match.index + match[0].length + 12));
    const isForDay =
      match[1] === 'for' &&
      BEFORE_DAY.test(text.slice(match.index + match[0].length, match.index + match[0].length + 12));
    if (clock && (isAfterDay || isForDay || tellsTime(match as RegExpExecArray, 2, match[1])))
      found.push({ start: match.index, end: match.index + match[0].length, from: clock });
  }
  found.sort((one, other) => one.start - other.start);
  return found;
}

/** 3-4pm is 15 to 16, 11-1pm is 11 to 13. */
function withHalfOf(from: Clock, until: Clock): Clock {
  if (!until.half) return from;
  const half = until.half === 'pm' && from.hour % 12 > until.hour % 12 ? 'am' : until.half;
  return { ...from, half };
}

/** The time after `until` or its like. */
export function untilIn(text: string): ClockSpan | undefined {
  for (const match of text.matchAll(UNTIL)) {
    const clock = clockOf(match, 1);
    if (clock) return { start: match.index, end: match.index + match[0].length, from: clock };
  }
  return undefined;
}

/** The text with a part of it crossed out. Not by spaces: chrono would take them for a part of what stands before. */
export const blank = (text: string, start: number, end: number): string =>
  text.slice(0, start) + '|'.repeat(end - start) + text.slice(end);
