import type { Kind } from '../change.ts';
import type { Difference } from '../differences.ts';

/** Who called without a body is refused; Redocly looks only at a body that was there before. */
export function bodyAdded({ kind, typeName, revision }: Difference): { kind: Kind; sentence: string } | undefined {
  if (kind !== 'added' || typeName !== 'RequestBody' || !revision?.value?.required) return undefined;
  return { kind: 'breaking', sentence: 'There was no body, and now one is required.' };
}
