// What a person may not expect of a time that was read.
import type { Day, Wall } from './calendar.js';
import { dayText, shownDay, two } from './shown.js';
import type { When } from './when.js';
import { timesShown } from './zone.js';

interface Noted {
  date: Day;
  minutes: number;
  wall: Wall;
  timeZone: string;
  isMidnight: boolean;
  isOver: boolean;
}

/** Says what may surprise; a time that the clocks skip is none. */
export function noteOn(when: When, text: string, { date, minutes, wall, timeZone, isMidnight, isOver }: Noted): void {
  const shown = timesShown(date, minutes, timeZone);
  const [hours, time] = [shownDay(date, wall.year), `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`];
  if (dayText(date) < dayText(wall) || (isOver && dayText(date) === dayText(wall)))
    when.assumptions.push('That is over already.');
  if (isMidnight) when.assumptions.push(`Midnight is where ${hours} begins.`);
  const slashed = /\b(\d{1,2})\/(\d{1,2})\b/.exec(text);
  if (slashed && Number(slashed[1]) <= 12 && Number(slashed[2]) <= 12 && slashed[1] !== slashed[2])
    when.assumptions.push(`${slashed[0]} is read with the month first.`);
  if (shown === 2) when.assumptions.push(`${time} comes twice on ${hours}, as the clocks go back.`);
  if (shown > 0) return;
  when.assumptions.push(`${time} does not come on ${hours}, as the clocks go forward; the time is not given.`);
  delete when.start;
}
