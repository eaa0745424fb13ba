// Which strings of an input say where something goes.
import { escapePointer } from '../../platform/json-pointer.js';
import type { JsonObject } from '../../providers/index.js';
import type { TargetKind } from './chat.literals.js';

const KINDS: Record<string, TargetKind> = {
  to: 'address',
  cc: 'address',
  bcc: 'address',
  attendees: 'address',
  url: 'link',
  repository: 'repository',
  space: 'place',
  teamId: 'place',
  channelId: 'place',
  chatId: 'place',
  messageName: 'place',
  eventId: 'place',
  from: 'place',
};

export interface Leaf {
  /** The field of the input that it is part of. */
  field: string;
  pointer: string;
  value: string;
  /** Undefined for a text that goes nowhere; addresses and links within it are looked for. */
  kind: TargetKind | undefined;
}

export const kindOf = (field: string): TargetKind | undefined => KINDS[field];

/** Every string of an input, names of properties included. */
export function leavesOf(input: JsonObject): Leaf[] {
  return Object.entries(input).flatMap(([field, value]) =>
    textsOf(value, `/${escapePointer(field)}`).map(({ pointer, text }) => ({
      field,
      pointer,
      value: text,
      kind: kindOf(field),
    })),
  );
}

function textsOf(value: unknown, pointer: string): Array<{ pointer: string; text: string }> {
  if (typeof value === 'string') return [{ pointer, text: value }];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const below = `${pointer}/${escapePointer(key)}`;
    return [...(Array.isArray(value) ? [] : [{ pointer: below, text: key }]), ...textsOf(item, below)];
  });
}
