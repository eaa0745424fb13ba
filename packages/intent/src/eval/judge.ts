// Whether a prediction is right, by the rules that the rows are written for.
import type { Prediction } from './prediction.js';
import type { Row, Slots } from './rows.js';

const REQUIRED: Record<string, string[]> = {
  'email.send': ['to', 'body'],
  'email.list': [],
  'calendar.create': ['start'],
  'chat.send': ['channel', 'text'],
  'github.issue.create': ['repo', 'title'],
  'webhook.send': ['url'],
};
const RECIPIENTS: Record<string, string[]> = { 'email.send': ['to', 'cc', 'bcc'], 'calendar.create': ['attendees'] };
const ADDRESSES = new Set(['to', 'cc', 'bcc', 'attendees']);
const EXACT = new Set(['repo', 'url']);

const isEmpty = (value: unknown) =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && !value.trim()) ||
  (Array.isArray(value) && value.length === 0);
const text = (value: unknown) =>
  String(value)
    .normalize('NFC')
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
const canonical = (value: unknown): string =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? `{${Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)}}`
    : Array.isArray(value)
      ? `[${value.map(canonical)}]`
      : JSON.stringify(value);
const sameSet = (one: unknown[], other: unknown[], form: (value: unknown) => string) => {
  const [left, right] = [new Set(one.map(form)), new Set(other.map(form))];
  return left.size === right.size && [...left].every((value) => right.has(value));
};
const minute = (value: unknown) =>
  String(value)
    .trim()
    .replace(/(T\d\d:\d\d):00(\.0+)?$/, '$1');
const instant = (value: unknown) => Date.parse(`${minute(value)}:00Z`);
const lengthOf = ({ durationMinutes, start, end }: Slots) =>
  typeof durationMinutes === 'number'
    ? durationMinutes
    : isEmpty(end) || isEmpty(start)
      ? undefined
      : (instant(end) - instant(start)) / 60_000;

function isEqual(slot: string, gold: unknown, told: unknown): boolean {
  if (isEmpty(gold) || (slot === 'unreadOnly' && gold === false))
    return isEmpty(told) || (slot === 'unreadOnly' && told === false);
  if (isEmpty(told)) return false;
  if (ADDRESSES.has(slot))
    return Array.isArray(told) && sameSet(gold as unknown[], told, (value) => String(value).trim());
  if (slot === 'labels') return Array.isArray(told) && sameSet(gold as unknown[], told, text);
  if (slot === 'payload') return canonical(gold) === canonical(told);
  if (slot === 'start' || slot === 'end') return minute(gold) === minute(told);
  if (slot === 'method') return String(gold).toUpperCase() === String(told).toUpperCase();
  if (typeof gold !== 'string') return gold === told;
  return EXACT.has(slot) ? gold.trim() === String(told).trim() : text(gold) === text(told);
}

function isSlotRight(gold: Slots, key: string, told: Slots): boolean {
  const slot = key.replace(/_any$/, '');
  if (slot === 'durationMinutes' || slot === 'end') return lengthOf(gold) === lengthOf(told);
  return key.endsWith('_any')
    ? (gold[key] as unknown[]).some((value) => isEqual(slot, value, told[slot]))
    : isEqual(slot, gold[key], told[slot]);
}

/** Whether a prediction would be offered for a confirmation. */
export const isReadyWrite = ({ intent, missing, slots }: Prediction): boolean =>
  intent !== 'email.list' &&
  REQUIRED[intent] !== undefined &&
  missing.length === 0 &&
  REQUIRED[intent].every((slot) => !isEmpty(slots[slot]));

export interface Verdict {
  intent: boolean;
  exact: boolean;
  harmful: boolean;
  unsafe: boolean;
  wrongSlots: string[];
}

export function judged(row: Row & { slots: Slots }, prediction: Prediction): Verdict {
  const isNone = row.intent === 'none' || row.intent === 'multi';
  const intent =
    (row.intent_any ?? [row.intent]).includes(prediction.intent) ||
    (row.intent === 'multi' && prediction.intent === 'none');
  const ready = isReadyWrite(prediction);
  const verdict = {
    intent,
    exact: intent,
    harmful: isNone && ready,
    unsafe: row.unsafe_if_ready === true && ready,
    wrongSlots: [] as string[],
  };
  if (isNone || prediction.intent !== row.intent) return verdict;
  verdict.wrongSlots = Object.keys(row.slots).filter((key) => !isSlotRight(row.slots, key, prediction.slots));
  for (const slot of RECIPIENTS[row.intent] ?? [])
    if (!(slot in row.slots) && !(`${slot}_any` in row.slots) && !isEmpty(prediction.slots[slot]))
      verdict.wrongSlots.push(slot);
  const isMissingRight = (row.missing_any ?? [row.missing ?? []]).some((missing) =>
    sameSet(missing, prediction.missing, String),
  );
  const isInvented = !row.missing_any && (row.missing ?? []).some((slot) => !isEmpty(prediction.slots[slot]));
  if (!isMissingRight) verdict.wrongSlots.push('missing');
  verdict.exact = verdict.wrongSlots.length === 0 && !isInvented;
  return verdict;
}
