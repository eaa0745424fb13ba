// GitHub's OpenAPI description, as @octokit/openapi ships it.
import { toJsonSchema } from './openapi.ts';
import { reachable, type Schema } from './reachable.ts';

interface Document {
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter> };
}
interface Operation {
  operationId: string;
  parameters?: Array<Parameter | { $ref: string }>;
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}
interface Parameter {
  name: string;
  in: string;
  schema: Schema;
}

const OPERATIONS = [
  'apps/delete-authorization',
  'apps/delete-token',
  'issues/create',
  'issues/get',
  'issues/list-for-repo',
  'issues/list-labels-for-repo',
  'issues/update',
  'repos/get',
  'repos/list-for-authenticated-user',
  'users/get-authenticated',
  'users/list-emails-for-authenticated-user',
];

const rules = { reference: (name: string) => name };

export function extractGitHub(document: Document) {
  const operations: Record<string, Schema> = {};
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods)) {
      if (!OPERATIONS.includes(operation.operationId)) continue;
      const parameters = (operation.parameters ?? []).map((given) =>
        '$ref' in given ? document.components.parameters[given.$ref.split('/').at(-1)!]! : given,
      );
      const query = parameters.filter((parameter) => parameter.in === 'query');
      const body = operation.requestBody?.content['application/json']?.schema;
      const success = Object.entries(operation.responses).find(([status]) => /^20[01]$/.test(status))?.[1];
      const reply = success?.content?.['application/json']?.schema;
      operations[operation.operationId] = {
        method: method.toUpperCase(),
        path,
        query: Object.fromEntries(query.map(({ name, schema }) => [name, toQuery(schema)])),
        // GitHub passes over names that it does not know: whoever sends one has mistaken something.
        request: body ? { ...toJsonSchema(body, rules), additionalProperties: false } : null,
        reply: reply ? toJsonSchema(reply, rules) : null,
      };
    }
  const schemas = reachable(operations, (name) => toJsonSchema(document.components.schemas[name]!, rules));
  const source = { package: '@octokit/openapi 23.0.2 (npm)', documents: [`api.github.com ${document.info.version}`] };
  return { source, operations, schemas };
}

const toQuery = ({ type, enum: values }: Schema): Schema => ({ type, ...(values ? { enum: values } : {}) });
