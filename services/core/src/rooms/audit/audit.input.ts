// What an event tells of an action's input: secrets masked, with a commitment to each; what is long by its digest.
import { createHash, hash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import { escapePointer } from '../../platform/json-pointer.js';
import { interchangeable } from './audit.schema.js';

export interface AuditedInput {
  /** Fields for the event's data. */
  data: {
    /** Null when even without its long texts it is too large for an event. */
    input: unknown;
    /** For each masked value, by its JSON Pointer: SHA-256 over a salt and the value. */
    commitments?: Record<string, string>;
    /** For each text that is left out (null stands in its place): its SHA-256; under the pointer "" that of the canonical input. */
    omitted?: Record<string, string>;
  };
  /** By the pointers of `commitments`; to be kept where the values are kept, for with both a commitment can be shown to be true. */
  salts: Record<string, string>;
}

const MOST_BYTES = 32 * 1024;
const LONG_TEXT = 1024;
const SALT_BYTES = 16;

/** `shown` is the input as it is shown; `secrets` are the values that are masked in it, by their JSON Pointers. */
export function auditInput(shown: Record<string, unknown>, secrets: Record<string, string> = {}): AuditedInput {
  const salts: Record<string, string> = {};
  const commitments: Record<string, string> = {};
  for (const [pointer, value] of Object.entries(secrets)) {
    const salt = randomBytes(SALT_BYTES);
    salts[pointer] = salt.toString('base64url');
    // Without a salt, a short secret could be found by trying.
    commitments[pointer] = `sha256-${createHash('sha256').update(salt).update(value).digest('base64url')}`;
  }
  const data = { ...shorten(interchangeable(shown)), ...(Object.keys(commitments).length > 0 && { commitments }) };
  return { data, salts };
}

function shorten(input: Record<string, unknown>): Pick<AuditedInput['data'], 'input' | 'omitted'> {
  const fits = (value: unknown) => Buffer.byteLength(JSON.stringify(value)) <= MOST_BYTES;
  if (fits(input)) return { input };
  const omitted: Record<string, string> = {};
  const short = { input: withoutLongTexts(input, '', omitted), omitted };
  return fits(short) ? short : { input: null, omitted: { '': digestOf(canonicalize(input)!) } };
}

function withoutLongTexts(value: unknown, pointer: string, omitted: Record<string, string>): unknown {
  if (typeof value === 'string' && value.length > LONG_TEXT) {
    omitted[pointer] = digestOf(value);
    return null;
  }
  if (Array.isArray(value)) return value.map((item, index) => withoutLongTexts(item, `${pointer}/${index}`, omitted));
  if (value === null || typeof value !== 'object') return value;
  const within = (key: string) => `${pointer}/${escapePointer(key)}`;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withoutLongTexts(item, within(key), omitted)]),
  );
}

const digestOf = (text: string) => `sha256-${hash('sha256', text, 'base64url')}`;
