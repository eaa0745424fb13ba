// Whether a model has kept to what the person has written: its texts word for word, and its values as the grammar reads them, too.
import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../../providers/index.js';
import type { EngineSuggestion } from '../chat.engine.js';
import { kindOf } from '../chat.targets.js';

const WORDED = ['subject', 'body', 'text', 'title', 'description', 'location'];
const TIMES = ['start', 'end'];
const LENGTHS = ['end', 'durationMinutes'];
/** A model is not asked for it. */
const GIVEN = ['timeZone'];

/** The texts of an input that do not stand in the person's message. */
export const wordedIn = (input: JsonObject, message: string): string[] =>
  WORDED.filter((field) => typeof input[field] === 'string' && !isWordForWord(input[field], message));

/** Fields that the grammar reads otherwise than the model; not targets, nor what is `required`, and asked for where it is not there. */
export function differing({ input }: EngineSuggestion, read: EngineSuggestion, required: readonly string[]): string[] {
  const left = Object.keys(read.input).filter((field) => !required.includes(field));
  const fields = new Set([...Object.keys(input), ...left]);
  const compared = [...fields].filter(
    (field) => kindOf(field) === undefined && !LENGTHS.includes(field) && !GIVEN.includes(field),
  );
  const others = compared.filter((field) => !isSameValue(field, input[field], read.input[field]));
  return minutesOf(input) === minutesOf(read.input) ? others : [...others, 'end'];
}

/** What the model has put into words of its own, and the times that it has worked out. */
export function assumptionsOf(input: JsonObject, message: string): string[] {
  const times = TIMES.filter((field) => typeof input[field] === 'string' && !message.includes(input[field]));
  const hasLength = LENGTHS.some((field) => field in input);
  return [
    ...wordedIn(input, message).map((field) => `The language model has worded the ${field}.`),
    ...times.map((field) => `The ${field} is ${String(input[field]).replace('T', ' ')}.`),
    ...(String(input.start ?? '').includes('T') && !hasLength ? ['It lasts 30 minutes.'] : []),
  ];
}

/** What goes on with a word; not all scripts have spaces between words. */
const INSIDE = /[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{N}\p{M}\p{Cf}]/u;

function isWordForWord(value: string, message: string): boolean {
  const [text, words] = [plain(message).toLowerCase(), plain(value).toLowerCase()];
  for (let from = text.indexOf(words); from !== -1; from = text.indexOf(words, from + 1)) {
    const around = text.slice(from - 1, from) + text.slice(from + words.length, from + words.length + 1);
    if (words !== '' && !INSIDE.test(around)) return true;
  }
  return false;
}

function isSameValue(field: string, one: unknown, other: unknown): boolean {
  if (typeof one !== 'string' || typeof other !== 'string') return isDeepStrictEqual(one, other);
  if (TIMES.includes(field)) return timeOf(one) === timeOf(other);
  return capitalised(plain(one)) === capitalised(plain(other));
}

/** Spaces, the form of quotation marks and the mark at the end say nothing. */
const plain = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2018\u2019]/g, "'")
    .trim()
    .replace(/\.$/, '');
const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** `2026-12-03T15:00` and `2026-12-03T15:00:00` are one time, and a day is none. */
const timeOf = (text: string) => (text.includes('T') ? String(Date.parse(`${text}Z`)) : text);

/** How long an event is, where it is said. */
function minutesOf({ start, end, durationMinutes }: JsonObject): unknown {
  if (typeof start !== 'string' || typeof end !== 'string') return end ?? durationMinutes;
  return start.includes('T') ? (Date.parse(`${end}Z`) - Date.parse(`${start}Z`)) / 60_000 : end;
}
