import type { Event } from '@microsoft/microsoft-graph-types';
import {
  type DescribedEvent,
  deletedBy,
  deleteInputSchema,
  deleteOutputSchema,
  describeDeletion,
  eventIdIn,
  type FoundEvent,
  type LocalTime,
  localAt,
  warningsOfDeletion,
} from '../calendar/index.js';
import { failedWrite, objectIn } from '../failure.judge.js';
import { isSuccess, jsonOf, unreadableLook, unreadableWrite } from '../failure.reply.js';
import { fieldsOf, itemsOf, textOf } from '../fields.js';
import type { Answer, JsonObject, Looking, WriteAction } from '../provider.js';
import { sign } from '../sign.js';
import { microsoft } from './dialect.js';
import { instantOf, PREFER, preferZone } from './event.js';
import { get, path, remove } from './graph.js';
import { DELETE_EVENT, LIMITS } from './sources.js';

export const calendarDelete = {
  id: 'microsoft.calendar.delete',
  version: '2026-11-01',
  provider: 'microsoft',
  name: 'Delete an event in Outlook',
  description: 'Deletes an event of the account; Microsoft tells those who were invited that it is cancelled.',
  kind: 'write',
  // An event that is gone stays gone.
  effectClass: 'natural',
  undo: null,
  requiresConnection: true,
  scopes: ['Calendars.ReadWrite'],
  sources: { effectClass: DELETE_EVENT, scopes: DELETE_EVENT, limits: LIMITS },
  inputSchema: deleteInputSchema,
  outputSchema: deleteOutputSchema,
  examples: [{ summary: 'Delete an event that was created before', input: { eventId: 'AAMkAGI1AAAt9AHjAAA=' } }],
  async *lookUp(input, { providerUrls }): Looking<FoundEvent> {
    const look = get(resourceOf(input), { $select: SHOWN }, providerUrls);
    const [answer] = yield [{ ...look, headers: { ...look.headers, ...PREFER } }];
    if (isGone(answer!)) return {};
    const { event, unknownZone } = toFound(answer!);
    if (unknownZone === undefined) return { event };
    const [inZone] = yield [{ ...look, headers: { ...look.headers, ...preferZone(unknownZone) } }];
    return { event: { ...event, start: localStartOf(inZone!, unknownZone) ?? event.start } };
  },
  plan(input, { providerUrls }, found) {
    return {
      request: remove(resourceOf(input), providerUrls),
      summary: describeDeletion(found as FoundEvent),
      effectClass: 'natural',
      warnings: warningsOfDeletion(found as FoundEvent, microsoft.name),
    };
  },
  read(answer, request) {
    const eventId = deletedBy(request);
    if (answer.status === 204) return { status: 'succeeded', output: { eventId, alreadyGone: false } };
    if (isGone(answer)) return { status: 'succeeded', output: { eventId, alreadyGone: true } };
    return isSuccess(answer) ? unreadableWrite(answer, microsoft.name) : failedWrite(answer, microsoft);
  },
  sign,
} satisfies WriteAction;

const SHOWN = 'subject,start,isAllDay,attendees,isOrganizer,originalStartTimeZone';

const resourceOf = (input: JsonObject) => path`/me/events/${eventIdIn(input)}`;

/** Not every 404 is about the event: a mailbox may be what is missing. */
const isGone = (answer: Answer) =>
  answer.status === 404 && /^(ErrorItemNotFound|itemNotFound)$/i.test(microsoft.explain(answer).providerCode ?? '');

/** What the look found, and the event's zone where only Graph knows what clocks show there. */
function toFound(answer: Answer): { event: DescribedEvent; unknownZone: string | undefined } {
  const { subject, start, isAllDay, attendees, isOrganizer, originalStartTimeZone } = objectIn<Event>(
    answer,
    microsoft,
  );
  const instant = instantOf(start);
  if (instant === undefined) throw unreadableLook(answer, microsoft.name);
  const zone = textOf(originalStartTimeZone);
  const when = isAllDay ? instant.slice(0, 10) : localAt(instant, zone);
  const isUnknown = typeof when !== 'string' && zone !== undefined && when.timeZone !== zone;
  return {
    event: { title: textOf(subject) ?? '', start: when, guests: isOrganizer ? itemsOf(attendees).length : 0 },
    unknownZone: isUnknown && WINDOWS_ZONE.test(zone) ? zone : undefined,
  };
}

/** Such as `Central Standard Time (Mexico)`, which the events of Outlook have; and not `tzone://Microsoft/Custom`. */
const WINDOWS_ZONE = /^[A-Za-z][\w .()+-]{0,79}$/;

/** Undefined where Graph does not know the zone either. */
function localStartOf(answer: Answer, timeZone: string): LocalTime | undefined {
  if (!isSuccess(answer)) return undefined;
  const start = fieldsOf(fieldsOf(jsonOf(answer)).start);
  const [local] = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(textOf(start.dateTime) ?? '') ?? [];
  return local !== undefined && start.timeZone === timeZone ? { local, timeZone } : undefined;
}
