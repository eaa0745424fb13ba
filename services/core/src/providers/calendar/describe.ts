// An event in the words of a preview's summary.
import { Temporal } from 'temporal-polyfill';
import { shown } from '../shown.js';
import type { EventInput } from './calendar.schema.js';
import type { EventTimes } from './times.js';

// By hand, because those of Intl change with the version of Node.
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Create “Standup” on Thu 5 Mar 2026, 15:00-15:30 (Europe/Berlin), and invite 2 people` */
export function describeEvent({ title, attendees = [], conference }: EventInput, times: EventTimes): string {
  const name = title ? `“${shown(title)}”` : 'an event without a title';
  const invited = attendees.length === 1 ? attendees[0] : `${attendees.length} people`;
  return `Create ${name} on ${describeTimes(times)}${conference ? ', with a video conference' : ''}${attendees.length > 0 ? `, and invite ${invited}` : ''}`;
}

/** `Thu 5 Mar 2026, 15:00-15:30 (Europe/Berlin)`, or `Thu 5 Mar 2026 - Fri 6 Mar 2026 (2 whole days)` */
export function describeTimes(times: EventTimes): string {
  if (times.allDay) {
    const first = day(times.firstDay);
    return times.days === 1
      ? `${first} (the whole day)`
      : `${first} - ${day(times.lastDay)} (${times.days} whole days)`;
  }
  const { start, end, timeZone } = times;
  const sameDay = start.local.slice(0, 10) === end.local.slice(0, 10);
  const until = sameDay ? `-${clock(end.local)}` : ` - ${day(end.local)}, ${clock(end.local)}`;
  return `${day(start.local)}, ${clock(start.local)}${until} (${timeZone})`;
}

function day(text: string): string {
  const date = Temporal.PlainDate.from(text);
  return `${WEEKDAYS[date.dayOfWeek - 1]} ${date.day} ${MONTHS[date.month - 1]} ${date.year}`;
}

const clock = (local: string) => local.slice(11).replace(/:00$/, '');
