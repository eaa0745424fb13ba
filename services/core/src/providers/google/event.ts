// An event as Google Calendar takes and answers it.
import type { calendar_v3 } from '@googleapis/calendar';
import { uuidOf } from '../../platform/ids.js';
import { attendeesOf, dayBefore, type EventInput, type EventOutput, type EventTimes } from '../calendar/index.js';
import { jsonOf } from '../failure.reply.js';
import { dayOf, fieldsOf, itemsOf, linkOf, textOf, timeOf } from '../fields.js';
import type { Answer } from '../provider.js';
import { eventIdOf } from './event-id.js';

export type Event = calendar_v3.Schema$Event;

export function toEvent(input: EventInput, times: EventTimes, previewId: string): Event {
  const { title, description, location, conference } = input;
  const attendees = attendeesOf(input);
  return {
    id: eventIdOf(previewId),
    ...(title !== undefined && { summary: title }),
    ...(description !== undefined && { description }),
    ...(location !== undefined && { location }),
    ...timesIn(times),
    ...(attendees.length > 0 && { attendees: attendees.map((email) => ({ email })) }),
    ...(conference && {
      conferenceData: {
        createRequest: { requestId: uuidOf(previewId), conferenceSolutionKey: { type: 'hangoutsMeet' } },
      },
    }),
    // Only this application sees it; a look knows by it whose event has our id.
    extendedProperties: { private: { relayPreview: previewId } },
  };
}

/** The offset says which of two times is meant where the clocks are put back. */
const timesIn = (times: EventTimes): Pick<Event, 'start' | 'end'> =>
  times.allDay
    ? { start: { date: times.firstDay }, end: { date: times.dayAfter } }
    : {
        start: { dateTime: times.start.offset, timeZone: times.timeZone },
        end: { dateTime: times.end.offset, timeZone: times.timeZone },
      };

/** Undefined for what is no event. */
export function eventOf(answer: Answer): (Event & { id: string }) | undefined {
  const event: Event = fieldsOf(jsonOf(answer));
  const id = textOf(event.id);
  return id === undefined ? undefined : { ...event, id };
}

/** Undefined for an event without times. */
export function toOutput(event: Event & { id: string }): EventOutput | undefined {
  const [start, end] = [startOf(event), lastDayOf(event.end) ?? instantOf(event.end)];
  if (start === undefined || end === undefined) return undefined;
  const htmlLink = linkOf(event.htmlLink) ?? null;
  return { eventId: event.id, htmlLink, start, end, conferenceUrl: conferenceUrlOf(event) };
}

type Time = Event['start'];

/** A day, or an instant in UTC; undefined for an event without a start. */
export const startOf = ({ start }: Event): string | undefined => dayOf(start?.date) ?? instantOf(start);

function instantOf(time: Time): string | undefined {
  const instant = timeOf(time?.dateTime);
  return instant && new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** Google ends whole days with the day after the last one. */
function lastDayOf(time: Time): string | undefined {
  const dayAfter = dayOf(time?.date);
  return dayAfter && dayBefore(dayAfter);
}

/** Null while Google is still making it. */
function conferenceUrlOf({ hangoutLink, conferenceData }: Event): string | null {
  const entryPoints = itemsOf(conferenceData?.entryPoints).map(fieldsOf);
  const video = entryPoints.find(({ entryPointType }) => entryPointType === 'video');
  return linkOf(video?.uri) ?? linkOf(hangoutLink) ?? null;
}
