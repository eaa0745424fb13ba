import type { Kind } from '../change.ts';
import type { Difference } from '../differences.ts';

/** What a caller leaves out would mean something else. */
export function defaultChanged({ property, base, revision }: Difference): { kind: Kind; sentence: string } | undefined {
  if (property !== 'default') return undefined;
  const [before, after] = [base?.value, revision?.value];
  if (before === undefined)
    return { kind: 'relaxation', sentence: `There is a default now: ${JSON.stringify(after)}.` };
  const now = after === undefined ? 'gone' : JSON.stringify(after);
  return { kind: 'breaking', sentence: `The default was ${JSON.stringify(before)}, and is ${now}.` };
}
