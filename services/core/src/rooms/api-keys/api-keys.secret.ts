// What a key looks like: relay_<test|live>_<lookup><secret><checksum>. Secret scanners know it by its checksum.
import { hash, randomInt } from 'node:crypto';

export type KeyMode = 'test' | 'live';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Finds the row; not secret by itself. */
const LOOKUP_LENGTH = 12;
/** 62^32, more than 190 bits. */
const SECRET_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const SHAPE = new RegExp(
  `^relay_(test|live)_([0-9A-Za-z]{${LOOKUP_LENGTH + SECRET_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`,
);

export interface ParsedKey {
  mode: KeyMode;
  lookup: string;
}

const randomText = (length: number) => Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

function checksumOf(text: string): string {
  let number = hash('sha256', text, 'buffer').readUInt32BE();
  let checksum = '';
  for (let index = 0; index < CHECKSUM_LENGTH; index++) {
    checksum = ALPHABET[number % ALPHABET.length] + checksum;
    number = Math.floor(number / ALPHABET.length);
  }
  return checksum;
}

export function newKeySecret(mode: KeyMode): { secret: string; lookup: string; hint: string } {
  const lookup = randomText(LOOKUP_LENGTH);
  const start = `relay_${mode}_${lookup}${randomText(SECRET_LENGTH)}`;
  return { secret: start + checksumOf(start), lookup, hint: `relay_${mode}_${lookup.slice(0, 6)}` };
}

/** The parts of a well-formed key; undefined for anything else, a mistyped key included, without argon2. */
export function parseKey(text: string): ParsedKey | undefined {
  const match = SHAPE.exec(text);
  if (!match || checksumOf(text.slice(0, -CHECKSUM_LENGTH)) !== match[3]) return undefined;
  return { mode: match[1] as KeyMode, lookup: match[2]!.slice(0, LOOKUP_LENGTH) };
}
