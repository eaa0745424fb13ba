import type { IR } from '@hey-api/openapi-ts';

/** What an operation answers when all is well. */
export interface SuccessfulReply {
  /** The schema of the reply, or of each of its events; nothing for a 204. */
  reply: IR.SchemaObject | undefined;
  stream: 'bytes' | 'events' | undefined;
}

const eventStream = 'text/event-stream';

/** Reads the one success of an operation. Throws a sentence about one that the transport could not read. */
export function readReply(source: IR.OperationObject): SuccessfulReply {
  const [status, { mediaType, schema = {} }] = successOf(source);
  if (status === '204') return { reply: undefined, stream: undefined };
  if (isBinary(schema)) {
    if (source.method !== 'get') throw new Error(`${source.operationId}: only a GET can be answered by a stream`);
    return { reply: schema, stream: 'bytes' };
  }
  if (mediaType !== 'application/json' && mediaType !== eventStream)
    throw new Error(`${source.operationId}: cannot read ${mediaType}`);
  if (!schema.$ref) throw new Error(`${source.operationId}: a reply must be a named schema of the contract`);
  return { reply: schema, stream: mediaType === eventStream ? 'events' : undefined };
}

/** Beside a stream of events a 204 may stand: a stream without any. */
function successOf(source: IR.OperationObject): [status: string, response: IR.ResponseObject] {
  const successes = Object.entries(source.responses ?? {}).filter(([status]) => status.startsWith('2'));
  const hasEvents = successes.some(([, response]) => response?.mediaType === eventStream);
  const [success, ...more] = hasEvents ? successes.filter(([status]) => status !== '204') : successes;
  if (!success?.[1] || more.length > 0) throw new Error(`${source.operationId}: needs exactly one success`);
  return [success[0], success[1]];
}

export function isPage(shape: IR.SchemaObject): boolean {
  return shape.properties?.data?.type === 'array' && shape.properties.nextCursor !== undefined;
}

function isBinary(schema: IR.SchemaObject): boolean {
  return schema.type === 'string' && schema.format === 'binary';
}
