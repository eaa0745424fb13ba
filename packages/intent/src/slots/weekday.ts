// Weekdays, as Relay reads them.
import { type DaySpan, plusDays, type Wall, weekdayOf } from './calendar.js';
import { numberOf } from './numbers.js';

const WEEKDAY =
  /\b(?:(this|next|coming|following|on|last|past) )?(?:(coming|next|this) )?(sun|mon|tue|wed|thu|fri|sat)(?:day|sday|s|nesday|nes|rs|rsday|ur|urs|ursday|urday)?\b(?!,? (?:the )?\d{1,2}(?:st|nd|rd|th|[ ,]|$)(?!:)|,? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))(?: (?:of )?(next week|this week|week))?/g;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** `on Friday at 3 next week`, and not `about next week` or `next week's plan`. */
export const NEXT_WEEK = /(?<!\b(?:about|for|of|before) )\bnext week\b(?!')/;

/** A weekday alone is the coming one, today excluded; of `next` it is that of the next week, which begins on Monday. */
export function weekdayIn(text: string, wall: Wall): DaySpan | undefined {
  for (const match of text.matchAll(WEEKDAY)) {
    const [all, first, second, name, week] = match;
    if (/^(?:last|past)$/.test(first ?? '') || !isWeekday(all, text.slice(match.index + all.length))) continue;
    const today = weekdayOf(wall);
    const wanted = DAYS.indexOf(name!);
    const ahead = (wanted - today + 7) % 7 || 7;
    const weeks = /\b(a|one|two|three|four|\d) weeks? (?:from|after) $/.exec(
      text.slice(Math.max(0, match.index - 18), match.index),
    );
    const isNext =
      NEXT_WEEK.test(text) || (first === 'next' && second !== 'coming') || second === 'next' || week === 'next week';
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
