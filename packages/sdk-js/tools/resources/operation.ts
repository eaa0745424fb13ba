import type { IR } from '@hey-api/openapi-ts';
import { type Parameters, readParameters } from './parameters.ts';
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
  /** What it takes, or nothing. */
  parameters: Parameters | undefined;
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
