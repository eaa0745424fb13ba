// A schema of the contract as a Python type. What is not known here is refused with a sentence: the contract is ours.
import { dereference, type Json } from '../json.ts';
import type { Imports } from './imports.ts';
import { quote } from './names.ts';
import { nameOf, type Schemas, schemaOf } from './schemas.ts';

/** What says something about values, but nothing about their type. */
const SILENT = [
  'default',
  'description',
  'example',
  'examples',
  'maximum',
  'maxItems',
  'maxLength',
  'maxProperties',
  'minimum',
  'minItems',
  'minLength',
  'minProperties',
  'pattern',
  'title',
  'uniqueItems',
  'writeOnly',
];
const SPEAKING = [
  '$ref',
  'additionalProperties',
  'allOf',
  'const',
  'discriminator',
  'enum',
  'format',
  'items',
  'oneOf',
];
const OBJECTS = ['properties', 'required', 'type'];
const FORMATS = ['date-time', 'email', 'int32', 'int64', 'uri'];

/** Where a type is used: a parameter takes what is convenient to give, a reply says exactly what it holds. */
export type Use = 'parameter' | 'reply';

export interface Typing {
  schemas: Schemas;
  imports: Imports;
  use: Use;
  /** The module that the names of schemas come from; `undefined` for those of the same file. */
  moduleOf: (name: string) => string | undefined;
}

export function refuseUnknown(schema: Json, place: string): void {
  const unknown = Object.keys(schema).filter((key) => ![...SILENT, ...SPEAKING, ...OBJECTS].includes(key));
  if (unknown.length > 0) throw new Error(`python: ${place}: cannot express ${unknown.join(', ')}`);
  if (schema.format && !FORMATS.includes(schema.format))
    throw new Error(`python: ${place}: cannot express the format ${schema.format}`);
}

/** `str`, `list[Action]`, `datetime | None` … */
export function pythonType(schema: Json, typing: Typing, place: string): string {
  refuseUnknown(schema, place);
  const { imports, schemas, use } = typing;
  const inner = (part: Json, suffix = '') => pythonType(part, typing, place + suffix);
  if (schema.$ref) return named(nameOf(schema.$ref), typing);
  if (schema.allOf?.length === 1) return inner(schema.allOf[0]);
  if (schema.oneOf) {
    const [first, second, ...more] = schema.oneOf;
    if (more.length > 0 || second?.type !== 'null')
      throw new Error(`python: ${place}: a union has a name of its own and a discriminator, or is one thing or null`);
    return `${inner(first)} | None`;
  }
  if (schema.const !== undefined) return literal([schema.const], typing, place);
  if (schema.enum) return literal(schema.enum, typing, place);
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type: string) => type !== 'null');
    if (types.length !== 1) throw new Error(`python: ${place}: cannot be of several types`);
    return `${inner({ ...schema, type: types[0] })} | None`;
  }
  switch (schema.type) {
    case 'string':
      if (schema.format !== 'date-time') return 'str';
      imports.add('datetime', 'datetime');
      return use === 'parameter' ? 'datetime | str' : 'datetime';
    case 'integer':
      return 'int';
    case 'number':
      return 'float';
    case 'boolean':
      return 'bool';
    case 'array':
      if (use === 'parameter') imports.add('collections.abc', 'Sequence');
      return `${use === 'parameter' ? 'Sequence' : 'list'}[${inner(schema.items, ' item')}]`;
    case 'object':
      if (!schema.properties) return mapping(schema, typing, place);
  }
  throw new Error(`python: ${place}: name this schema in components: ${JSON.stringify(schema).slice(0, 80)}`);

  function mapping(object: Json, { imports: into }: Typing, where: string): string {
    const more = object.additionalProperties;
    const value = more === undefined || more === true ? 'Any' : pythonType(more, typing, `${where} value`);
    if (value === 'Any') into.add('typing', 'Any');
    if (use === 'parameter') into.add('collections.abc', 'Mapping');
    return `${use === 'parameter' ? 'Mapping' : 'dict'}[str, ${value}]`;
  }

  function named(name: string, { moduleOf }: Typing): string {
    const target = dereference(schemas.document, schemaOf(schemas.document, name));
    // A parameter may be any mapping; the alias of a reply is a dict.
    if (use === 'parameter' && target.type === 'object' && !target.properties) return inner(target);
    const module = moduleOf(name);
    if (module) imports.add(module, name);
    if (use === 'reply' || !target.properties) return name;
    // What a reply has told can be given back; who writes it down writes a mapping.
    imports.add('collections.abc', 'Mapping');
    imports.add('typing', 'Any');
    return `${name} | Mapping[str, Any]`;
  }
}

/** The values; where a reply may hold them, also any other text, which a newer server may have put there. */
function literal(values: unknown[], { imports, use }: Typing, place: string): string {
  const texts = values.filter((value) => value !== null);
  if (!texts.every((value) => typeof value === 'string')) throw new Error(`python: ${place}: an enum is of texts`);
  imports.add('typing', 'Literal');
  const closed = `Literal[${texts.map(quote).join(', ')}]`;
  const open = use === 'reply' ? `${closed} | str` : closed;
  return texts.length < values.length ? `${open} | None` : open;
}
