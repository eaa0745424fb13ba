// What the deletions of an event have in common, whichever provider it is at.
import type { Warning } from '../../generated/types.js';
import { type JsonObject, PlanError, type PlannedRequest } from '../provider.js';
import type { FoundEvent } from './describe.js';

/** The id of the event that an input names. Throws PlanError for what would be a step to another path. */
export function eventIdIn(input: JsonObject): string {
  const eventId = String(input.eventId);
  if (/^\.*$/.test(eventId)) throw new PlanError('/eventId', 'invalid_id', 'This is no id of an event.');
  return eventId;
}

/** The id of the event that a request deletes: the end of its path. */
export const deletedBy = ({ url }: PlannedRequest): string =>
  decodeURIComponent(new URL(url).pathname.split('/').at(-1)!);

export const warningsOfDeletion = ({ event }: FoundEvent, provider: string): Warning[] =>
  event
    ? []
    : [{ code: 'already_gone', detail: `${provider} knows no such event now: to delete it would change nothing.` }];
