// Reads the operations of the contract into what the generators need, and refuses what they cannot express.
import { dereference, type Json } from './json.ts';
import { camelCase, pascalCase } from './names.ts';
import { type Replies, readReplies } from './replies.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'] as const;
/** Members of tsoa's Controller, which a generated controller extends. */
const INHERITED = ['constructor', 'api', 'setStatus', 'getStatus', 'setHeader', 'getHeader', 'getHeaders'];
/** The body limit of an operation that names none, in bytes. */
export const DEFAULT_BODY_LIMIT = 256 * 1024;

export interface Parameter {
  name: string;
  argument: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  type: string;
  schema: Json;
  /** As the contract has it; its schema may be a `$ref`. */
  source: Json;
}
export interface Operation extends Replies {
  id: string;
  room: string;
  /** The operation's name within its room: `chat.sessions.list` is `sessionsList`. */
  member: string;
  typeName: string;
  method: (typeof METHODS)[number];
  path: string;
  summary: string;
  parameters: Parameter[];
  body: { type: string; required: boolean; limit: number; schema: Json } | undefined;
  security: Json[];
  /** As the contract has it. */
  source: Json;
}

const refuse = (operation: string, why: string): never => {
  throw new Error(`contract: ${operation}: ${why}`);
};

function memberOf(id: string, room: string): string {
  const [first, ...rest] = id.split('.');
  if (first !== room || rest.length === 0) refuse(id, `an operationId of the tag ${room} reads ${room}.something`);
  if (!rest.every((part) => /^[a-z][A-Za-z0-9]*$/.test(part))) refuse(id, 'every part is a camelCase word');
  const member = camelCase(pascalCase(rest.join('.')));
  return INHERITED.includes(member) ? refuse(id, `tsoa's Controller already has ${member}`) : member;
}

export function readOperations(document: Json, usedTypes: Set<string>): Operation[] {
  const typeOf = (schema: Json, operation: string): string => {
    if (schema.$ref) {
      const name = schema.$ref.split('/').pop() as string;
      usedTypes.add(name);
      return name;
    }
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (schema.enum) return schema.enum.map((value: unknown) => JSON.stringify(value)).join(' | ');
    if (Array.isArray(schema.type))
      return schema.type
        .map((type: string) => (type === 'null' ? type : typeOf({ ...schema, type }, operation)))
        .join(' | ');
    switch (schema.type) {
      case 'string':
      case 'boolean':
        return schema.type;
      case 'integer':
      case 'number':
        return 'number';
      case 'array':
        return `Array<${typeOf(schema.items, operation)}>`;
      default:
        return refuse(operation, `name this schema in components: ${JSON.stringify(schema).slice(0, 80)}`);
    }
  };

  const readOperation = (path: string, method: Operation['method'], item: Json): Operation => {
    const source = item[method];
    const id: string = source.operationId ?? refuse(`${method} ${path}`, 'operationId is required');
    const room: string = source.tags?.length === 1 ? source.tags[0] : refuse(id, 'exactly one tag');

    const declared = [...(item.parameters ?? []), ...(source.parameters ?? [])].map((raw) =>
      dereference(document, raw),
    );
    if (!source['x-page'] && declared.some((parameter) => parameter.in === 'cookie'))
      refuse(id, 'cookies are for pages only (x-page)');
    // A cookie is no argument: the service reads it from its Context.
    const parameters = declared
      .filter((parameter) => parameter.in !== 'cookie')
      .map((parameter): Parameter => {
        if (!['path', 'query', 'header'].includes(parameter.in))
          refuse(id, `${parameter.in} parameters are not supported`);
        return {
          name: parameter.name,
          argument: camelCase(parameter.name),
          in: parameter.in,
          required: parameter.required === true,
          type: typeOf(parameter.schema, id),
          schema: dereference(document, parameter.schema),
          source: parameter,
        };
      });

    const requestBody = source.requestBody && dereference(document, source.requestBody);
    const bodies = Object.entries<Json>(requestBody?.content ?? {});
    if (bodies.length > 1 || (bodies[0] && bodies[0][0] !== 'application/json'))
      refuse(id, 'one application/json request body');
    const body = bodies[0] && {
      type: typeOf(bodies[0][1].schema, id),
      required: requestBody.required === true,
      limit: source['x-body-limit'] ?? DEFAULT_BODY_LIMIT,
      schema: bodies[0][1].schema,
    };

    return {
      id,
      room,
      member: memberOf(id, room),
      typeName: pascalCase(id),
      method,
      path,
      summary: source.summary,
      parameters,
      body,
      ...readReplies(
        document,
        source,
        (schema) => typeOf(schema, id),
        (why) => refuse(id, why),
      ),
      security: source.security ?? document.security ?? [],
      source,
    };
  };

  const operations = Object.entries<Json>(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => readOperation(path, method, item)),
  );
  const owners = new Map<string, string>();
  for (const { id, typeName } of operations) {
    if (owners.has(typeName)) refuse(id, `becomes the same name as ${owners.get(typeName)}`);
    owners.set(typeName, id);
  }
  return operations;
}

export const roomsOf = (operations: Operation[]) => [...new Set(operations.map(({ room }) => room))];
