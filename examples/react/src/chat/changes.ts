// Edits and answers as Relay takes them: the fields that changed, each with its whole value, and null for one that was emptied.
import type { Json, JsonObject } from '../form/field.ts';
import { memberOf } from '../form/pointer.ts';
import type { FieldErrors } from '../form/read-draft.ts';
import { isMasked, MASK } from '../review/masked.tsx';

export function changesBetween(before: JsonObject, after: JsonObject): JsonObject {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name] ?? null]));
}

/** A field that shows a secret as stars can be left alone or written anew. Sent with the stars, they would be the secret. */
export function maskedIn(changes: JsonObject, root: string): FieldErrors {
  const masked = Object.entries(changes).filter(([, value]) => isMasked(JSON.stringify(value)));
  return Object.fromEntries(
    masked.map(([name]) => [
      memberOf(root, name),
      [`${MASK} stands for a secret. Write it anew, or leave the field as it was.`],
    ]),
  );
}

const LONGEST = 200;

/** What a person says by a change, for the conversation. */
export function sentenceOf(changes: JsonObject, labels: Record<string, string>): string {
  const lines = Object.entries(changes).map(([name, value]) => `${labels[name] ?? name}: ${wordOf(value)}`);
  return lines.join('\n');
}

function wordOf(value: Json): string {
  if (value === null) return 'nothing';
  const isTexts = Array.isArray(value) && value.every((item) => typeof item === 'string');
  const text = typeof value === 'string' ? value : isTexts ? value.join(', ') : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
