// For programs: a line of JSON for each event, and no question. Nothing is confirmed but what is confirmed by its preview's id.
import type { ChatContact, Relay } from '@relay/sdk-js';
import { execute, outcomeOf } from './execute.js';
import { type Outcome, together } from './outcome.js';
import { readTurn } from './turn.js';

export interface JsonOptions {
  relay: Relay;
  /** Writes a line of JSON. */
  write: (value: object) => void;
  sessionId: string | undefined;
  timeZone: string | undefined;
  contacts: ChatContact[] | undefined;
}

export async function sayAsJson({ write, ...asking }: JsonOptions, message: string): Promise<Outcome> {
  const { suggestions, results } = await readTurn(asking, { message }, write);
  const outcomes = results.map(({ execution }) => outcomeOf(execution));
  for (const { status, previewId } of suggestions) {
    if (status === 'asking' || status === 'waiting' || status === 'ready') outcomes.push('waiting');
    if (status !== 'ready') continue;
    write({ type: 'preview', data: await asking.relay.previews.get({ previewId: previewId! }) });
  }
  return together(outcomes);
}

export async function confirmAsJson({ relay, write }: JsonOptions, previewId: string): Promise<Outcome> {
  const preview = await relay.previews.get({ previewId });
  write({ type: 'preview', data: preview });
  const ended = await execute(relay, preview);
  const { outcome } = ended;
  write('problem' in ended ? failure(ended.problem, outcome) : { type: 'execution', data: ended.execution });
  return outcome;
}

export const failure = (errorText: string, outcome: Outcome = 'failed') => ({ type: 'error', errorText, outcome });
