// An event as Graph takes and answers it: https://learn.microsoft.com/graph/api/resources/event
import type { DateTimeTimeZone, Event } from '@microsoft/microsoft-graph-types';
import { attendeesOf, dayBefore, type EventInput, type EventOutput, type EventTimes } from '../calendar/index.js';
import { linkOf, textOf } from '../fields.js';
import { isKnownZone, zoneLike } from './time-zones.js';

/** Graph answers with times in this zone. */
export function preferZone(name: string): { prefer: string } {
  return { prefer: `outlook.timezone="${name}"` };
}

/**
 * Graph answers with times in UTC. Ids that never change are not asked for: they would still name an event that was deleted, until its
 * owner empties Deleted Items, so that to repeat a deletion would not change nothing.
 */
export const PREFER = preferZone('UTC');

/** `transactionId` is what Graph knows a repeated request by. */
export function toEvent(input: EventInput, times: EventTimes, transactionId: string): Event {
  const { title, description, location, conference } = input;
  const attendees = attendeesOf(input);
  return {
    ...(title !== undefined && { subject: title }),
    ...(description !== undefined && { body: { contentType: 'text', content: description } }),
    ...timesOf(times),
    ...(location !== undefined && { location: { displayName: location } }),
    ...(attendees.length > 0 && {
      attendees: attendees.map((address) => ({ emailAddress: { address }, type: 'required' as const })),
    }),
    ...(conference && { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' as const }),
    transactionId,
  };
}

function timesOf(times: EventTimes): Pick<Event, 'isAllDay' | 'start' | 'end'> {
  if (times.allDay) {
    // From midnight to midnight, and both in one zone, as Graph wants it.
    const timeZone = zoneLike(times.timeZone, [times.begins, times.ends]) ?? 'UTC';
    const midnight = (day: string): DateTimeTimeZone => ({ dateTime: `${day}T00:00:00`, timeZone });
    return { isAllDay: true, start: midnight(times.firstDay), end: midnight(times.dayAfter) };
  }
  const { start, end, timeZone, ambiguous } = times;
  // In UTC no time comes twice.
  if (ambiguous || !isKnownZone(timeZone)) return { start: inUtc(start.utc), end: inUtc(end.utc) };
  return { start: { dateTime: start.local, timeZone }, end: { dateTime: end.local, timeZone } };
}

const inUtc = (instant: string): DateTimeTimeZone => ({ dateTime: instant.replace(/Z$/, ''), timeZone: 'UTC' });

/** Undefined for what is no event. Whole days are told as they were asked for: they are days, and no instants. */
export function toOutput(event: Event, asked: Event): EventOutput | undefined {
  const eventId = textOf(event.id);
  const [start, end] = asked.isAllDay
    ? [dayOf(asked.start), dayBefore(dayOf(asked.end))]
    : [instantOf(event.start), instantOf(event.end)];
  if (eventId === undefined || start === undefined || end === undefined) return undefined;
  const conferenceUrl = linkOf(event.onlineMeeting?.joinUrl) ?? null;
  return { eventId, htmlLink: linkOf(event.webLink) ?? null, start, end, conferenceUrl };
}

const UTC_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?$/;

/** Graph writes `2026-03-05T14:00:00.0000000` and the zone beside it. */
export function instantOf(time: DateTimeTimeZone | null | undefined): string | undefined {
  const [, local] = UTC_TIME.exec(textOf(time?.dateTime) ?? '') ?? [];
  return local === undefined || time?.timeZone !== 'UTC' ? undefined : `${local}Z`;
}

/** The day that begins with a midnight of ours. */
const dayOf = (midnight: Event['start']): string => midnight!.dateTime!.slice(0, 10);
