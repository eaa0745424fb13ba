import { compileExact } from '../../src/contract/schemas.js';

type Schema = Record<string, unknown>;

/** What speaks against a value by a schema that allows nothing beyond the properties that it names. */
export function misfits(schema: unknown, value: unknown): string[] {
  const check = compileExact(closed(schema) as object);
  const copy = structuredClone(value);
  if (!check(copy)) return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  return [];
}

/** The schema with every object closed that says nothing about further properties. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)])) as Schema;
  const properties = schema as Schema;
  return isObjectWithProperties(properties) ? { additionalProperties: false, ...inner } : inner;
}

/** A property may itself be called `properties`. */
const isObjectWithProperties = ({ type, properties }: Schema) =>
  (type === 'object' || (Array.isArray(type) && type.includes('object'))) &&
  properties !== null &&
  typeof properties === 'object' &&
  !Array.isArray(properties);
