// Which operations programs call. Those with `x-page` answer a browser, with a page or a redirect, and no client has them.
import type { Json } from './compatibility/change.ts';
import { operationsOf } from './operations.ts';

/** The contract without the operations that only a browser opens. */
export function callable(document: Json): Json {
  const copy = structuredClone(document);
  for (const { path, method, operation } of operationsOf(copy))
    if (operation['x-page']) delete copy.paths[path][method];
  return copy;
}
