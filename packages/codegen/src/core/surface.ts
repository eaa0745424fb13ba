// Reduces an OpenAPI document to one canonical surface. 3.0 and 3.1 spellings of one thing become equal, and constraints
// are left out, because ajv enforces them from the contract itself.
import { dereference, type Json } from '../json.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];
const byKey = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
const sortedObject = (entries: Array<[string, unknown]>) => Object.fromEntries(entries.sort(byKey));
const optional = (required: unknown) => (required ? '' : '?');

export type Surface = Record<string, unknown>;

export function surface(document: Json): Surface {
  const resolve = (value: Json): Json => dereference(document, value);
  const operations: Surface = {};
  for (const [path, item] of Object.entries<Json>(document.paths))
    for (const method of METHODS.filter((name) => item[name])) {
      const operation = item[method];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolve);
      const body = operation.requestBody && resolve(operation.requestBody);
      operations[`${method.toUpperCase()} ${path}`] = {
        operationId: operation.operationId,
        tags: operation.tags ?? [],
        security: (operation.security ?? document.security ?? [])
          .map((alternative: object) => JSON.stringify(sortedObject(Object.entries(alternative))))
          .sort(),
        parameters: sortedObject(
          parameters
            .filter((parameter) => parameter.in !== 'cookie')
            .map((parameter) => {
              const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
              return [`${parameter.in} ${name}${optional(parameter.required)}`, shape(document, parameter.schema)];
            }),
        ),
        body: body ? { required: body.required === true, ...mediaOf(document, body.content) } : 'none',
        responses: sortedObject(
          Object.entries<Json>(operation.responses).map(([status, raw]) => {
            const reply = resolve(raw);
            const headers = Object.entries<Json>(reply.headers ?? {}).map(([name, rawHeader]): [string, unknown] => {
              const header = resolve(rawHeader);
              return [`${name.toLowerCase()}${optional(header.required)}`, shape(document, header.schema)];
            });
            return [status, { ...mediaOf(document, reply.content), headers: sortedObject(headers) }];
          }),
        ),
      };
    }
  return operations;
}

const mediaOf = (document: Json, content: Json = {}) =>
  sortedObject(
    Object.entries<Json>(content).map(([media, { schema }]) => [
      media,
      /json$/.test(media) ? shape(document, schema) : 'stream',
    ]),
  );

/** The structure of a schema: types, properties, unions; nothing about lengths, patterns or ranges. */
function shape(document: Json, raw: Json, above: Json[] = []): Json {
  const schema = dereference(document, raw);
  if (schema === undefined || schema === true || Object.keys(schema).length === 0) return 'any';
  if (above.includes(schema)) return 'recursive';
  const within = [...above, schema];
  const parts = partsOf(document, schema, within);
  if (schema.nullable) parts.push('null');
  const unique = [...new Map(parts.map((part): [string, Json] => [JSON.stringify(part), part])).entries()].sort(byKey);
  return unique.length === 1 ? unique[0]![1] : { union: unique.map(([, part]) => part) };
}

function partsOf(document: Json, schema: Json, within: Json[]): Json[] {
  const alternatives: Json[] | undefined =
    schema.oneOf ?? schema.anyOf ?? (schema.allOf?.length === 1 ? schema.allOf : undefined);
  if (alternatives)
    return alternatives.flatMap((alternative) => {
      const part = shape(document, alternative, within);
      return part?.union ?? [part];
    });
  if (schema.const !== undefined) return [JSON.stringify(schema.const)];
  if (schema.enum) return schema.enum.map((value: unknown) => (value === null ? 'null' : JSON.stringify(value)));
  return [schema.type ?? 'object'].flat().map((type: string) => {
    if (type === 'integer') return 'number';
    if (type === 'array') return { array: shape(document, schema.items, within) };
    return type === 'object' ? objectShape(document, schema, within) : type;
  });
}

function objectShape(document: Json, schema: Json, within: Json[]): Json {
  const properties = Object.entries<Json>(schema.properties ?? {}).map(([name, value]): [string, Json] => [
    `${name}${optional(schema.required?.includes(name))}`,
    shape(document, value, within),
  ]);
  const more = schema.additionalProperties;
  const values = more ? shape(document, more === true ? {} : more, within) : 'any';
  return { object: { ...sortedObject(properties), ...(values === 'any' ? {} : { '[key]': values }) } };
}
