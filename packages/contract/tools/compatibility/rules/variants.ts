import type { Json, Kind } from '../change.ts';
import type { Difference } from '../differences.ts';

/** A variant more of a reply: both clients pass on one that they do not know, if a discriminator tells it. */
export function variantAdded(
  { kind, path, revision }: Difference,
  lookUp: (pointer: string) => Json,
): { kind: Kind; sentence: string } | undefined {
  const [, union] = /^(.*)\/(?:oneOf|anyOf)\/\d+$/.exec(revision?.pointer ?? '') ?? [];
  if (kind !== 'added' || union === undefined || !path.includes('/responses/')) return undefined;
  const { discriminator } = lookUp(union);
  if (!discriminator) return undefined;
  return { kind: 'addition', sentence: `A variant of what \`${discriminator.propertyName}\` tells was added.` };
}
