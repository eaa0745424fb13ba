// OData options that Graph understands here: $select, $top, $skip, and pages that link to the next one.
import { json, type Reply } from '../gate/http.js';
import type { Call } from '../gate/routes.js';
import { graphError } from './errors.js';

/** What `$select` leaves, and `id` always. */
export function selected<T extends object>(item: T, query: URLSearchParams): Partial<T> {
  const names = query
    .get('$select')
    ?.split(',')
    .map((name) => name.trim());
  if (!names) return item;
  const kept = Object.entries(item).filter(([name]) => name === 'id' || name.startsWith('@') || names.includes(name));
  return Object.fromEntries(kept) as Partial<T>;
}

/** One page of a collection, with a link to the next. */
export function paged(call: Call, items: object[], limits: { usual: number; most: number }): Reply {
  const { query, baseUrl, path } = call;
  const top = Number(query.get('$top') ?? limits.usual);
  if (top < 1 || top > limits.most)
    return graphError(400, 'BadRequest', `The value of $top must be from 1 to ${limits.most}.`);
  const skip = Number(query.get('$skip') ?? 0);
  const page = items.slice(skip, skip + top);
  const next = new URLSearchParams(query);
  next.set('$skip', String(skip + top));
  return json(200, {
    '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${path.slice('/v1.0/'.length)}`,
    ...(query.get('$count') === 'true' && { '@odata.count': items.length }),
    ...(skip + top < items.length && { '@odata.nextLink': `${baseUrl}${encodeURI(path)}?${next}` }),
    value: page.map((item) => selected(item, query)),
  });
}
