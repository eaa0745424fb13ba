// Google Calendar: events with the caller's own ids, which stay taken after an event is deleted.
import { randomUUID } from 'node:crypto';
import { isAddress } from '../accounts.js';
import { empty, json, type Reply } from '../gate/http.js';
import { bodyOf, type Call, type Route } from '../gate/routes.js';
import { withOffset } from '../gate/time.js';
import { type GoogleError, googleError } from './errors.js';

export interface GoogleEvent {
  id: string;
  status: string;
  summary?: string;
  description?: string;
  location?: string;
  start: { dateTime?: string; date?: string; timeZone?: string };
  end: { dateTime?: string; date?: string; timeZone?: string };
  attendees?: Array<{ email: string; responseStatus: string }>;
  [field: string]: unknown;
}

interface Kept {
  account: string;
  event: GoogleEvent;
}

export class Calendar {
  private kept: Kept[] = [];

  /** Events that have not been deleted, oldest first. */
  events(accountName?: string): GoogleEvent[] {
    return this.kept
      .filter(({ account, event }) => event.status !== 'cancelled' && (!accountName || account === accountName))
      .map(({ event }) => event);
  }

  find(accountName: string, id: string): GoogleEvent | undefined {
    return this.kept.find(({ account, event }) => account === accountName && event.id === id)?.event;
  }

  add(accountName: string, event: GoogleEvent): void {
    this.kept.push({ account: accountName, event });
  }

  clear(): void {
    this.kept = [];
  }
}

type Fields = Record<string, unknown>;
const fail = (call: Call, error: GoogleError) => googleError(call.path, error);
const notFound = (call: Call) => fail(call, { code: 404, message: 'Not Found', reason: 'notFound' });
const isOwn = ({ params, account }: Call) => params.calendarId === 'primary' || params.calendarId === account.email;

export function calendarRoutes(calendar: Calendar): Route[] {
  const base = '/calendar/v3/calendars/{calendarId}/events';
  const owned = (handle: (call: Call) => Reply) => (call: Call) => (isOwn(call) ? handle(call) : notFound(call));
  const existing = (handle: (call: Call, event: GoogleEvent) => Reply) =>
    owned((call) => {
      const event = calendar.find(call.account.name, call.params.eventId!);
      return event ? handle(call, event) : notFound(call);
    });
  return [
    {
      method: 'POST',
      path: base,
      operation: 'calendar.events.insert',
      handle: owned((call) => insert(calendar, call)),
    },
    {
      method: 'GET',
      path: base,
      operation: 'calendar.events.list',
      handle: owned((call) => list(calendar, call)),
    },
    {
      method: 'GET',
      path: `${base}/{eventId}`,
      operation: 'calendar.events.get',
      handle: existing((_call, event) => json(200, event)),
    },
    {
      method: 'PATCH',
      path: `${base}/{eventId}`,
      operation: 'calendar.events.patch',
      handle: existing((call, event) => {
        if (event.status === 'cancelled') return notFound(call);
        const changed = written({ ...event, ...bodyOf(call) }, call);
        if (isReply(changed)) return changed;
        return json(200, Object.assign(event, changed, { updated: new Date().toISOString() }));
      }),
    },
    {
      method: 'DELETE',
      path: `${base}/{eventId}`,
      operation: 'calendar.events.delete',
      handle: existing((call, event) => {
        if (event.status === 'cancelled')
          return fail(call, { code: 410, message: 'Resource has been deleted', reason: 'deleted' });
        event.status = 'cancelled';
        return empty(204);
      }),
    },
  ];
}

function insert(calendar: Calendar, call: Call): Reply {
  const body = bodyOf(call);
  const id = typeof body.id === 'string' ? body.id : randomUUID().replaceAll('-', '').replaceAll(/[w-z]/g, 'v');
  if (!/^[a-v0-9]{5,1024}$/.test(id))
    return fail(call, { code: 400, message: 'Invalid resource id value.', reason: 'invalid' });
  if (calendar.find(call.account.name, id))
    return fail(call, { code: 409, message: 'The requested identifier already exists.', reason: 'duplicate' });
  const event = written(body, call);
  if (isReply(event)) return event;
  const now = new Date().toISOString();
  const made: GoogleEvent = {
    kind: 'calendar#event',
    etag: `"${Date.parse(now)}000"`,
    iCalUID: `${id}@google.com`,
    htmlLink: `${call.baseUrl}/#${id}`,
    created: now,
    updated: now,
    creator: { email: call.account.email, self: true },
    organizer: { email: call.account.email, self: true },
    sequence: 0,
    reminders: { useDefault: true },
    eventType: 'default',
    ...event,
    id,
    status: 'confirmed',
  };
  calendar.add(call.account.name, made);
  return json(200, made);
}

function list(calendar: Calendar, { account, query }: Call): Reply {
  const [from, to] = ['timeMin', 'timeMax'].map((name) => Date.parse(query.get(name) ?? ''));
  const text = query.get('q')?.toLowerCase();
  const items = calendar.events(account.name).filter((event) => {
    if (!Number.isNaN(from) && instant(event.end) <= from!) return false;
    if (!Number.isNaN(to) && instant(event.start) >= to!) return false;
    return !text || `${event.summary} ${event.description} ${event.location}`.toLowerCase().includes(text);
  });
  if (query.get('orderBy') === 'startTime') items.sort((a, b) => instant(a.start) - instant(b.start));
  return json(200, {
    kind: 'calendar#events',
    etag: '"0"',
    summary: account.email,
    timeZone: 'UTC',
    updated: new Date().toISOString(),
    accessRole: 'owner',
    defaultReminders: [],
    items: items.slice(0, Number(query.get('maxResults')) || 250),
  });
}

const instant = ({ dateTime, date }: GoogleEvent['start']) => Date.parse(dateTime ?? `${date}T00:00:00Z`);

/** The fields that a caller may set, or what is wrong with them. */
function written(body: Fields, call: Call): GoogleEvent | Reply {
  const invalid = (message: string, reason = 'invalid') => fail(call, { code: 400, message, reason });
  const [start, end] = (['start', 'end'] as const).map((name) => momentOf(body[name] as Fields | undefined));
  for (const [name, moment] of [['start', start] as const, ['end', end] as const]) {
    if (moment === undefined) return invalid(`Missing ${name} time.`, 'required');
    if (moment === 'zone') return invalid(`Missing time zone definition for ${name} time.`, 'required');
    if (moment === 'unknown') return invalid(`Invalid value for: ${name}`);
  }
  const [from, to] = [start, end] as [GoogleEvent['start'], GoogleEvent['start']];
  if (instant(to) <= instant(from)) return invalid('The specified time range is empty.', 'timeRangeEmpty');
  const attendees = (body.attendees as Array<{ email: string }> | undefined)?.map((attendee) => ({
    responseStatus: 'needsAction',
    ...attendee,
    ...(attendee.email === call.account.email && { self: true }),
  }));
  if (attendees?.some(({ email }) => !isAddress(email))) return invalid('Invalid attendee email.');
  const { id: _, conferenceData, ...rest } = body;
  const conference = conferenceOf(conferenceData as Fields | undefined, call);
  return {
    ...rest,
    start: from,
    end: to,
    ...(attendees && { attendees }),
    ...(conference && { conferenceData: conference, hangoutLink: conference.entryPoints[0]!.uri }),
  } as GoogleEvent;
}

const isReply = (made: GoogleEvent | Reply): made is Reply => 'headers' in made;

function momentOf(given: Fields | undefined): GoogleEvent['start'] | 'zone' | 'unknown' | undefined {
  const { date, dateTime, timeZone } = (given ?? {}) as GoogleEvent['start'];
  if (date) return /^\d{4}-\d\d-\d\d$/.test(date) ? { date } : 'unknown';
  if (!dateTime) return undefined;
  if (!timeZone && !/(Z|[+-]\d\d:\d\d)$/.test(dateTime)) return 'zone';
  const spelled = withOffset(dateTime, timeZone);
  return spelled ? { dateTime: spelled, ...(timeZone && { timeZone }) } : 'unknown';
}

/** A Meet link, where the caller asks for one and says that it knows about conferences. */
function conferenceOf(given: Fields | undefined, { query }: Call) {
  const request = given?.createRequest as { requestId?: string } | undefined;
  if (!request?.requestId || query.get('conferenceDataVersion') !== '1') return undefined;
  const code = request.requestId
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
    .padEnd(10, 'x');
  const id = `${code.slice(0, 3)}-${code.slice(3, 7)}-${code.slice(7, 10)}`;
  return {
    createRequest: {
      requestId: request.requestId,
      conferenceSolutionKey: { type: 'hangoutsMeet' },
      status: { statusCode: 'success' },
    },
    entryPoints: [{ entryPointType: 'video', uri: `https://meet.google.com/${id}`, label: `meet.google.com/${id}` }],
    conferenceSolution: { key: { type: 'hangoutsMeet' }, name: 'Google Meet' },
    conferenceId: id,
  };
}
