// _generated/models/*.py: a class for each object that replies hold, a name for each enum and each union.
import type { Json } from '../json.ts';
import { docstring, sentence, wrapped } from './docstring.ts';
import { Imports } from './imports.ts';
import { fieldName, quote } from './names.ts';
import { nameOf, type Schemas, schemaOf } from './schemas.ts';
import { pythonType, refuseUnknown, type Typing } from './types.ts';

/** `[file without its ending, text]` of every module. */
export function renderModels(schemas: Schemas): [string, string][] {
  const files = [...new Set(schemas.fileOf.values())].sort();
  return files.map((file) => [file, renderModule(schemas, file)]);
}

function renderModule(schemas: Schemas, file: string): string {
  const imports = new Imports();
  const names = schemas.ordered.filter((name) => schemas.fileOf.get(name) === file);
  const moduleOf = (name: string) => {
    const other = schemas.fileOf.get(name)!;
    return other === file ? undefined : `.${other}`;
  };
  const parts = names.map((name) => {
    // Only replies are read into these types; an enum that none of them holds can stay closed.
    const use = schemas.inReplies.has(name) ? 'reply' : 'parameter';
    return renderSchema(name, schemaOf(schemas.document, name), { schemas, imports, moduleOf, use });
  });
  return [imports.render(), ...parts].join('\n\n');
}

function renderSchema(name: string, schema: Json, typing: Typing): string {
  refuseUnknown(schema, name);
  if (schema.oneOf) return renderUnion(name, schema, typing);
  if (schema.properties) return renderClass(name, schema, typing);
  typing.imports.add('typing', 'TypeAlias');
  const alias = `${name}: TypeAlias = ${pythonType(schema, typing, name)}`;
  return schema.description ? `${alias}\n${described(schema, '')}` : alias;
}

function renderClass(name: string, schema: Json, typing: Typing): string {
  if (schema.type !== 'object') throw new Error(`python: ${name}: has properties and is no object`);
  const properties = Object.entries<Json>(schema.properties);
  const item = pageItemOf(schema);
  const base = item ? `Page[${pythonType(item, typing, name)}]` : 'Model';
  typing.imports.add('..._models', item ? 'Page' : 'Model');
  // A page has its items and its cursor from `Page`.
  const own = item ? properties.filter(([property]) => !['data', 'nextCursor'].includes(property)) : properties;
  const fields = own.map(([property, value]) => {
    // What tells a member of a union apart has one value: what has another is another member.
    const use = typing.schemas.tags.get(name) === property ? 'parameter' : typing.use;
    const isRequired = schema.required?.includes(property) ?? false;
    return renderField(property, value, isRequired, { ...typing, use }, `${name}.${property}`);
  });
  const body = [...(schema.description ? [described(schema, '    ')] : []), ...fields];
  return `class ${name}(${base}):\n${body.join('\n') || '    pass'}`;
}

function renderField(property: string, schema: Json, isRequired: boolean, typing: Typing, place: string): string {
  const field = fieldName(property);
  const type = pythonType(schema, typing, place);
  const settings = [
    ...(isRequired ? [] : ['default=None']),
    ...(field === property ? [] : [`alias=${quote(property)}`]),
    // Whoever prints a reply should not print what it shows once.
    ...(property === 'secret' ? ['repr=False'] : []),
  ];
  const optional = isRequired || type.endsWith(' | None') ? type : `${type} | None`;
  if (settings.length > 0) typing.imports.add('pydantic', 'Field');
  const value = settings.length > 0 ? ` = Field(${settings.join(', ')})` : '';
  const line = `    ${field}: ${optional}${value}`;
  return schema.description ? `${line}\n${described(schema, '    ')}` : line;
}

/** Type checkers see the union of what is known; at run time it also takes what is not. */
function renderUnion(name: string, schema: Json, typing: Typing): string {
  const { propertyName, mapping } = schema.discriminator ?? {};
  if (!propertyName || !mapping) throw new Error(`python: ${name}: oneOf needs a discriminator with a mapping`);
  const variants = Object.entries<string>(mapping).map(([tag, reference]) => [tag, nameOf(reference)] as const);
  for (const [, variant] of variants) pythonType({ $ref: `#/components/schemas/${variant}` }, typing, name);
  typing.imports.add('typing', 'TYPE_CHECKING', 'TypeAlias');
  typing.imports.add('..._models', 'variants');
  return [
    'if TYPE_CHECKING:',
    `    ${name}: TypeAlias = ${variants.map(([, variant]) => variant).join(' | ')}`,
    'else:',
    `    ${name} = variants(${quote(propertyName)}, {${variants.map(([tag, variant]) => `${quote(tag)}: ${variant}`).join(', ')}})`,
    ...(schema.description ? [described(schema, '')] : []),
  ].join('\n');
}

/** The schema of a page's items, if this is a page. */
export function pageItemOf(schema: Json): Json | undefined {
  const { data, nextCursor } = schema.properties ?? {};
  return data?.type === 'array' && nextCursor ? data.items : undefined;
}

const described = (schema: Json, indentation: string) => docstring(wrapped(sentence(schema.description)), indentation);

/** index.py: every name. Whoever needs a few types of it should not wait for all, so that it is no package's `__init__`. */
export function renderIndex({ fileOf, ordered }: Schemas): string {
  const files = [...new Set(fileOf.values())].sort();
  const statements = files.map((file) => {
    const names = ordered.filter((name) => fileOf.get(name) === file).sort();
    return `from .models.${file} import ${names.map((name) => `${name} as ${name}`).join(', ')}`;
  });
  return statements.join('\n');
}
