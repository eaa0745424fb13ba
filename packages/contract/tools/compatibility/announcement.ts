// What the changes of the contract ask of the pending changesets.
import type { Change, Kind } from './change.ts';

export type Size = 'none' | 'patch' | 'minor' | 'major';
export interface Client {
  name: string;
  version: string;
  /** The largest size that a pending changeset gives it. */
  pending: Size;
}

const SIZES: Size[] = ['none', 'patch', 'minor', 'major'];
// Before 1.0, `^0.3.1` takes every patch and no minor: what breaks is a minor, what does not is a patch.
const BEFORE_1: Record<Kind, Size> = { breaking: 'minor', addition: 'patch', relaxation: 'patch', text: 'none' };
const FROM_1: Record<Kind, Size> = { breaking: 'major', addition: 'minor', relaxation: 'patch', text: 'none' };

/** The size that a change asks of a client at this version. */
export const sizeFor = (kind: Kind, version: string): Size => (version.startsWith('0.') ? BEFORE_1 : FROM_1)[kind];

const larger = (one: Size, other: Size) => (SIZES.indexOf(one) >= SIZES.indexOf(other) ? one : other);

/** The size that all of the changes together ask of a client. */
export const neededBy = (changes: Change[], version: string): Size =>
  changes.map(({ kind }) => sizeFor(kind, version)).reduce(larger, 'none');

/** The clients whose pending changesets are too small, with the size that they need. */
export const unannounced = (changes: Change[], clients: Client[]): (Client & { needed: Size })[] =>
  clients
    .map((client) => ({ ...client, needed: neededBy(changes, client.version) }))
    .filter(({ needed, pending }) => larger(pending, needed) !== pending);

export const largest = (sizes: Size[]): Size => sizes.reduce(larger, 'none');
