import type { Kind } from '../change.ts';
import type { Difference } from '../differences.ts';

/** The body limit of an operation that names none, in bytes. */
const DEFAULT_BODY_LIMIT = 256 * 1024;

/** `x-body-limit`, which no tool but ours knows. */
export function bodyLimitChanged({
  property,
  base,
  revision,
}: Difference): { kind: Kind; sentence: string } | undefined {
  if (property !== 'x-body-limit') return undefined;
  const [before, after] = [base?.value ?? DEFAULT_BODY_LIMIT, revision?.value ?? DEFAULT_BODY_LIMIT];
  return {
    kind: after < before ? 'breaking' : 'relaxation',
    sentence: `A body could have ${before} bytes, and can have ${after}.`,
  };
}
