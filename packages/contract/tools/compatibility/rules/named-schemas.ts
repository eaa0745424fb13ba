import type { Kind } from '../change.ts';
import type { Difference } from '../differences.ts';

/** Each schema of the contract is a type that both clients export under its name. */
export function typeRemoved({ kind, base }: Difference): { kind: Kind; sentence: string } | undefined {
  const [, name] = /^#\/components\/schemas\/([^/]+)$/.exec(base?.pointer ?? '') ?? [];
  if (kind !== 'removed' || name === undefined) return undefined;
  return { kind: 'breaking', sentence: `The clients export no type \`${name}\` any more.` };
}
