import {
  deletedBy,
  deleteInputSchema,
  deleteOutputSchema,
  describeDeletion,
  eventIdIn,
  type FoundEvent,
  localAt,
  warningsOfDeletion,
} from '../calendar/index.js';
import { failedWrite, objectIn } from '../failure.judge.js';
import { isSuccess, unreadableLook } from '../failure.reply.js';
import { dayOf, fieldsOf, itemsOf, textOf } from '../fields.js';
import type { Answer, Looking, WriteAction } from '../provider.js';
import { sign } from '../sign.js';
import { compile, compileLook } from './compile.js';
import { google, isMissing } from './dialect.js';
import { type Event, startOf } from './event.js';
import { CALENDAR_LIMITS, DELETE_EVENT, SCOPE } from './sources.js';

export const calendarDelete = {
  id: 'google.calendar.delete',
  version: '2026-11-01',
  provider: 'google',
  name: 'Delete an event in Google Calendar',
  description:
    'Deletes an event in the primary calendar of the account; Google tells its attendees that it is cancelled.',
  kind: 'write',
  // An event that is gone stays gone: Google answers 404 or 410 then.
  effectClass: 'natural',
  undo: null,
  requiresConnection: true,
  scopes: [`${SCOPE}calendar.events`],
  sources: { effectClass: DELETE_EVENT, scopes: DELETE_EVENT, limits: CALENDAR_LIMITS },
  inputSchema: deleteInputSchema,
  outputSchema: deleteOutputSchema,
  examples: [{ summary: 'Delete an event that was created before', input: { eventId: '06afv87g1pq7d8d4b2k0ep0uvg' } }],
  async *lookUp(input, facts): Looking<FoundEvent> {
    const eventId = eventIdIn(input);
    const fields = 'id,status,summary,start,organizer(self),attendees(self)';
    const [answer] = yield [
      await compileLook('calendar', facts, (calendar, options) =>
        calendar.events.get({ calendarId: 'primary', eventId, fields }, options),
      ),
    ];
    return { event: foundIn(answer!) };
  },
  async plan(input, facts, found) {
    const parameters = { calendarId: 'primary', eventId: eventIdIn(input), sendUpdates: 'all' };
    return {
      request: await compile('calendar', facts, (calendar, options) => calendar.events.delete(parameters, options)),
      summary: describeDeletion(found as FoundEvent),
      effectClass: 'natural',
      warnings: warningsOfDeletion(found as FoundEvent, google.name),
    };
  },
  read(answer, request) {
    const eventId = deletedBy(request);
    if (isSuccess(answer)) return { status: 'succeeded', output: { eventId, alreadyGone: false } };
    if (isMissing(answer)) return { status: 'succeeded', output: { eventId, alreadyGone: true } };
    return failedWrite(answer, google);
  },
  sign,
} satisfies WriteAction;

function foundIn(answer: Answer): FoundEvent['event'] {
  if (isMissing(answer)) return undefined;
  const event = objectIn<Event>(answer, google);
  const { status, summary, organizer, attendees } = event;
  if (status === 'cancelled') return undefined;
  const instant = startOf(event);
  const start = dayOf(instant) ?? (instant && localAt(instant, textOf(event.start?.timeZone)));
  if (start === undefined) throw unreadableLook(answer, google.name);
  // Who deletes somebody else's event says no to it, and cancels it for nobody.
  const guests = organizer?.self ? itemsOf(attendees).filter((guest) => !fieldsOf(guest).self).length : 0;
  return { title: textOf(summary) ?? '', start, guests };
}
