// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is walked by name; its shape is redocly's business
export type Json = any;

/** Follows `$ref`s within `document` until something that is not a reference. */
export function dereference(document: Json, value: Json): Json {
  if (value?.$ref === undefined) return value;
  const path = decodeURIComponent(value.$ref).slice(2).split('/');
  const target = path.reduce(
    (node: Json, key: string) => node?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
    document,
  );
  return dereference(document, target);
}
