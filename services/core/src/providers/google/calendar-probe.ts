// Whether an event whose reply was lost is in the calendar.
import { failedWrite } from '../failure.judge.js';
import { isSuccess, unreadableWrite } from '../failure.reply.js';
import type { Answer, LookRequest, Outcome, PlannedRequest } from '../provider.js';
import { google, isMissing } from './dialect.js';
import { type Event, eventOf, toOutput } from './event.js';

/** Google gives an event that was deleted, too. */
export function lookForEvent({ url, headers, body, addedAtSend }: PlannedRequest): LookRequest {
  const { 'content-type': _, ...kept } = headers;
  const target = new URL(url);
  target.search = '';
  target.pathname += `/${(JSON.parse(body!) as Event).id}`;
  return {
    method: 'GET',
    url: target.href,
    headers: kept,
    body: null,
    addedAtSend,
  };
}

export function readLook(answer: Answer, planned: PlannedRequest): Outcome {
  if (isMissing(answer)) return notMade(answer, true);
  if (!isSuccess(answer)) return untold(answer);
  const event = eventOf(answer);
  const output = event && toOutput(event);
  if (!output) return unreadableWrite(answer, google.name);
  if (previewOf(event) !== previewOf(JSON.parse(planned.body!) as Event)) return notMade(answer, false);
  return { status: 'succeeded', output: { ...output } };
}

const previewOf = ({ extendedProperties }: Event) => extendedProperties?.private?.relayPreview;

const notMade = ({ status }: Answer, retryable: boolean): Outcome => ({
  status: 'failed',
  error: {
    code: retryable ? 'provider_unavailable' : 'provider_conflict',
    detail: retryable
      ? 'Google did not create the event: it is not in the calendar; preview and confirm again.'
      : "Google did not create the event: another one has this plan's id; preview again.",
    retryable,
    providerStatus: status,
  },
});

/** A look that fails says nothing about the event, but why. */
function untold(answer: Answer): Outcome {
  const { error } = failedWrite(answer, google);
  const detail = `Nobody can tell whether Google created the event, for the look was refused (${answer.status}); look at the calendar before you send it again.`;
  return { status: 'outcome_unknown', error: { ...error, detail, retryable: false } };
}
