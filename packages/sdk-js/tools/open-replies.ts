// A newer server may answer with an enum value, or with a variant of a union, that this version has never heard of. Where a
// reply can hold one, its type is therefore left open: `'read' | 'write' | (string & {})`, `Text | Image | UnknownVariant`.
// What only requests use stays closed.
import { $, type Plugins } from '@hey-api/openapi-ts';

const openMark = 'x-relay-open';

/** Words of a schema whose values are data, not schemas. */
const dataKeywords = new Set(['const', 'default', 'enum', 'example', 'examples']);

type Json = Record<string, unknown>;
type Resolvers = Plugins.HeyApiTypeScript.Resolvers;

/** Marks each enum, and each union with a discriminator, that can be reached from a response of any operation. Changes `document`. */
export function markOpenReplies(document: object): void {
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    const node = value as Json;
    if (isEnum(node) || node.discriminator) node[openMark] = true;
    if (typeof node.$ref === 'string') visit(resolve(document, node.$ref));
    for (const [keyword, child] of Object.entries(node)) if (!dataKeywords.has(keyword)) visit(child);
  };
  for (const operation of operationsOf(document)) visit(operation.responses);
}

function isEnum(node: Json): boolean {
  return Array.isArray(node.enum) && node.enum.every((member) => member === null || typeof member === 'string');
}

/** How hey-api writes the types that are marked as open. */
export const openResolvers: Pick<Resolvers, 'enum' | 'union'> = {
  enum: (context) => {
    const union = context.nodes.base(context);
    return context.schema[openMark] ? $.type.or(union, $.type.and('string', $.type.object())) : union;
  },
  union: (context) => {
    const union = context.nodes.base(context);
    if (!context.parentSchema[openMark]) return union;
    const name = 'UnknownVariant';
    const external = '../transport/index.js';
    const variant = context.plugin.symbolOnce(name, {
      external,
      kind: 'type',
      meta: { resource: `transport.${name}` },
    });
    return $.type.or(union, $.type(variant));
  },
};

function operationsOf(document: object): { responses?: unknown }[] {
  const paths = (document as { paths?: Record<string, Json> }).paths ?? {};
  return Object.values(paths)
    .flatMap((item) => Object.values(item))
    .filter(
      (member): member is { responses?: unknown } =>
        typeof member === 'object' && member !== null && 'responses' in member,
    );
}

function resolve(document: object, reference: string): unknown {
  return reference
    .replace('#/', '')
    .split('/')
    .reduce<unknown>(
      (node, key) => (node as Json | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      document,
    );
}
