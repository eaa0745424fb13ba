// How it ended, for a person.
import { type Preview, ValidationError } from '@relay/sdk-js';
import type { Ended } from './execute.js';
import type { Paint } from './paint.js';
import { plain, plainLine } from './plain.js';
import { sentence } from './preview.js';
import { showOutput } from './table.js';

export function showEnd({ summary }: Preview, ended: Ended, paint: Paint, width: number): string {
  const { outcome } = ended;
  if ('problem' in ended) return paint(outcome === 'failed' ? 'red' : 'yellow', sentence(ended.problem));
  const { error, id, output } = ended.execution;
  if (outcome === 'done') return `${paint('green', `Done: ${sentence(summary)}`)}\n${showOutput(output, width)}`;
  const detail = `${sentence(error?.detail ?? 'It is still under way')} (${plainLine(error?.code ?? 'running')}, ${plainLine(id)})`;
  return outcome === 'failed' ? paint('red', `It failed: ${detail}`) : paint('yellow', detail);
}

/** What a server says to what was typed. */
export function problemOf(error: Error): string {
  const fields =
    error instanceof ValidationError ? error.errors.map(({ pointer, detail }) => `  ${pointer}: ${detail}`) : [];
  return plain([error.message, ...fields].join('\n'));
}
