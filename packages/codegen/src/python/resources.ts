// _generated/resources/*.py: two classes for each room, one of them for asyncio.
import { capitalise } from '../names.ts';
import { docstring, wrapped } from './docstring.ts';
import { Imports } from './imports.ts';
import { renderMethod } from './methods.ts';
import { quote, snakeCase } from './names.ts';
import type { Call } from './operation.ts';
import type { Schemas } from './schemas.ts';

/** A room, or a part of one: its calls, and its parts by name. */
interface Room {
  path: string[];
  calls: Call[];
  parts: Map<string, Room>;
}

/** `[file without its ending, text]` of every module. */
export function renderResources(
  calls: Call[],
  schemas: Schemas,
  descriptions: Map<string, string>,
): [string, string][] {
  const root: Room = { path: [], calls: [], parts: new Map() };
  for (const call of calls) roomAt(root, call.rooms).calls.push(call);
  const modules = flatten(root).filter(({ path }) => path.length > 0);
  return [
    ...modules.map((room): [string, string] => [fileOf(room), renderRoom(room, schemas)]),
    ['__init__', renderRoot(root, descriptions)],
  ];
}

function roomAt(root: Room, names: string[]): Room {
  let room = root;
  for (const name of names) {
    const part = room.parts.get(name) ?? { path: [...room.path, name], calls: [], parts: new Map() };
    room.parts.set(name, part);
    room = part;
  }
  return room;
}

const flatten = (room: Room): Room[] => [...[...room.parts.values()].flatMap(flatten), room];
const fileOf = ({ path }: Room) => path.join('_');
const classOf = ({ path }: Room) => `${path.join('_').split('_').map(capitalise).join('')}Resource`;

function renderRoom(room: Room, schemas: Schemas): string {
  const imports = new Imports();
  const operations = room.calls.map((call) => renderOperation(call, schemas, imports));
  const classes = [false, true].map((isAsync) => renderClass(room, isAsync, schemas, imports));
  return [imports.render(), operations.join('\n'), ...classes].filter(Boolean).join('\n\n');
}

function renderClass(room: Room, isAsync: boolean, schemas: Schemas, imports: Imports): string {
  const prefix = isAsync ? 'Async' : '';
  imports.add('..._resource', `${prefix}Resource`);
  const parts = [...room.parts].map(([name, part]) => renderPart(name, part, prefix, imports));
  const methods = room.calls.map((call) => renderMethod(call, isAsync, schemas, imports));
  return `class ${prefix}${classOf(room)}(${prefix}Resource):\n${[...parts, ...methods].join('\n\n')}`;
}

/** A part is loaded and made when it is asked for, as most programs use few of them. */
function renderPart(name: string, room: Room, prefix: string, imports: Imports, description = ''): string {
  const type = `${prefix}${classOf(room)}`;
  imports.add('functools', 'cached_property');
  imports.addType(`.${fileOf(room)}`, type);
  return [
    '    @cached_property',
    `    def ${name}(self) -> ${type}:`,
    ...(description ? [docstring(wrapped(description), '        ')] : []),
    `        from .${fileOf(room)} import ${type}`,
    '',
    `        return ${type}(self._transport)`,
  ].join('\n');
}

/** `_LIST: Operation[ExecutionPage] = Operation("GET", "/api/executions", ExecutionPage)` */
function renderOperation(call: Call, schemas: Schemas, imports: Imports): string {
  const { operation, verb, kind, hasBody, isPublic } = call;
  imports.add('..._transport.operation', 'Operation');
  const holdsModel = kind !== 'empty' && kind !== 'bytes';
  if (holdsModel) imports.add(`..models.${schemas.fileOf.get(operation.replyType)}`, operation.replyType);
  const nullable = call.arguments.filter(({ isNullable }) => isNullable).map(({ name }) => quote(name));
  const facts = [
    quote(operation.method.toUpperCase()),
    quote(operation.path),
    ...(holdsModel ? [operation.replyType] : []),
    ...(hasBody ? ['has_body=True'] : []),
    ...(isPublic ? ['is_public=True'] : []),
    ...(nullable.length > 0 ? [`nullable=(${nullable.join(', ')},)`] : []),
  ];
  const type = holdsModel ? operation.replyType : 'None';
  return `_${verb.toUpperCase()}: Operation[${type}] = Operation(${facts.join(', ')})`;
}

function renderRoot(root: Room, descriptions: Map<string, string>): string {
  const imports = new Imports();
  const classes = ['', 'Async'].map((prefix) => {
    imports.add('..._resource', `${prefix}Resource`);
    const parts = [...root.parts].map(([name, room]) =>
      renderPart(name, room, prefix, imports, descriptions.get(name)),
    );
    return `class ${prefix}Resources(${prefix}Resource):\n    """Every room of the API."""\n\n${parts.join('\n\n')}`;
  });
  return [imports.render(), ...classes].join('\n\n');
}

export const describeRooms = (tags: { name: string; description?: string }[]) =>
  new Map(tags.map(({ name, description = '' }) => [snakeCase(name), description]));
