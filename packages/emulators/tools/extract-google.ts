// Google's discovery documents, as google-api-python-client ships them.
import { reachable, type Schema } from './reachable.ts';

interface Document {
  id: string;
  revision: string;
  schemas: Record<string, Schema>;
  resources: Record<string, Resource>;
  parameters: Record<string, Schema>;
  servicePath: string;
}
interface Resource {
  methods?: Record<string, Method>;
  resources?: Record<string, Resource>;
}
interface Method {
  id: string;
  httpMethod: string;
  path: string;
  scopes: string[];
  parameters?: Record<string, Schema & { location: string }>;
  request?: { $ref: string };
  response?: { $ref: string };
}

const OPERATIONS = [
  'gmail.users.getProfile',
  'gmail.users.labels.list',
  'gmail.users.messages.get',
  'gmail.users.messages.list',
  'gmail.users.messages.send',
  'calendar.events.delete',
  'calendar.events.get',
  'calendar.events.insert',
  'calendar.events.list',
  'calendar.events.patch',
  'chat.spaces.get',
  'chat.spaces.list',
  'chat.spaces.messages.create',
  'chat.spaces.messages.delete',
  'chat.spaces.messages.get',
];

export function extractGoogle(documents: Document[]) {
  const operations: Record<string, Schema> = {};
  const schemas: Record<string, Schema> = {};
  for (const document of documents) {
    const prefix = document.id.split(':')[0]!;
    const mine: Record<string, Schema> = {};
    for (const method of methodsOf(document.resources)) {
      if (!OPERATIONS.includes(method.id)) continue;
      const parameters = { ...document.parameters, ...method.parameters };
      const query = Object.entries(parameters).filter(([, { location }]) => location === 'query');
      mine[method.id] = {
        method: method.httpMethod,
        path: `/${document.servicePath}${method.path}`,
        scopes: method.scopes,
        query: Object.fromEntries(query.map(([name, parameter]) => [name, toParameter(parameter)])),
        request: method.request ? toSchema(method.request, prefix) : null,
        reply: method.response ? toSchema(method.response, prefix) : null,
      };
    }
    Object.assign(operations, mine);
    // Its documentation takes a local time beside `timeZone`, which the format date-time does not allow.
    const time = document.schemas.EventDateTime?.properties as Record<string, Schema> | undefined;
    if (time) delete time.dateTime!.format;
    const needed = reachable(mine, (name) => toSchema(document.schemas[name.slice(prefix.length + 1)]!, prefix));
    Object.assign(schemas, needed);
  }
  const source = documents.map(({ id, revision }) => `${id}, revision ${revision}`);
  return { source: { package: 'google-api-python-client 2.201.0 (PyPI)', documents: source }, operations, schemas };
}

function* methodsOf(resources: Record<string, Resource>): Generator<Method> {
  for (const resource of Object.values(resources)) {
    yield* Object.values(resource.methods ?? {});
    yield* methodsOf(resource.resources ?? {});
  }
}

function toParameter({ type, enum: values, repeated }: Schema): Schema {
  return { type, ...(values ? { enum: values } : {}), ...(repeated ? { repeated: true } : {}) };
}

/** Strict: Google refuses names that it does not know. */
function toSchema(given: Schema, prefix: string): Schema {
  if (typeof given.$ref === 'string') return { $ref: `#/schemas/${prefix}.${given.$ref}` };
  if (given.type === 'any') return {};
  const { type, enum: values, format, items, properties, additionalProperties } = given;
  if (type === 'array') return { type, items: toSchema(items as Schema, prefix) };
  if (type === 'object') {
    const known = Object.entries((properties ?? {}) as Record<string, Schema>);
    return {
      type,
      properties: Object.fromEntries(known.map(([name, schema]) => [name, toSchema(schema, prefix)])),
      additionalProperties: additionalProperties ? toSchema(additionalProperties as Schema, prefix) : false,
    };
  }
  return { type, ...(values ? { enum: values } : {}), ...toFormat(format) };
}

function toFormat(format: unknown): Schema {
  if (format === 'date' || format === 'date-time') return { format };
  // 64-bit numbers are text in JSON; bytes are base64url.
  if (format === 'int64' || format === 'uint64') return { pattern: '^-?[0-9]+$' };
  if (format === 'byte') return { pattern: '^[A-Za-z0-9_+/-]*={0,2}$' };
  return {};
}
