import type { Event } from '@microsoft/microsoft-graph-types';
import { uuidOf } from '../../platform/ids.js';
import {
  describeEvent,
  type EventInput,
  eventExamples,
  eventInputSchema,
  eventOutputSchema,
  timesOf,
} from '../calendar/index.js';
import { failedWrite } from '../failure.judge.js';
import { isSuccess, jsonOf, unreadableWrite } from '../failure.reply.js';
import { fieldsOf } from '../fields.js';
import type { Answer, Outcome, WriteAction } from '../provider.js';
import { sign } from '../sign.js';
import { microsoft } from './dialect.js';
import { PREFER, toEvent, toOutput } from './event.js';
import { path, post } from './graph.js';
import { CREATE_EVENT, DELETE_EVENT, EVENT, LIMITS } from './sources.js';

export const calendarCreate = {
  id: 'microsoft.calendar.create',
  version: '2026-11-01',
  provider: 'microsoft',
  name: 'Create an event in Outlook',
  description: 'Creates an event in the default calendar of the account, and invites its attendees.',
  kind: 'write',
  // Graph makes no second event for a `transactionId` that it has seen.
  effectClass: 'provider-key',
  undo: 'microsoft.calendar.delete',
  requiresConnection: true,
  scopes: ['Calendars.ReadWrite'],
  sources: { effectClass: EVENT, scopes: CREATE_EVENT, undo: DELETE_EVENT, limits: LIMITS },
  inputSchema: eventInputSchema,
  outputSchema: eventOutputSchema,
  examples: eventExamples,
  async plan(input, { previewId, providerUrls }) {
    const event = input as unknown as EventInput;
    const { times, warnings } = await timesOf(event);
    const request = post(path`/me/events`, toEvent(event, times, uuidOf(previewId)), providerUrls);
    return {
      request: { ...request, headers: { ...request.headers, ...PREFER } },
      summary: describeEvent(event, times),
      effectClass: 'provider-key',
      warnings,
    };
  },
  read(answer, request) {
    if (!isSuccess(answer)) return refused(answer);
    const output = toOutput(fieldsOf(jsonOf(answer)), JSON.parse(request.body!) as Event);
    return output ? { status: 'succeeded', output: { ...output } } : unreadableWrite(answer, microsoft.name);
  },
  compensate: ({ output }) => ({ eventId: output.eventId }),
  sign,
} satisfies WriteAction;

/** A refusal; but who has used the key before is an earlier attempt, so that the event may be there. */
function refused(answer: Answer): Outcome {
  const outcome = failedWrite(answer, microsoft);
  const { providerCode = '' } = microsoft.explain(answer);
  return /^ErrorDuplicateTransactionId$/i.test(providerCode) ? { ...outcome, status: 'outcome_unknown' } : outcome;
}
