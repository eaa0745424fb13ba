// Where each value of an input comes from. What says where something goes must be a person's own words, a contact they named, or an edit.
import type { Provenance } from '../../generated/types.js';
import { escapePointer } from '../../platform/json-pointer.js';
import type { JsonObject } from '../../providers/index.js';
import type { Contact } from './chat.engine.js';
import { findLiteral, isClean, type TargetKind, targetsWithin } from './chat.literals.js';
import { type Leaf, leavesOf } from './chat.targets.js';

/** Marks without those of one field: what vouched for its value says nothing of the next one. */
export const withoutField = (marks: Record<string, Provenance>, name: string): Record<string, Provenance> =>
  Object.fromEntries(Object.entries(marks).filter(([pointer]) => pointer.split('/')[1] !== escapePointer(name)));

/** Something that a person has written: this message, or one before it that the same suggestion was made of. */
export interface Said {
  text: string;
  /** The message; undefined for this turn's. */
  messageId?: string | undefined;
}

export interface Known {
  said: readonly Said[];
  contacts: readonly Contact[];
  /** Values that a person has set or chosen, by their pointers or those above them. */
  given: Record<string, Provenance>;
  /** The zone that the person's times are in. */
  timeZone?: string | undefined;
}

export interface Traced {
  provenance: Record<string, Provenance>;
  /** What holds a target that nobody has named, or that is not what it looks like. */
  untraced: Untraced[];
}

export interface Untraced {
  field: string;
  pointer: string;
  /** Whether its target is well formed and cannot be taken for another one: then only nobody has named it. */
  isClean: boolean;
}

export function trace(
  input: JsonObject,
  known: Known,
  claimed: Record<string, { span?: readonly number[] }> = {},
): Traced {
  const provenance: Record<string, Provenance> = {};
  const untraced: Untraced[] = [];
  for (const leaf of leavesOf(input)) {
    const { field, pointer } = leaf;
    const origin = originOf(leaf, known);
    if (origin) provenance[pointer] = origin;
    else if (leaf.kind || targetsIn(leaf).some(({ kind, value }) => !isNamed(kind, value, known)))
      untraced.push({ field, pointer, isClean: targetsIn(leaf).every(({ kind, value }) => isClean(value, kind)) });
    else provenance[pointer] = plainOrigin(leaf, known, claimed[pointer]);
  }
  return { provenance, untraced };
}

const targetsIn = ({ kind, value }: Leaf): Array<{ kind: TargetKind; value: string }> =>
  kind ? [{ kind, value: kind === 'address' ? addressIn(value) : value }] : targetsWithin(value);

function originOf({ pointer, value, kind }: Leaf, known: Known): Provenance | undefined {
  const above = Object.keys(known.given).find((given) => pointer === given || pointer.startsWith(`${given}/`));
  const given = above === undefined ? undefined : known.given[above]!;
  // What Relay has listed is the provider's own name for it.
  if (given?.source === 'choice') return given;
  if (!kind)
    return given && targetsWithin(value).every((within) => isClean(within.value, within.kind)) ? given : undefined;
  const target = kind === 'address' ? addressIn(value) : value;
  if (!isClean(target, kind)) return undefined;
  if (given) return given;
  // A name before an address is read as who it is, so it must be in the text, too.
  return inText(value, kind, known) ?? (target === value ? ofContact(value, kind, known) : undefined);
}

const isNamed = (kind: TargetKind, value: string, known: Known) =>
  isClean(value, kind) && (inText(value, kind, known) ?? ofContact(value, kind, known)) !== undefined;

const addressIn = (value: string) => /^[^<>]*<([^<>]+)>$/.exec(value)?.[1] ?? value;

function inText(value: string, kind: TargetKind, { said }: Known): Provenance | undefined {
  for (const { text, messageId } of said) {
    const span = findLiteral(text, value, kind);
    if (span) return { source: 'user', span, ...(messageId && { text: messageId }) };
  }
  return undefined;
}

/** In UTF-16 units: how far from a name its address is looked for. */
const FURTHEST = 200;
/** A name that an address follows is that of the address: `Grace <grace@example.com>`, `Grace at grace@example.com`. */
const OF_ADDRESS = /^(?:(?:\s+[\p{L}\p{M}.'\u2019-]+){0,3}\s*[<(]|\s+(?:at\s+)?)[^\s<>(),;]+@/u;

/** The address of a contact counts where the person has named the contact. */
function ofContact(value: string, kind: TargetKind, { said, contacts }: Known): Provenance | undefined {
  if (kind !== 'address' && kind !== 'place') return undefined;
  const names = contacts
    .filter(({ email }) => email.toLowerCase() === value.toLowerCase())
    .flatMap(({ name }) => [name, ...name.split(/\s+/)]);
  for (const name of names)
    for (const { text, messageId } of said) {
      const span = name.length > 1 ? findLiteral(text, name, 'place') : undefined;
      if (span && !OF_ADDRESS.test(text.slice(span[1], span[1] + FURTHEST)))
        return { source: 'contact', span, ...(messageId && { text: messageId }) };
    }
  return undefined;
}

/** Of what goes nowhere: where it stands in the text, or what the engine says. */
function plainOrigin({ value }: Leaf, { said }: Known, claimed: { span?: readonly number[] } | undefined): Provenance {
  for (const { text, messageId } of said) {
    const at = value === '' ? -1 : text.indexOf(value);
    if (at !== -1) return { source: 'user', span: [at, at + value.length], ...(messageId && { text: messageId }) };
  }
  const [from, to] = claimed?.span ?? [];
  const isWithin =
    from !== undefined && to !== undefined && from >= 0 && from <= to && to <= (said[0]?.text.length ?? 0);
  return isWithin ? { source: 'user', span: [from, to] } : { source: 'default' };
}
