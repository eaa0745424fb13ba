// What stands in the fields while a person types: text that may be no number or no JSON yet, and rows that have no name yet.
import { type Field, type FieldOf, isObject, type Json } from './field.ts';

export interface Row {
  /** Tells rows apart that look the same. */
  key: number;
  name: string;
  value: Draft;
}
export type Group = { [name: string]: Draft };
export type Draft = string | boolean | Group | Row[];

let rows = 0;
export const newRow = (field: Field, name = '', value?: Json): Row => {
  rows += 1;
  return { key: rows, name, value: toDraft(field, value) };
};

/** The draft that shows `value`; without a value, the schema's default, or nothing. */
export function toDraft(field: Field, value: Json | undefined = field.default): Draft {
  switch (field.kind) {
    case 'text':
    case 'moment':
      return typeof value === 'string' ? value : '';
    case 'number':
      return typeof value === 'number' ? String(value) : '';
    case 'switch':
      return value === true;
    case 'choice':
      return choiceOf(field, value);
    case 'json':
      return value === undefined ? '' : JSON.stringify(value, null, 2);
    case 'group': {
      const members = isObject(value) ? value : {};
      return Object.fromEntries(field.properties.map(({ name, field }) => [name, toDraft(field, members[name])]));
    }
    case 'map':
      return Object.entries(isObject(value) ? value : {}).map(([name, member]) => newRow(field.value, name, member));
    case 'list':
      return (Array.isArray(value) ? value : []).map((item) => newRow(field.item, '', item));
  }
}

/** The place of the chosen option, as text; empty for none. One that is the only choice is chosen. */
function choiceOf({ options, default: initial }: FieldOf<'choice'>, value: Json | undefined): string {
  const place = options.indexOf(value ?? (options.length === 1 ? options[0]! : (initial ?? null)));
  return place < 0 ? '' : String(place);
}
