import type { Kind } from '../change.ts';
import type { Difference } from '../differences.ts';

/** A request may say what it could not; Redocly counts that as no more than a laxer check. */
export function valueAdded({
  property,
  impact,
  base,
  revision,
}: Difference): { kind: Kind; sentence: string } | undefined {
  // A reply that names its values for the first time says less than before.
  if (property !== 'enum' || impact === 'major' || base?.value === undefined) return undefined;
  const added = (revision?.value ?? []).filter((value: unknown) => !base.value.includes(value));
  if (added.length === 0) return undefined;
  return { kind: 'addition', sentence: `These values were added: ${added.join(', ')}.` };
}
