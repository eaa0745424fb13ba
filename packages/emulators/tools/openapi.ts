// OpenAPI 3.0 as JSON Schema.
import type { Schema } from './reachable.ts';

const KEPT = ['type', 'enum', 'required', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'];
const FORMATS = ['date-time', 'email'];

export interface Rules {
  /** The name of a referred schema, or what replaces it. */
  reference(name: string): string;
  /** What is changed about every schema first. */
  prepare?(schema: Schema): Schema;
}

export function toJsonSchema(described: Schema, rules: Rules): Schema {
  const given = rules.prepare?.(described) ?? described;
  if (typeof given.$ref === 'string') return { $ref: `#/schemas/${rules.reference(given.$ref.split('/').at(-1)!)}` };
  const convert = (schema: unknown) => toJsonSchema(schema as Schema, rules);
  const made: Schema = {};
  for (const name of KEPT) if (given[name] !== undefined) made[name] = given[name];
  if (FORMATS.includes(given.format as string)) made.format = given.format;
  if (given.properties) made.properties = mapped(given.properties as Record<string, Schema>, convert);
  if (given.items) made.items = convert(given.items);
  if (typeof given.additionalProperties === 'object') made.additionalProperties = convert(given.additionalProperties);
  if (given.additionalProperties === false) made.additionalProperties = false;
  for (const name of ['allOf', 'anyOf', 'oneOf']) {
    const parts = given[name] as Schema[] | undefined;
    if (parts) made[name] = parts.map(convert);
  }
  return given.nullable === true ? nullable(made) : made;
}

const mapped = (properties: Record<string, Schema>, convert: (schema: Schema) => Schema) =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, convert(schema)]));

function nullable(schema: Schema): Schema {
  if (Array.isArray(schema.enum))
    return { ...schema, enum: [...schema.enum, null], type: [schema.type, 'null'].flat() };
  return typeof schema.type === 'string'
    ? { ...schema, type: [schema.type, 'null'] }
    : { anyOf: [schema, { type: 'null' }] };
}
