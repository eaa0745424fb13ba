// The example call of an operation, as the contract tells it: `example` of its path parameters and of its body, and `x-sample`.

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is walked by name
export type Json = any;

export interface Call {
  /** `webhooks.endpoints.rotateSecret`, part by part; the last one is the verb. */
  name: string[];
  method: string;
  /** With the ids in their places, and the query. */
  url: string;
  isPublic: boolean;
  body: Json | undefined;
  /** Path, query and body in one flat object, as the SDKs take them. */
  arguments: Record<string, Json>;
  result: Result;
}
export type Result =
  | { kind: 'nothing' }
  | { kind: 'file'; file: string }
  /** What the reply is called, or each item of a page, or each event, and the properties that the sample prints. */
  | { kind: 'object' | 'page' | 'events'; called: string; shows: string[] };

export function readCall(document: Json, path: string, method: string): Call {
  const item = document.paths[path];
  const operation = item[method];
  const name: string = operation.operationId;
  const refuse = (why: string): never => {
    throw new Error(`contract: ${name}: ${why}`);
  };
  const resolve = (value: Json): Json => (value?.$ref ? lookUp(document, value.$ref) : value);
  const parameters: Json[] = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolve);
  const query: Record<string, string> = operation['x-sample']?.query ?? {};
  for (const key of Object.keys(query))
    if (!parameters.some((parameter) => parameter.in === 'query' && parameter.name === key))
      refuse(`there is no query parameter ${key}`);

  const ids = Object.fromEntries(
    parameters
      .filter((parameter) => parameter.in === 'path')
      .map((parameter) => [parameter.name, parameter.example ?? refuse(`give ${parameter.name} an example`)]),
  );
  const content = resolve(operation.requestBody)?.content['application/json'];
  const body = content && (content.example ?? refuse('give the request body an example'));
  const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(ids[key]));
  const search = new URLSearchParams(query).toString();
  return {
    name: name.split('.'),
    method: method.toUpperCase(),
    url: search ? `${filled}?${search}` : filled,
    isPublic: (operation.security ?? document.security).length === 0,
    body,
    arguments: { ...ids, ...query, ...body },
    result: readResult(operation, resolve, refuse),
  };
}

function readResult(operation: Json, resolve: (value: Json) => Json, refuse: (why: string) => never): Result {
  const sample = operation['x-sample'];
  const [, rawReply] = Object.entries<Json>(operation.responses).find(([status]) => status.startsWith('2')) ?? [];
  const content = resolve(rawReply)?.content;
  if (!content) return { kind: 'nothing' };
  if (sample?.file) return { kind: 'file', file: sample.file };
  if (!sample?.result || !sample.shows?.length)
    return refuse('say what the reply is called, and which of its properties are printed: x-sample: { result, shows }');
  const hasEvents = content['text/event-stream'] !== undefined;
  const schema = resolve(content[hasEvents ? 'text/event-stream' : 'application/json']?.schema);
  const isPage = schema?.properties?.data?.type === 'array' && schema.properties.nextCursor !== undefined;
  const shown = isPage ? resolve(schema.properties.data.items) : schema;
  // Of a union, every variant has it.
  const variants: Json[] = shown?.oneOf?.map(resolve) ?? [shown];
  for (const property of sample.shows)
    if (!variants.every((variant) => variant?.properties?.[property.split('.')[0]]))
      refuse(`the reply has no ${property}`);
  return { kind: hasEvents ? 'events' : isPage ? 'page' : 'object', called: sample.result, shows: sample.shows };
}

const lookUp = (document: Json, reference: string): Json =>
  reference
    .slice(2)
    .split('/')
    .reduce((node, key) => node[key], document);
