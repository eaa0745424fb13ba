// From a JSON Schema to the fields that a person fills in. What this does not know becomes a field for JSON: it stays usable.

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

interface Described {
  description?: string;
  default?: Json;
}
export type Field = Described &
  (
    | { kind: 'text'; format?: string; long: boolean }
    /** A day, or a time of a day, in the zone of its owner. */
    | { kind: 'moment' }
    | { kind: 'number' }
    | { kind: 'choice'; options: Json[] }
    | { kind: 'switch' }
    | { kind: 'json' }
    | { kind: 'group'; properties: Property[] }
    | { kind: 'map'; value: Field }
    | { kind: 'list'; item: Field }
  );
export type FieldOf<Kind extends Field['kind']> = Extract<Field, { kind: Kind }>;

export interface Property {
  name: string;
  label: string;
  required: boolean;
  field: Field;
}

/** A text that may be longer than this gets a box of several lines. */
const LONG = 1000;

export function toField(schema: unknown, required = true): Field {
  if (!isObject(schema)) return { kind: 'json' };
  const { description, default: initial } = schema;
  const shape = shapeOf(schema, required);
  return {
    ...shape,
    // How a moment is written is the control's business.
    ...(typeof description === 'string' && shape.kind !== 'moment' ? { description } : {}),
    ...(initial === undefined ? {} : { default: initial }),
  };
}

function shapeOf(schema: JsonObject, required: boolean): Field {
  if (['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if'].some((keyword) => keyword in schema)) return { kind: 'json' };
  if ('const' in schema) return { kind: 'choice', options: [schema.const!] };
  if (Array.isArray(schema.enum)) return { kind: 'choice', options: schema.enum };
  switch (typeOf(schema)) {
    case 'string':
      return textOf(schema);
    case 'number':
    case 'integer':
      return { kind: 'number' };
    case 'boolean':
      // A box is either ticked or not; where "not said" means something of its own, it takes three choices.
      return required || 'default' in schema ? { kind: 'switch' } : { kind: 'choice', options: [true, false] };
    case 'array':
      return isObject(schema.items) ? { kind: 'list', item: toField(schema.items) } : { kind: 'json' };
    case 'object':
      return objectOf(schema);
    default:
      return { kind: 'json' };
  }
}

function textOf({ format, pattern, maxLength }: JsonObject): Field {
  if (typeof pattern === 'string' && isOfMoments(pattern)) return { kind: 'moment' };
  const known = typeof format === 'string' ? { format } : {};
  const free = format === undefined && pattern === undefined;
  return { kind: 'text', ...known, long: free && typeof maxLength === 'number' && maxLength > LONG };
}

/** JSON Schema has no format for a local time: whoever wants one writes a pattern, which says it by what it takes. */
function isOfMoments(pattern: string): boolean {
  try {
    const rule = new RegExp(pattern, 'u');
    const takes = (text: string) => rule.test(text);
    return takes('2026-12-03T15:00') && takes('2026-12-03') && !takes('Thursday') && !takes('2026-12-03T15:00Z');
  } catch {
    return false;
  }
}

function objectOf({ properties, required, additionalProperties }: JsonObject): Field {
  if (isObject(properties))
    return {
      kind: 'group',
      properties: Object.entries(properties).map(([name, schema]) => {
        const isRequired = Array.isArray(required) && required.includes(name);
        return { name, label: labelOf(name, schema), required: isRequired, field: toField(schema, isRequired) };
      }),
    };
  return isObject(additionalProperties) && Object.keys(additionalProperties).length > 0
    ? { kind: 'map', value: toField(additionalProperties) }
    : { kind: 'json' };
}

/** `["string", "null"]` is a string that may be left out. */
function typeOf({ type }: JsonObject): Json | undefined {
  const types = (Array.isArray(type) ? type : [type]).filter((name) => name !== 'null');
  return types.length === 1 ? types[0] : undefined;
}

/** The schema's title, or `receiverDeduplicates` as "Receiver deduplicates". */
export function labelOf(name: string, schema: Json): string {
  if (isObject(schema) && typeof schema.title === 'string') return schema.title;
  if (name === 'url') return 'URL';
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, (_, end, start) => `${end} ${start.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
