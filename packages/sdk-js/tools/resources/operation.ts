import type { IR } from '@hey-api/openapi-ts';
import { isPage, readReply } from './reply.ts';

/** What the SDK needs to know of one operation of the contract. */
export interface Operation {
  /** `webhooks.secret.get` -> `['webhooks', 'secret']` and `get`. */
  rooms: string[];
  verb: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  hasBody: boolean;
  /** Health checks need no key, and are sent none. */
  isPublic: boolean;
  /** Path, query and body in one flat object, or nothing. */
  parameters: IR.SchemaObject | undefined;
  /** The schema of the one success, or nothing for a 204. */
  reply: IR.SchemaObject | undefined;
  isPage: boolean;
  /** The reply comes bit by bit: bytes in whatever format, or events that are each of the schema `reply`. */
  stream: 'bytes' | 'events' | undefined;
  summary: string;
  description: string;
  /** The call as a program, if the contract has one in JavaScript. */
  sample: string | undefined;
  /** Documented failures: status and what it means. */
  failures: [status: string, description: string][];
}

type ResolveReference = (reference: string) => IR.SchemaObject;

/** Reads an operation. Throws a sentence about anything that the SDK's transport could not do. */
export function readOperation(source: IR.OperationObject, resolve: ResolveReference): Operation {
  const rooms = source.operationId?.split('.') ?? [];
  const verb = rooms.pop();
  if (!verb || rooms.length === 0) throw new Error(`${source.path}: operationId must read <room>.<verb>`);
  const shapeOf = (schema: IR.SchemaObject) => (schema.$ref ? resolve(schema.$ref) : schema);
  const { reply, stream } = readReply(source);
  return {
    rooms,
    verb,
    method: source.method.toUpperCase() as Operation['method'],
    path: source.path,
    hasBody: source.body !== undefined,
    isPublic: !source.security?.length,
    parameters: readParameters(source, shapeOf),
    reply,
    isPage: reply !== undefined && isPage(shapeOf(reply)),
    stream,
    summary: source.summary ?? '',
    description: source.description ?? '',
    sample: readSample(source),
    failures: Object.entries(source.responses ?? {})
      .filter(([status]) => Number(status) >= 400)
      .map(([status, response]) => [status, response?.schema.description ?? '']),
  };
}

/** The sample without what is the same in all of them. */
function readSample(source: IR.OperationObject): string | undefined {
  const { 'x-codeSamples': samples = [] } = source as { 'x-codeSamples'?: { lang: string; source: string }[] };
  const sample = samples.find(({ lang }) => lang === 'JavaScript')?.source;
  return sample
    ?.replaceAll(/^(import Relay from|const relay = new Relay\().*\n/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function readParameters(source: IR.OperationObject, shapeOf: (schema: IR.SchemaObject) => IR.SchemaObject) {
  const properties: Record<string, IR.SchemaObject> = {};
  const required: string[] = [];
  const add = (name: string, schema: IR.SchemaObject, isRequired: boolean) => {
    if (properties[name]) throw new Error(`${source.operationId}: two parameters are called ${name}`);
    properties[name] = { ...schema, description: describe(schema, shapeOf) };
    if (isRequired) required.push(name);
  };
  for (const { name, schema, required } of sentParameters(source)) add(name, schema, required ?? false);
  if (source.body) {
    const body = shapeOf(source.body.schema);
    if (body.type !== 'object' || !body.properties)
      throw new Error(`${source.operationId}: the body must be an object`);
    for (const [name, schema] of Object.entries(body.properties))
      add(name, schema, body.required?.includes(name) ?? false);
  }
  if (Object.keys(properties).length === 0) return undefined;
  return { type: 'object', properties, required } satisfies IR.SchemaObject;
}

/** A named schema may say it all already, also one of a list's items; a default belongs to what a caller wants to know. */
function describe(schema: IR.SchemaObject, shapeOf: (schema: IR.SchemaObject) => IR.SchemaObject): string | undefined {
  const [item] = schema.type === 'array' ? (schema.items ?? []) : [];
  const text = schema.description ?? shapeOf(schema).description ?? (item && shapeOf(item).description);
  return schema.default === undefined ? text : `${text ?? ''} Default: ${JSON.stringify(schema.default)}.`.trimStart();
}

/** Parameters by path and query. The transport makes the Idempotency-Key itself. */
function sentParameters(source: IR.OperationObject): IR.ParameterObject[] {
  const { path = {}, query = {}, header = {}, cookie = {} } = source.parameters ?? {};
  const others = [...Object.values(header), ...Object.values(cookie)].filter(({ name }) => name !== 'Idempotency-Key');
  if (others.length > 0) throw new Error(`${source.operationId}: cannot send ${others.map(({ name }) => name)}`);
  const hasQuery = Object.keys(query).length > 0;
  if (hasQuery && source.body) throw new Error(`${source.operationId}: either a query or a body`);
  if (hasQuery && source.method === 'post') throw new Error(`${source.operationId}: a POST has no query`);
  const nested = Object.values(query).find(({ schema }) => schema.type === 'array' || schema.type === 'object');
  if (nested) throw new Error(`${source.operationId}: ${nested.name} must be a single value`);
  return [...Object.values(path), ...Object.values(query)];
}
