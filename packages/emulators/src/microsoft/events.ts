// Outlook's calendar: no second event for a transactionId that was seen.
import { randomUUID } from 'node:crypto';
import { empty, json, type Reply } from '../gate/http.js';
import { bodyOf, type Call, type Route } from '../gate/routes.js';
import { withOffset } from '../gate/time.js';
import { graphError, invalidRecipients, refuse } from './errors.js';
import { paged, selected } from './odata.js';
import { type GraphEvent, type GraphTime, isRecipient, type MicrosoftState, newId } from './state.js';

const WRITE = ['Calendars.ReadWrite'];
const READ = ['Calendars.Read', 'Calendars.ReadBasic', ...WRITE];

export function eventRoutes(state: MicrosoftState): Route[] {
  const existing = (handle: (call: Call, item: MicrosoftState['calendar'][number]) => Reply) => (call: Call) => {
    const item = state.calendar.find(
      ({ owner, event, deleted }) => !deleted && owner === call.account.name && event.id === call.params.id,
    );
    return item ? handle(call, item) : refuse({ kind: 'not_found' });
  };
  return [
    {
      method: 'POST',
      path: '/v1.0/me/events',
      scopes: WRITE,
      operation: 'POST /me/events',
      handle: (call) => create(state, call),
    },
    {
      method: 'GET',
      path: '/v1.0/me/events',
      scopes: READ,
      operation: 'GET /me/events',
      handle(call) {
        const mine = state.calendar.filter(({ owner, deleted }) => !deleted && owner === call.account.name);
        return paged(call, mine.map(({ event }) => answered(event, call)).reverse(), { usual: 10, most: 1000 });
      },
    },
    {
      method: 'GET',
      path: '/v1.0/me/events/{id}',
      scopes: READ,
      operation: 'GET /me/events/{event-id}',
      handle: existing((call, { event }) => json(200, selected(answered(event, call), call.query))),
    },
    {
      method: 'DELETE',
      path: '/v1.0/me/events/{id}',
      scopes: WRITE,
      operation: 'DELETE /me/events/{event-id}',
      handle: existing((_call, item) => {
        item.deleted = true;
        return empty(204);
      }),
    },
  ];
}

function create(state: MicrosoftState, call: Call): Reply {
  const body = bodyOf(call) as Partial<GraphEvent> & { isOnlineMeeting?: boolean };
  const known = state.calendar.find(
    ({ owner, event }) =>
      owner === call.account.name && event.transactionId && event.transactionId === body.transactionId,
  );
  if (known?.deleted)
    return graphError(
      409,
      'ErrorDuplicateTransactionId',
      'Your request has been ignored as it uses a transactionId that was used before.',
    );
  if (known) return json(201, answered(known.event, call));
  const problem = problemOf(body);
  if (problem) return problem;
  const event = toEvent(body, call);
  state.calendar.push({ owner: call.account.name, event, deleted: false });
  return json(201, answered(event, call));
}

function problemOf({ start, end, isAllDay, attendees = [] }: Partial<GraphEvent>): Reply | undefined {
  if (!start?.dateTime || !end?.dateTime)
    return graphError(400, 'ErrorInvalidRequest', 'The event needs a start and an end.');
  for (const time of [start, end])
    if (instantOf(time) === undefined)
      return graphError(
        400,
        'TimeZoneNotSupportedException',
        `A valid TimeZone value must be specified. The following TimeZone value is not supported: ''${time.timeZone ?? ''}.`,
      );
  const midnights = [start, end].every(({ dateTime }) => /T00:00(:00(\.0+)?)?$/.test(dateTime));
  if (isAllDay && !midnights)
    return graphError(
      400,
      'ErrorPropertyValidationFailure',
      'The Event.Start property for an all-day event needs to be set to midnight.',
    );
  if (instantOf(end)! < instantOf(start)!)
    return graphError(
      400,
      'ErrorCalendarEndDateIsEarlierThanStartDate',
      'The end date is earlier than the start date.',
    );
  return attendees.every(isRecipient) ? undefined : invalidRecipients();
}

function toEvent(body: Partial<GraphEvent> & { isOnlineMeeting?: boolean }, { account, baseUrl }: Call): GraphEvent {
  const now = new Date().toISOString();
  const id = newId();
  const meeting = `https://teams.microsoft.com/l/meetup-join/${randomUUID()}`;
  return {
    id,
    createdDateTime: now,
    lastModifiedDateTime: now,
    iCalUId: randomUUID().replaceAll('-', '').toUpperCase(),
    reminderMinutesBeforeStart: 15,
    isReminderOn: true,
    importance: 'normal',
    sensitivity: 'normal',
    showAs: 'busy',
    type: 'singleInstance',
    isCancelled: false,
    isOrganizer: true,
    responseRequested: true,
    hasAttachments: false,
    categories: [],
    locations: [],
    recurrence: null,
    webLink: `${baseUrl}/#${encodeURIComponent(id)}`,
    organizer: { emailAddress: { name: account.displayName, address: account.email } },
    responseStatus: { response: 'organizer', time: '0001-01-01T00:00:00Z' },
    ...body,
    subject: body.subject ?? '',
    body: body.body ?? { contentType: 'html', content: '' },
    bodyPreview: (body.body?.content ?? '').slice(0, 255),
    isAllDay: body.isAllDay ?? false,
    start: body.start!,
    end: body.end!,
    originalStartTimeZone: body.start!.timeZone,
    originalEndTimeZone: body.end!.timeZone,
    attendees: (body.attendees ?? []).map((attendee) => ({
      ...attendee,
      type: attendee.type ?? 'required',
      status: { response: 'none', time: '0001-01-01T00:00:00Z' },
    })),
    transactionId: body.transactionId ?? null,
    isOnlineMeeting: body.isOnlineMeeting ?? false,
    onlineMeetingProvider: body.isOnlineMeeting ? 'teamsForBusiness' : 'unknown',
    onlineMeeting: body.isOnlineMeeting ? { joinUrl: meeting } : null,
  };
}

/** With its times in the zone of the header `Prefer: outlook.timezone="…"`, or in UTC; whole days are the same everywhere. */
function answered(event: GraphEvent, { headers }: Call): GraphEvent {
  const wanted = /outlook\.timezone="([^"]+)"/.exec(headers.prefer ?? '')?.[1] ?? 'UTC';
  const zone = withOffset('2026-01-01T00:00:00', wanted) ? wanted : 'UTC';
  const at = (time: GraphTime): GraphTime => ({
    dateTime: event.isAllDay ? `${time.dateTime.slice(0, 10)}T00:00:00.0000000` : localTime(instantOf(time)!, zone),
    timeZone: zone,
  });
  return { '@odata.etag': 'W/"1"', ...event, start: at(event.start), end: at(event.end) };
}

function instantOf({ dateTime, timeZone }: GraphTime): number | undefined {
  const spelled = withOffset(dateTime, timeZone);
  return spelled === undefined ? undefined : Date.parse(spelled);
}

function localTime(instant: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(instant);
  return `${parts.replace(' ', 'T')}.0000000`;
}
