import { dereference, type Json } from '../json.ts';

/** What a test asks of a reply: its properties and their types, of a page those of its items, and nothing deeper. */
export function essentials(document: Json, raw: Json): Json {
  const schema = dereference(document, raw);
  if (schema.type !== 'object' || !schema.properties) return { type: typeOf(document, schema) };
  const properties = Object.entries<Json>(schema.properties).map(([name, rawProperty]) => {
    const property = dereference(document, rawProperty);
    const isData = name === 'data' && property.type === 'array' && schema.properties.nextCursor;
    return [
      name,
      isData
        ? { type: 'array', items: essentials(document, property.items) }
        : { type: typeOf(document, property), ...(property.enum && !rawProperty.$ref ? { enum: property.enum } : {}) },
    ];
  });
  return { type: 'object', required: schema.required, properties: Object.fromEntries(properties) };
}

function typeOf(document: Json, raw: Json): string | string[] {
  const schema = dereference(document, raw);
  if (schema.type) return schema.type;
  const alternatives: Json[] = schema.oneOf ?? schema.allOf ?? [];
  const types = [...new Set(alternatives.flatMap((alternative) => typeOf(document, alternative)))];
  return types.length === 1 ? types[0]! : types;
}
