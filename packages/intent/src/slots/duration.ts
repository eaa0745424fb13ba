// How long something lasts, or is away.
import { numberOf } from './numbers.js';

export interface DurationSpan {
  start: number;
  end: number;
  minutes: number;
}

const DURATION =
  /\b(?:(?:for|lasting|takes?) )?(?:about )?((?<=(?:for|lasting|takes?) (?:about )?)(?:\d{1,2}|two|three|four|five) days|\d{1,2}h[0-5]\dm?|half an hour|an hour and a half|(?:one|1) and a half hours|(?:a )?half[- ]hour|(?:an )?hour[- ]long|(\d{1,3}(?:\.\d{1,2})?|an?|one|two|three|four|five|six|eight|ten|fifteen|twenty|thirty|forty[- ]five|forty|fifty|sixty|ninety)(?:[- ]?(hours?|hrs?|minutes?|mins?|min)|(?<=\d)(h|m))(?!\w)(?: (?:and )?(?:(\d{1,2}|a half|thirty|fifteen|forty[- ]five)(?: ?(?:minutes?|mins?|min|m))?\b))?)(?: long)?\b/g;

/** All durations in a text in lower case. */
export function durationsIn(text: string): DurationSpan[] {
  return [...text.matchAll(DURATION)].flatMap((match) => {
    // `in 30 minutes` and `20 minutes ago` are times, not lengths.
    if (
      /\b(?:in|within|after|every|next|at)\s+(?:about )?$/.test(
        text.slice(Math.max(0, match.index - 16), match.index),
      ) ||
      /^ (?:from now|ago|before|later|early|earlier|prior)/.test(
        text.slice(match.index + match[0].length, match.index + match[0].length + 10),
      )
    )
      return [];
    const minutes = minutesOf(match);
    return minutes >= 1 && minutes <= 44_640
      ? [{ start: match.index, end: match.index + match[0].length, minutes }]
      : [];
  });
}

function minutesOf([, all, amount, long, short, more]: RegExpExecArray | RegExpMatchArray): number {
  const days = /^(\w+) days$/.exec(all!);
  if (days) return numberOf(days[1]!) * 1440;
  const written = /^(\d+)h(\d+)/.exec(all!);
  if (written) return Number(written[1]) * 60 + Number(written[2]);
  if (/and a half/.test(all!)) return 90;
  if (/half an hour|half[- ]hour/.test(all!)) return 30;
  if (/hour[- ]long/.test(all!)) return 60;

  const isHours = (long ?? short)!.startsWith('h');
  const rest = more === undefined ? 0 : more === 'a half' ? 30 : numberOf(more);
  return Math.round(numberOf(amount!.replace(' ', '-')) * (isHours ? 60 : 1)) + (isHours ? rest : 0);
}

/** `in 90 minutes`, `in an hour and a half`: a time by its distance from now. */
export function distanceIn(text: string): DurationSpan | undefined {
  for (const match of text.matchAll(DURATION)) {
    const before = /\b(?:in|within) (?:about )?$/.exec(text.slice(Math.max(0, match.index - 16), match.index));
    if (before && !/^(?:for|lasting|takes?|about) /.test(match[0]))
      return { start: match.index - before[0].length, end: match.index + match[0].length, minutes: minutesOf(match) };
  }
  return undefined;
}
