// Every place of the contract where a client writes free text: there an id of another workspace could stand.
import { type ContractOperation, contract, operations } from '@relay/testing';

export type Place = 'path' | 'query' | 'header' | 'body';
export interface Field {
  operation: ContractOperation;
  place: Place;
  /** Its name; in a body, its JSON Pointer without the first slash. */
  name: string;
}

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is walked by name
type Json = any;

function dereference(value: Json): Json {
  if (value?.$ref === undefined) return value;
  return dereference(
    value.$ref
      .slice(2)
      .split('/')
      .reduce((node: Json, key: string) => node[key], contract),
  );
}

/** The parameters of an operation, its path's included. */
export function parametersOf({ path, method }: ContractOperation): Json[] {
  const item = contract.paths[path];
  return [...(item.parameters ?? []), ...(item[method.toLowerCase()].parameters ?? [])].map(dereference);
}

/** The schema of an operation's JSON body, if it takes one. */
export function bodySchemaOf({ path, method }: ContractOperation): Json | undefined {
  const body = dereference(contract.paths[path][method.toLowerCase()].requestBody);
  return body && resolved(body.content['application/json'].schema);
}

/** The whole schema, with every reference followed; the contract's request schemas are finite. */
export function resolved(schema: Json): Json {
  const found = dereference(schema);
  if (Array.isArray(found)) return found.map(resolved);
  if (found === null || typeof found !== 'object') return found;
  return Object.fromEntries(Object.entries<Json>(found).map(([key, value]) => [key, resolved(value)]));
}

/** The names of what takes free text in a schema: no enumeration, no number, no instant. */
function freeTexts(schema: Json, name: string): string[] {
  const { type, enum: values, const: constant, format, properties, items, allOf, oneOf, anyOf } = resolved(schema);
  if (values ?? constant) return [];
  const below = [...(allOf ?? []), ...(oneOf ?? []), ...(anyOf ?? []), ...(items ? [items] : [])];
  const inside = Object.entries(properties ?? {}).flatMap(([key, value]) =>
    freeTexts(value, name ? `${name}/${key}` : key),
  );
  const own = [type].flat().includes('string') && format !== 'date-time' ? [name] : [];
  return [...own, ...inside, ...below.flatMap((part) => freeTexts(part, name))];
}

export const fields: Field[] = operations.flatMap((operation) => [
  ...parametersOf(operation).flatMap(({ name, in: place, schema }) =>
    freeTexts(schema, name).map((text) => ({ operation, place, name: text })),
  ),
  ...freeTexts(bodySchemaOf(operation) ?? {}, '').map((name) => ({ operation, place: 'body' as const, name })),
]);
