// From what was typed to the input that is sent. Only what cannot be sent is refused here; Relay judges the rest, by the schema
// of the action, and its errors come back to the fields by their JSON Pointers.
import type { Draft, Group, Row } from './draft.ts';
import type { Field, Json, JsonObject } from './field.ts';
import { memberOf } from './pointer.ts';

/** Sentences by the JSON Pointer of the field that they are about. */
export type FieldErrors = { [pointer: string]: string[] };

export interface Reading {
  /** Undefined is a field that was left empty: it is not sent. */
  value: Json | undefined;
  errors: FieldErrors;
}

export function readDraft(field: Field, draft: Draft, pointer = ''): Reading {
  switch (field.kind) {
    case 'text':
    case 'moment':
      return read(draft === '' ? undefined : (draft as string));
    case 'switch':
      return read(draft as boolean);
    case 'choice':
      return read(draft === '' ? undefined : field.options[Number(draft)]);
    case 'number':
      return readNumber((draft as string).trim(), pointer);
    case 'json':
      return readJson(draft as string, pointer);
    case 'group':
      return collect(
        field.properties.map(({ name, field }) => [
          name,
          readDraft(field, (draft as Group)[name]!, memberOf(pointer, name)),
        ]),
      );
    case 'map':
      return readMap(field.value, draft as Row[], pointer);
    case 'list': {
      const readings = (draft as Row[]).map(({ value }, index) =>
        readItem(field.item, value, memberOf(pointer, index)),
      );
      const values = readings.map(({ value }) => value ?? '');
      return { value: values.length > 0 ? values : undefined, errors: merge(readings) };
    }
  }
}

const read = (value: Json | undefined): Reading => ({ value, errors: {} });
const refuse = (pointer: string, sentence: string): Reading => ({
  value: undefined,
  errors: { [pointer]: [sentence] },
});
const merge = (readings: Reading[]): FieldErrors => Object.assign({}, ...readings.map(({ errors }) => errors));

function readNumber(text: string, pointer: string): Reading {
  if (text === '') return read(undefined);
  const number = Number(text);
  return Number.isFinite(number) ? read(number) : refuse(pointer, 'This is not a number.');
}

function readJson(text: string, pointer: string): Reading {
  if (text.trim() === '') return read(undefined);
  try {
    const value = JSON.parse(text);
    const rounded = roundedNumber(text);
    if (!rounded) return read(value);
    return refuse(pointer, `${rounded} has more digits than JavaScript keeps; put it in quotes.`);
  } catch (error) {
    return refuse(pointer, `This is not JSON: ${(error as Error).message}`);
  }
}

/** The first whole number that `JSON.parse` would change. */
function roundedNumber(json: string): string | undefined {
  const tokens = json.match(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g) ?? [];
  return tokens.find((token) => /^-?\d{16,}$/.test(token) && BigInt(token) !== BigInt(Number(token)));
}

/** An empty row of a list is sent as empty text, so that the places of the others stay what the errors will name. */
const readItem = (field: Field, draft: Draft, pointer: string): Reading =>
  field.kind === 'text' ? read(draft as string) : readDraft(field, draft, pointer);

function readMap(field: Field, rows: Row[], pointer: string): Reading {
  const used = rows.filter(({ name, value }) => name !== '' || value !== '');
  const names = used.map(({ name }) => name);
  if (names.includes('')) return refuse(pointer, 'Every row needs a name.');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return refuse(pointer, `${twice} stands here twice.`);
  return collect(used.map(({ name, value }) => [name, readItem(field, value, memberOf(pointer, name))]));
}

/** An object of the members that have a value; undefined if none has one. */
function collect(members: Array<[name: string, reading: Reading]>): Reading {
  const given = members.filter(([, { value }]) => value !== undefined);
  const object = Object.fromEntries(given.map(([name, { value }]) => [name, value])) as JsonObject;
  return { value: given.length > 0 ? object : undefined, errors: merge(members.map(([, reading]) => reading)) };
}
