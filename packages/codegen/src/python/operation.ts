// What the Python client needs to know of one operation beyond what every generator reads.
import { dereference, type Json } from '../json.ts';
import type { Operation } from '../operations.ts';
import { pageItemOf } from './models.ts';
import { snakeCase } from './names.ts';
import { bodiesOf } from './schemas.ts';

/** The options of every call, which stand beside its parameters. */
export const OPTIONS = ['timeout', 'total_timeout', 'max_retries', 'idempotency_key', 'headers'];

export interface Argument {
  /** As the contract has it: `previewId`. */
  name: string;
  /** As Python has it: `preview_id`. */
  argument: string;
  isPath: boolean;
  isRequired: boolean;
  isNullable: boolean;
  schema: Json;
  description: string;
}

export interface Call {
  operation: Operation;
  /** `webhooks.secret.get` -> `['webhooks', 'secret']` and `get`. */
  rooms: string[];
  verb: string;
  /** Every argument that it may take. */
  arguments: Argument[];
  /** Where the body is one of several: the arguments of each. */
  alternatives: Argument[][];
  hasBody: boolean;
  kind: 'json' | 'empty' | 'page' | 'bytes' | 'events';
  isPublic: boolean;
}

/** Reads an operation. Throws a sentence about anything that the client's transport could not do. */
export function readCall(operation: Operation, document: Json): Call {
  const { id, method, body, kind, security, replySchema } = operation;
  const refuse = (why: string): never => {
    throw new Error(`python: ${id}: ${why}`);
  };
  const rooms = id.split('.').map(snakeCase);
  const verb = rooms.pop()!;
  const alternatives = sentArguments(operation, document, refuse);
  if (kind === 'stream' && method !== 'get') refuse('only a GET can be answered by a stream of bytes');
  if (kind === 'json' && !replySchema?.$ref) refuse('a reply must be a named schema of the contract');
  const shape = replySchema && dereference(document, replySchema);
  return {
    operation,
    rooms,
    verb,
    arguments: merged(alternatives, refuse),
    alternatives: alternatives.length === 1 ? [] : alternatives,
    hasBody: body !== undefined,
    kind: kind === 'json' && pageItemOf(shape) ? 'page' : kind === 'stream' ? 'bytes' : kind,
    isPublic: security.length === 0,
  };
}

/** Path, query and body in one list, one for each body that it takes; the transport makes the Idempotency-Key itself. */
function sentArguments(operation: Operation, document: Json, refuse: (why: string) => never): Argument[][] {
  const { parameters, body, method } = operation;
  const others = parameters.filter(({ in: where, name }) => where === 'header' && name !== 'Idempotency-Key');
  if (others.length > 0) refuse(`cannot send ${others.map(({ name }) => name)}`);
  const query = parameters.filter(({ in: where }) => where === 'query');
  if (query.length > 0 && body) refuse('either a query or a body');
  if (query.length > 0 && method === 'post') refuse('a POST has no query');
  const nested = query.find(({ schema }) => schema.type === 'array' || schema.type === 'object');
  if (nested) refuse(`${nested.name} must be a single value`);

  const toArgument = (name: string, schema: Json, isRequired: boolean, isPath: boolean, description?: string) => {
    const argument = snakeCase(name);
    if (OPTIONS.includes(argument)) refuse(`${argument} is the name of an option`);
    const isNullable = [schema.type].flat().includes('null');
    const text = description ?? describe(schema, document);
    const withDefault = schema.default === undefined ? text : `${text} Default: ${JSON.stringify(schema.default)}.`;
    return { name, argument, isPath, isRequired, isNullable, schema, description: withDefault.trim() };
  };
  const outside = parameters
    .filter(({ in: where }) => where !== 'header')
    .map(({ name, in: where, required, source }) =>
      toArgument(name, source.schema, required, where === 'path', source.description),
    );
  return (body ? bodiesOf(document, body.schema) : [{ properties: {} }]).map((shape) => {
    if (!shape.properties) refuse('the body must be an object');
    const inBody = Object.entries<Json>(shape.properties).map(([name, schema]) =>
      toArgument(name, schema, shape.required?.includes(name) ?? false, false),
    );
    const all = [...outside, ...inBody];
    const twice = all.find(({ argument }, index) => all.findIndex((other) => other.argument === argument) !== index);
    return twice ? refuse(`two parameters are called ${twice.argument}`) : all;
  });
}

/** The arguments of all alternatives together: one that not all of them must have may be left out. */
function merged(alternatives: Argument[][], refuse: (why: string) => never): Argument[] {
  const all = new Map<string, Argument>();
  for (const one of alternatives.flat()) {
    const other = all.get(one.name);
    if (other && JSON.stringify(other.schema) !== JSON.stringify(one.schema))
      refuse(`${one.name} is something else in another body`);
    const isRequired = alternatives.every((list) => list.find(({ name }) => name === one.name)?.isRequired);
    all.set(one.name, { ...(other ?? one), isRequired });
  }
  return [...all.values()];
}

/** A named schema may say it all already, also one of a list's items. */
function describe(schema: Json, document: Json): string {
  const own = schema.description ?? dereference(document, schema).description;
  return own ?? (schema.items ? (dereference(document, schema.items).description ?? '') : '');
}
