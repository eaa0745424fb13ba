// A newer server may answer with an enum value that this version has never heard of. Where a reply can hold an enum, its
// type is therefore left open: `'read' | 'write' | (string & {})`. An enum that only requests use stays closed.
import { $, type Plugins } from '@hey-api/openapi-ts';

const openMark = 'x-relay-open';

/** Words of a schema whose values are data, not schemas. */
const dataKeywords = new Set(['const', 'default', 'enum', 'example', 'examples']);

type Json = Record<string, unknown>;
type EnumResolver = NonNullable<Plugins.HeyApiTypeScript.Resolvers['enum']>;

/** Marks each enum that can be reached from a response of any operation. Changes `document`. */
export function markOpenEnums(document: object): void {
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    const node = value as Json;
    if (Array.isArray(node.enum) && node.enum.every((member) => typeof member === 'string')) node[openMark] = true;
    if (typeof node.$ref === 'string') visit(resolve(document, node.$ref));
    for (const [keyword, child] of Object.entries(node)) if (!dataKeywords.has(keyword)) visit(child);
  };
  for (const operation of operationsOf(document)) visit(operation.responses);
}

/** How hey-api writes an enum: as a union, with `(string & {})` if the enum is marked as open. */
export const openEnumResolver: EnumResolver = (context) => {
  const union = context.nodes.base(context);
  return context.schema[openMark] ? $.type.or(union, $.type.and('string', $.type.object())) : union;
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
