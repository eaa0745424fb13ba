// What JSON allows and neither we nor a receiver could keep as it was given. Refused with a pointer, before anything copies, hashes
// or stores it.
import type { FieldError } from '../platform/errors.js';
import { pointerOf } from './field-errors.js';

/** The body itself is the first level. Copies, hashes and receivers recurse; documents that people make stay far below. */
export const MOST_LEVELS = 100;

const TOO_DEEP = { code: 'too_deep', detail: `It is nested more than ${MOST_LEVELS} levels deep.` };
// JSON.parse reads 1e400 as Infinity, which JSON.stringify would write as null.
const TOO_LARGE = { code: 'number_too_large', detail: 'The number does not fit into 64 bits of floating point.' };
// Postgres cannot store it in text.
const NUL = { code: 'nul_character', detail: 'Text may not hold the character U+0000.' };
// A lone surrogate would be sent as another character than the one that was given.
const NOT_UNICODE = { code: 'not_unicode', detail: 'Text may not hold half of a surrogate pair.' };

interface Fault {
  code: string;
  detail: string;
}

/** The first thing in a parsed body that cannot be kept, if there is one. */
export function jsonFault(body: unknown): FieldError | undefined {
  const path: string[] = [];
  const fault = faultOf(body, 1, path);
  return fault && { pointer: pointerOf(path.reverse()), ...fault };
}

// Recurses no deeper than MOST_LEVELS. The path is written on the way back, so what is right costs nothing for it.
function faultOf(value: unknown, level: number, path: string[]): Fault | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : TOO_LARGE;
  if (typeof value === 'string') return textFault(value);
  if (value === null || typeof value !== 'object') return undefined;
  if (level > MOST_LEVELS) return TOO_DEEP;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const fault = faultOf(value[index], level + 1, path);
      if (fault) return at(String(index), fault, path);
    }
    return undefined;
  }
  for (const name of Object.keys(value)) {
    const fault = textFault(name) ?? faultOf((value as Record<string, unknown>)[name], level + 1, path);
    if (fault) return at(name, fault, path);
  }
  return undefined;
}

function at(name: string, fault: Fault, path: string[]): Fault {
  path.push(name);
  return fault;
}

const textFault = (text: string): Fault | undefined =>
  text.includes('\0') ? NUL : text.isWellFormed() ? undefined : NOT_UNICODE;
