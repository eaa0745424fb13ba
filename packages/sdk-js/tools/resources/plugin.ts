// A hey-api plugin in the place of @hey-api/sdk: one class per room over our own transport, with the parameters documented.
// The stock one keeps the last client in a static registry, loses parameter descriptions and shows `ThrowOnError` in hovers.
import { $, type DefinePlugin, definePluginConfig } from '@hey-api/openapi-ts';
import { documentation } from './documentation.ts';
import { type Operation, readOperation } from './operation.ts';

type ResourcesPlugin = DefinePlugin<{ name: 'relay-resources' }>;
type Instance = ResourcesPlugin['Instance'];
type Descriptions = Map<string, string>;

/** A room, or a part of one: its operations, and its parts by name. */
interface Room {
  operations: { operation: Operation; id: string }[];
  parts: Map<string, Room>;
}

export const resources = definePluginConfig<ResourcesPlugin['Types']>({
  name: 'relay-resources',
  config: {},
  dependencies: ['@hey-api/typescript'],
  handler: ({ plugin }) => {
    const root: Room = { operations: [], parts: new Map() };
    plugin.forEach(
      'operation',
      ({ operation: source }) => {
        const operation = readOperation(source, (reference) => plugin.context.resolveIrRef(reference));
        roomAt(root, operation.rooms).operations.push({ operation, id: source.id });
      },
      { order: 'declarations' },
    );
    addClass(plugin, root, [], descriptionsOf(plugin.context.spec));
  },
});

function roomAt(root: Room, names: string[]): Room {
  let room = root;
  for (const name of names) {
    const part = room.parts.get(name) ?? { operations: [], parts: new Map() };
    room.parts.set(name, part);
    room = part;
  }
  return room;
}

/** Adds the room's class, after those of its parts: `ActionsResource`, `WebhooksSecretResource`, and `Resources` for the root. */
function addClass(plugin: Instance, room: Room, path: string[], descriptions: Descriptions) {
  const parts = [...room.parts].map(([name, part]) => ({
    name,
    symbol: addClass(plugin, part, [...path, name], descriptions),
  }));
  const methods = room.operations.map(({ operation, id }) =>
    addMethod(plugin, operation, parameterType(plugin, operation, id)),
  );
  const symbol = inFile(plugin, path.length ? `${pascalCase(path)}Resource` : 'Resources');
  const node = $.class(symbol).export().extends(transportSymbol(plugin, 'Resource'));
  for (const { name, symbol: part } of parts) {
    const field = $.field(name, (f) => f.readonly().assign($.new(part).args($('this').attr('transport'))));
    const description = path.length === 0 && descriptions.get(name);
    node.do(description ? field.doc([description]) : field);
  }
  for (const method of methods) node.do($.newline(), method);
  plugin.node(node);
  return symbol;
}

/** What the contract says about each room; a room is a tag. */
function descriptionsOf(specification: unknown): Descriptions {
  const { tags = [] } = specification as { tags?: { name: string; description?: string }[] };
  return new Map(tags.map(({ name, description = '' }) => [name, description]));
}

/** `export type ExecutionsListParameters = { … }`, each property with its description. */
function parameterType(plugin: Instance, operation: Operation, id: string) {
  if (!operation.parameters) return undefined;
  const types = plugin.getPluginOrThrow('@hey-api/typescript');
  const symbol = inFile(plugin, `${id.charAt(0).toUpperCase()}${id.slice(1)}Parameters`);
  plugin.node($.type.alias(symbol).export().type(types.api.schemaToType(types, operation.parameters.type)));
  return symbol;
}

/** `list(parameters?, options?) { return this.transport.pages<ExecutionPage>({ method, path }, parameters, options); }` */
function addMethod(plugin: Instance, operation: Operation, parameters: ReturnType<typeof parameterType>) {
  const { method, path, hasBody, isPublic, isPage, stream } = operation;
  const replyType = replyTypeOf(plugin, operation);
  const facts = $.object().prop('method', $.literal(method)).prop('path', $.literal(path)).inline();
  if (hasBody) facts.prop('hasBody', $.literal(true));
  if (isPublic) facts.prop('isPublic', $.literal(true));
  if (stream) facts.prop('stream', $.literal(stream));
  const request = $('this')
    .attr('transport')
    .attr(isPage ? 'pages' : 'request')
    .call(facts, $(parameters ? 'parameters' : 'undefined'), $('options'))
    .generic(replyType);
  const node = $.method(operation.verb, (m) => m.doc(documentation(operation)));
  if (parameters)
    node.param('parameters', (p) => p.required(operation.parameters?.isRequired ?? false).type($.type(parameters)));
  return node
    .param('options', (p) => p.optional().type($.type(transportSymbol(plugin, 'RequestOptions', 'type'))))
    .returns($.type(transportSymbol(plugin, isPage ? 'PagePromise' : 'APIPromise', 'type')).generic(replyType))
    .do($.return(request));
}

function replyTypeOf(plugin: Instance, { reply, stream }: Operation) {
  if (stream === 'bytes') return $.type(transportSymbol(plugin, 'ByteStream', 'type'));
  if (!reply?.$ref) return $.type('void');
  const type = $.type(plugin.referenceSymbol({ category: 'type', resource: 'definition', resourceId: reply.$ref }));
  return stream === 'events' ? $.type(transportSymbol(plugin, 'Stream', 'type')).generic(type) : type;
}

const inFile = (plugin: Instance, name: string) => plugin.symbol(name, { getFilePath: () => 'resources' });

const transportSymbol = (plugin: Instance, name: string, kind: 'class' | 'type' = 'class') =>
  plugin.symbolOnce(name, { external: '../transport/index.js', kind, meta: { resource: `transport.${name}` } });

const pascalCase = (words: string[]) => words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
