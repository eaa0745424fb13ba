// Which named schemas of the contract become Python types, in which file, and which of their enums stay open.
import { dereference, type Json } from '../json.ts';
import type { Operation } from '../operations.ts';
import { snakeCase } from './names.ts';

/** The file of what several rooms use, and the one of what errors say. */
const COMMON = 'common';
const PROBLEM = 'problem';

export interface Schemas {
  document: Json;
  /** `Execution` -> `common`: the file that the schema's type stands in. */
  fileOf: Map<string, string>;
  /** Names in the order in which they must be defined. */
  ordered: string[];
  /** Schemas that a reply can hold: a newer server may put a value into them that this version does not know. */
  inReplies: Set<string>;
  /** `TextDelta` -> `type`: the property that tells a member of a union from the others. */
  tags: Map<string, string>;
}

/** The schemas that replies hold and that parameters name. Bodies themselves are flattened and need no type. */
export function readSchemas(document: Json, operations: Operation[]): Schemas {
  const roomsOf = new Map<string, Set<string>>();
  const inReplies = new Set<string>();
  const ordered: string[] = [];

  const define = (name: string) => {
    if (ordered.includes(name)) return;
    for (const other of referencesIn(schemaOf(document, name))) if (other !== name) define(other);
    if (!ordered.includes(name)) ordered.push(name);
  };
  const use = (schema: Json, room: string, isReply: boolean) => {
    for (const name of reachableFrom(document, schema)) {
      roomsOf.set(name, (roomsOf.get(name) ?? new Set()).add(room));
      if (isReply) inReplies.add(name);
    }
  };

  for (const { room, parameters, body, replySchema, source } of operations) {
    for (const parameter of parameters) use(parameter.source.schema, room, false);
    const bodies = body ? bodiesOf(document, body.schema) : [];
    for (const { properties = {} } of bodies) use(Object.values(properties), room, false);
    if (replySchema) use(replySchema, room, true);
    for (const reply of failuresOf(document, source)) use(reply, PROBLEM, true);
  }
  for (const name of Object.keys(document.components.schemas)) if (roomsOf.has(name)) define(name);
  const fileOf = new Map(
    [...roomsOf].map(([name, rooms]) => [name, rooms.size === 1 ? snakeCase([...rooms][0]!) : COMMON]),
  );
  const tags = new Map(
    ordered
      .map((name) => schemaOf(document, name).discriminator)
      .filter((discriminator) => discriminator?.mapping)
      .flatMap(({ propertyName, mapping }) =>
        Object.values<string>(mapping).map((variant): [string, string] => [nameOf(variant), propertyName]),
      ),
  );
  return { document, fileOf, ordered, inReplies, tags };
}

/** The bodies that an operation takes: one, or each of a union. */
export function bodiesOf(document: Json, schema: Json): Json[] {
  const shape = dereference(document, schema);
  return shape.oneOf ? shape.oneOf.map((one: Json) => dereference(document, one)) : [shape];
}

export const nameOf = (reference: string) => reference.split('/').pop()!;
export const schemaOf = (document: Json, name: string): Json => document.components.schemas[name];

function failuresOf(document: Json, source: Json): Json[] {
  return Object.entries<Json>(source.responses)
    .filter(([status]) => !status.startsWith('2'))
    .flatMap(([, reply]) => Object.values<Json>(dereference(document, reply).content ?? {}))
    .map(({ schema }) => schema);
}

/** The names that a schema mentions. Only its schemas are looked at: an example that shows a `$ref` mentions nothing. */
function referencesIn(schema: Json): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap(referencesIn);
  if (schema.$ref) return [nameOf(schema.$ref)];
  const { properties = {}, items, additionalProperties, allOf, oneOf } = schema;
  return referencesIn([...Object.values(properties), items, additionalProperties, allOf, oneOf]);
}

function reachableFrom(document: Json, schema: Json, seen = new Set<string>()): Set<string> {
  for (const name of referencesIn(schema)) {
    if (seen.has(name)) continue;
    seen.add(name);
    reachableFrom(document, schemaOf(document, name), seen);
  }
  return seen;
}
