// Days and times as an input and a person have them.
import { type Day, weekdayOf } from './calendar.js';

export const two = (value: number) => String(value).padStart(2, '0');
export const dayText = ({ year, month, day }: Day) => `${year}-${two(month)}-${two(day)}`;
const NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Thu 5 Mar`, with the year where it is not this one. */
export const shownDay = (day: Day, year: number) =>
  `${NAMES[weekdayOf(day)]} ${day.day} ${MONTHS[day.month - 1]}${day.year === year ? '' : ` ${day.year}`}`;

/** A day and a time of it, as an input has them. */
export const at = (day: Day, minutes: number) =>
  `${dayText(day)}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`;

/** A span without the spaces around it. */
export function trimmed(text: string, [start, end]: [number, number]): [number, number] {
  let [from, to] = [start, end];
  while (from < to && text[from] === ' ') from++;
  while (to > from && text[to - 1] === ' ') to--;
  return [from, to];
}
