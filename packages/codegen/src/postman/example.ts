import { dereference, type Json } from '../json.ts';

/** The contract's example of a schema; a page is made of the examples of its parts. Refuses what it has no example for. */
export function exampleOf(document: Json, raw: Json): Json {
  const schema = dereference(document, raw);
  if (schema.examples) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.type) && schema.type.includes('null')) return null;
  if (schema.type === 'array') return [exampleOf(document, schema.items)];
  if (schema.type === 'object' && schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [name, exampleOf(document, property)]),
    );
  throw new Error(`postman: give this schema an example: ${JSON.stringify(raw)}`);
}
