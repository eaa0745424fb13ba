// Values that a JSON Schema of the contract accepts.
import fc, { type Arbitrary } from 'fast-check';
import { resolved } from '../fields.js';

// biome-ignore lint/suspicious/noExplicitAny: a JSON Schema is walked by name
export type Json = any;

/** Characters that have broken something somewhere: quotes, escapes, markup, other scripts, beyond the first plane, right to left. */
const CHARACTERS = [
  ...'aZ09 _-.~/\\"\'`<>{}[]()%&?#=+,;:|$é漢ß',
  '\u{1f600}',
  '\u202e',
  '\u0301',
  '\t',
  '\n',
  '\u007f',
];
const text = (minLength = 0, maxLength = 40) =>
  fc.string({ unit: fc.constantFrom(...CHARACTERS), minLength, maxLength: Math.min(maxLength, minLength + 40) });

export const anyJson = fc.jsonValue({ maxDepth: 4, stringUnit: fc.constantFrom(...CHARACTERS) });

export function validFor(given: Json): Arbitrary<Json> {
  const schema = resolved(given);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.allOf) return validFor(Object.assign({}, ...schema.allOf));
  if (schema.oneOf) return fc.oneof(...schema.oneOf.map(validFor));
  if (schema.type === undefined) return anyJson;
  return fc.oneof(...[schema.type].flat().map((type: string) => ofType(type, schema)));
}

function ofType(type: string, schema: Json): Arbitrary<Json> {
  switch (type) {
    case 'string':
      return textFor(schema);
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1000 });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return listFor(schema);
    case 'object':
      return objectFor(schema);
    default:
      throw new Error(`no values for the type ${type}`);
  }
}

function textFor({ format, pattern, minLength, maxLength }: Json): Arbitrary<string> {
  if (format === 'date-time')
    return fc
      .date({ min: new Date('1970-01-01'), max: new Date('2999-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (format === 'uri')
    return fc
      .record({ path: fc.webPath(), query: fc.option(fc.webQueryParameters()) })
      .map(({ path, query }) => `https://hooks.example.com${path}${query === null ? '' : `?${query}`}`);
  if (pattern) return fc.stringMatching(new RegExp(pattern)).filter((value) => value.length <= (maxLength ?? 1_000));
  return text(minLength, maxLength);
}

function listFor({ items = {}, minItems = 0, maxItems = minItems + 3, uniqueItems }: Json): Arbitrary<Json[]> {
  const size = { minLength: minItems, maxLength: maxItems };
  return uniqueItems ? fc.uniqueArray(validFor(items), size) : fc.array(validFor(items), size);
}

function objectFor({ properties = {}, required = [], additionalProperties, propertyNames, minProperties }: Json) {
  const known = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, validFor(schema)]));
  const own = fc.record(known, { requiredKeys: required }) as Arbitrary<Json>;
  const isOpen = additionalProperties !== false && Object.keys(properties).length === 0;
  if (!isOpen) return own.filter((value) => Object.keys(value).length >= (minProperties ?? 0));
  const names = propertyNames ? textFor(propertyNames) : text(1, 12);
  const values = additionalProperties === true || !additionalProperties ? anyJson : validFor(additionalProperties);
  return fc.dictionary(names, values, { maxKeys: 4 });
}
