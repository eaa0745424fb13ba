// What a person calls something at a provider, and which one that is. A name that could mean several things is a question, and one that
// is only similar is never taken for what was meant.
import type { Warning } from '../generated/types.js';
import { PlanError } from './provider.js';

export interface Named {
  id: string;
  /** What it is, for a person. */
  label: string;
  /** What it may be called. */
  names: string[];
}

export interface Asked {
  name: string;
  /** Where the name stands in the input, and an id may stand instead. */
  pointer: string;
  /** Such as `chat`. */
  what: string;
}

/** What could be meant. */
interface Candidates {
  items: Named[];
  /** Whether there are others that were not looked at. */
  hasMore: boolean;
}

/** What a name or an id was found to be, and what is to be said of that. */
export type Found = Named & { warnings: Warning[] };

const MOST_CHOICES = 20;

/**
 * The one that has this name, in any case, and what is to be said of it. Throws PlanError: `ambiguous_name` with what could be meant, or
 * `name_not_found`.
 */
export function theOneNamed({ name, pointer, what }: Asked, { items, hasMore }: Candidates): Found {
  const exact = items.filter(({ names }) => names.some((one) => folded(one) === folded(name)));
  if (exact.length === 1) return { ...exact[0]!, warnings: hasMore ? [notAllLookedAt(what, items.length)] : [] };
  if (exact.length > 1)
    throw question(pointer, `“${name}” is the name of ${exact.length} ${what}s; say which one is meant.`, exact);
  const similar = items.filter(({ names }) => names.some((one) => isSimilar(name, one)));
  if (similar.length > 0)
    throw question(pointer, `No ${what} is called “${name}”; say whether one of these is meant.`, similar);
  const detail = hasMore
    ? `Among the first ${items.length} ${what}s that this account sees, none is called “${name}”; there are more, so give its id.`
    : `Among the ${items.length} ${what}s that this account sees, none is called “${name}”.`;
  throw new PlanError(pointer, 'name_not_found', detail);
}

const notAllLookedAt = (what: string, count: number): Warning => ({
  code: 'not_all_looked_at',
  detail: `Only the first ${count} ${what}s were looked at: another one may have the same name.`,
});

function question(pointer: string, detail: string, meant: Named[]): PlanError {
  const isUnique = ({ label }: Named) => meant.filter((other) => other.label === label).length === 1;
  const choices = meant.slice(0, MOST_CHOICES).map((one) => ({
    value: one.id,
    label: isUnique(one) ? one.label : `${one.label} (${one.id})`,
  }));
  return new PlanError(pointer, 'ambiguous_name', detail, choices);
}

const folded = (text: string) => text.normalize('NFKC').trim().replace(/^#/, '').replace(/\s+/g, ' ').toLowerCase();
const wordsOf = (text: string) => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether each word of the name begins a word of the other. */
function isSimilar(name: string, other: string): boolean {
  const [asked, words] = [wordsOf(name), wordsOf(other)];
  return asked.length > 0 && asked.every((start) => words.some((word) => word.startsWith(start)));
}
