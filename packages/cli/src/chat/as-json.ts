// For programs: a line of JSON for each event, and no question. Nothing is confirmed but what is confirmed by its preview's id.
import type { Relay } from '@relay/sdk-js';
import { execute, outcomeOf } from './execute.js';
import { type Outcome, together } from './outcome.js';
import { plainJson } from './plain.js';
import { readTurn } from './turn.js';

export interface JsonOptions {
  relay: Relay;
  write: (line: string) => void;
  sessionId: string | undefined;
  timeZone: string | undefined;
}

export async function sayAsJson({ write, ...asking }: JsonOptions, message: string): Promise<Outcome> {
  const line = (value: object) => write(`${plainJson(value)}\n`);
  const { suggestions, results } = await readTurn(asking, { message }, line);
  const outcomes = results.map(({ execution }) => outcomeOf(execution));
  for (const { status, previewId } of suggestions) {
    if (status === 'asking' || status === 'waiting' || status === 'ready') outcomes.push('waiting');
    if (status !== 'ready') continue;
    line({ type: 'preview', data: await asking.relay.previews.get({ previewId: previewId! }) });
  }
  return together(outcomes);
}

export async function confirmAsJson({ relay, write }: JsonOptions, previewId: string): Promise<Outcome> {
  const preview = await relay.previews.get({ previewId });
  write(`${plainJson({ type: 'preview', data: preview })}\n`);
  const { outcome, ...ended } = await execute(relay, preview);
  write(
    `${plainJson(ended.execution ? { type: 'execution', data: ended.execution } : failure((ended as { problem: string }).problem, outcome))}\n`,
  );
  return outcome;
}

export const failure = (errorText: string, outcome: Outcome = 'failed') => ({ type: 'error', errorText, outcome });
