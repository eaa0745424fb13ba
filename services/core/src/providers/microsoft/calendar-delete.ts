import type { Event } from '@microsoft/microsoft-graph-types';
import { type DescribedEvent, deleteInputSchema, deleteOutputSchema, describeDeletion } from '../calendar/index.js';
import { failedWrite, objectIn } from '../failure.judge.js';
import { isSuccess, unreadableLook, unreadableWrite } from '../failure.reply.js';
import { itemsOf, textOf } from '../fields.js';
import type { Answer, JsonObject, PlannedRequest, WriteAction } from '../provider.js';
import { PlanError } from '../provider.js';
import { sign } from '../sign.js';
import { microsoft } from './dialect.js';
import { instantOf, PREFER } from './event.js';
import { get, path, remove } from './graph.js';
import { DELETE_EVENT, LIMITS } from './sources.js';

interface Input {
  eventId: string;
}

/** What a look found; undefined for an event that is gone. */
interface Found extends JsonObject {
  event?: DescribedEvent | undefined;
}

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
  async *lookUp(input, { providerUrls }) {
    const resource = resourceOf(input);
    const query = { $select: 'subject,start,isAllDay,attendees,isOrganizer' };
    const look = get(resource, query, providerUrls);
    const [answer] = yield [{ ...look, headers: { ...look.headers, ...PREFER } }];
    if (isGone(answer!)) return {};
    return { event: toFound(answer!) };
  },
  plan(input, { providerUrls }, found) {
    const { event } = found as Found;
    return {
      request: remove(resourceOf(input), providerUrls),
      summary: describeDeletion(event),
      effectClass: 'natural',
      warnings: event
        ? []
        : [{ code: 'already_gone', detail: 'Microsoft knows no such event now: to delete it would change nothing.' }],
    };
  },
  read(answer, request) {
    const eventId = decodeURIComponent(new URL(request.url).pathname.split('/').at(-1)!);
    if (answer.status === 204) return { status: 'succeeded', output: { eventId, alreadyGone: false } };
    if (isGone(answer)) return { status: 'succeeded', output: { eventId, alreadyGone: true } };
    return isSuccess(answer) ? unreadableWrite(answer, microsoft.name) : failedWrite(answer, microsoft);
  },
  sign,
} satisfies WriteAction;

function resourceOf(input: JsonObject): PlannedRequest['url'] {
  const { eventId } = input as unknown as Input;
  if (/^\.*$/.test(eventId)) throw new PlanError('/eventId', 'invalid_id', 'This is no id of an event.');
  return path`/me/events/${eventId}`;
}

/** Not every 404 is about the event: a mailbox may be what is missing. */
const isGone = (answer: Answer) =>
  answer.status === 404 && /^(ErrorItemNotFound|itemNotFound)$/i.test(microsoft.explain(answer).providerCode ?? '');

function toFound(answer: Answer): Found['event'] {
  const { subject, start, isAllDay, attendees, isOrganizer } = objectIn<Event>(answer, microsoft);
  const instant = instantOf(start);
  if (instant === undefined) throw unreadableLook(answer, microsoft.name);
  return {
    title: textOf(subject) ?? '',
    start: isAllDay ? instant.slice(0, 10) : instant,
    guests: isOrganizer ? itemsOf(attendees).length : 0,
  };
}
