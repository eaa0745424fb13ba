import type { Json } from './compatibility/change.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** Every operation of a contract, with the JSON Pointer to it. */
export function operationsOf(document: Json): { path: string; method: string; pointer: string; operation: Json }[] {
  return Object.entries<Json>(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      path,
      method,
      pointer: `#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`,
      operation: item[method],
    })),
  );
}
