// An event in the words of a preview's summary.
import type { JsonObject } from '../provider.js';
import { listed, shown } from '../shown.js';
import { attendeesOf } from './attendees.js';
import type { EventInput } from './calendar.schema.js';
import type { LocalTime } from './local.js';
import type { EventTimes } from './times.js';

// By hand, because those of Intl change with the version of Node.
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Create “Standup” on Thu 5 Mar 2026, 15:00-15:30 (Europe/Berlin), and invite ada@example.com` */
export function describeEvent(event: EventInput, times: EventTimes): string {
  const { title, conference } = event;
  const attendees = attendeesOf(event);
  const name = title ? `“${shown(title)}”` : 'an event without a title';
  const invited = attendees.length > 0 ? `, and invite ${listed(attendees)}` : '';
  return `Create ${name} on ${describeTimes(times)}${conference ? ', with a video conference' : ''}${invited}`;
}

/** An event that is at a provider, as far as a person who deletes it wants to know it. */
export interface DescribedEvent {
  title: string;
  /** The day of a whole one. */
  start: string | LocalTime;
  /** Who are told that it is cancelled: none, if it is somebody else's event. */
  guests: number;
}

/** What a look for such an event found; without one where it is gone. */
export interface FoundEvent extends JsonObject {
  event?: DescribedEvent | undefined;
}

/** `Delete “Standup” on Thu 5 Mar 2026, 15:00 (Europe/Berlin), and tell 2 guests that it is cancelled` */
export function describeDeletion({ event }: FoundEvent): string {
  if (!event) return 'Delete an event that is gone already';
  const { title, start, guests } = event;
  const name = title ? `“${shown(title)}”` : 'the event without a title';
  const when =
    typeof start === 'string' ? day(start) : `${day(start.local)}, ${clock(start.local)} (${start.timeZone})`;
  const told = guests > 0 ? `, and tell ${guests === 1 ? '1 guest' : `${guests} guests`} that it is cancelled` : '';
  return `Delete ${name} on ${when}${told}`;
}

/** `Thu 5 Mar 2026, 15:00-15:30 (Europe/Berlin)`, or `Thu 5 Mar 2026 - Fri 6 Mar 2026 (2 whole days)` */
function describeTimes(times: EventTimes): string {
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
  const date = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

const clock = (local: string) => local.slice(11).replace(/:00$/, '');
