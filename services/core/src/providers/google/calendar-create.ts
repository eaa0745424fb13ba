import {
  describeEvent,
  type EventInput,
  eventExamples,
  eventInputSchema,
  eventOutputSchema,
  timesOf,
} from '../calendar/index.js';
import { failedWrite } from '../failure.judge.js';
import { isSuccess, unreadableWrite } from '../failure.reply.js';
import type { WriteAction } from '../provider.js';
import { sign } from '../sign.js';
import { lookForEvent, readLook } from './calendar-probe.js';
import { compile } from './compile.js';
import { google } from './dialect.js';
import { eventOf, toEvent, toOutput } from './event.js';
import { CALENDAR_LIMITS, DELETE_EVENT, INSERT_EVENT, SCOPE } from './sources.js';

export const calendarCreate = {
  id: 'google.calendar.create',
  version: '2026-11-01',
  provider: 'google',
  name: 'Create an event in Google Calendar',
  description: 'Creates an event in the primary calendar of the account; Google mails invitations to its attendees.',
  kind: 'write',
  // The event's id is ours, so that a look tells whether it is there. A second insert is refused, but for a moment after the first:
  // Google does not promise to notice then, which is why a look comes before each.
  effectClass: 'probe',
  undo: 'google.calendar.delete',
  requiresConnection: true,
  scopes: [`${SCOPE}calendar.events`],
  sources: { effectClass: INSERT_EVENT, scopes: INSERT_EVENT, undo: DELETE_EVENT, limits: CALENDAR_LIMITS },
  inputSchema: eventInputSchema,
  outputSchema: eventOutputSchema,
  examples: eventExamples,
  async plan(input, facts) {
    const event = input as unknown as EventInput;
    const { times, warnings } = await timesOf(event);
    const parameters = {
      calendarId: 'primary',
      requestBody: toEvent(event, times, facts.previewId),
      ...(event.conference && { conferenceDataVersion: 1 }),
      // Without it Google invites nobody, and shows the event to the attendees' own Google calendars only.
      ...(event.attendees?.length && { sendUpdates: 'all' }),
    };
    return {
      request: await compile('calendar', facts, (calendar, options) => calendar.events.insert(parameters, options)),
      summary: describeEvent(event, times),
      effectClass: 'probe',
      warnings,
    };
  },
  read(answer) {
    if (answer.status === 409) return CLASHED;
    if (!isSuccess(answer)) return failedWrite(answer, google);
    const event = eventOf(answer);
    const output = event && toOutput(event);
    return output ? { status: 'succeeded', output: { ...output } } : unreadableWrite(answer, google.name);
  },
  probe: { request: lookForEvent, read: readLook },
  compensate: ({ output }) => ({ eventId: output.eventId }),
  sign,
} satisfies WriteAction;

/** Our id is taken: by an earlier attempt whose reply was lost, or by something else, which a look tells. */
const CLASHED = {
  status: 'outcome_unknown',
  error: {
    code: 'provider_conflict',
    detail:
      "An event with this plan's id is in the calendar already, and Google did not show it; look there before you preview again.",
    retryable: false,
    providerStatus: 409,
  },
} as const;
