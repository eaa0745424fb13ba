import { isDeepStrictEqual } from 'node:util';
import type { Json, Kind } from '../change.ts';
import type { Difference } from '../differences.ts';

type LookUp = (pointer: string) => Json;

/** A body that may also be something else: whoever sends what it was before is served as ever. Redocly does not look for that. */
export function alternativeAdded(
  { kind, typeName, path, revision }: Difference,
  inReleased: LookUp,
  inCurrent: LookUp,
): { kind: Kind; sentence: string } | undefined {
  if (kind !== 'added' || typeName !== 'OneOf' || !path.includes('/requestBody/')) return undefined;
  const before = shapeOf(inReleased(revision!.pointer.replace(/\/oneOf$/, '')));
  const alternatives: Json[] = revision!.value.map((one: Json) => (one.$ref ? inCurrent(one.$ref) : one));
  if (!alternatives.some((one) => isDeepStrictEqual(shapeOf(one), before))) return undefined;
  return { kind: 'addition', sentence: 'The body may also be something else than before.' };
}

/** A schema without what it tells people. */
const shapeOf = (schema: Json): Json =>
  JSON.parse(
    JSON.stringify(schema, (key, value) => (key === 'description' && typeof value === 'string' ? undefined : value)),
  );
