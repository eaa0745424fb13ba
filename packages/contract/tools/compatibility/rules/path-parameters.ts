// Redocly knows that the name of a path parameter is nothing to HTTP. The clients take their arguments by it.
import { operationsOf } from '../../operations.ts';
import type { Change, Json } from '../change.ts';

/** Paths whose parameters have other names than before. */
export function pathParameterChanges(released: Json, current: Json): Change[] {
  const before = new Map(operationsOf(released).map(({ path, method }) => [key(path, method), path]));
  return operationsOf(current).flatMap(({ path, method, pointer }): Change[] => {
    const [from, to] = [namesIn(before.get(key(path, method)) ?? path), namesIn(path)];
    const renamed = from.flatMap((name, index) => (name === to[index] ? [] : [`\`${name}\` to \`${to[index]}\``]));
    if (renamed.length === 0) return [];
    const sentence = `The clients take it by its name, which changed from ${renamed.join(' and from ')}.`;
    return [{ kind: 'breaking', pointer, rule: 'path-parameter-renamed', sentence }];
  });
}

/** The same for paths that differ in the names of their parameters alone. */
const key = (path: string, method: string) => `${method} ${path.replaceAll(/\{[^}]+\}/g, '{}')}`;
const namesIn = (path: string) => [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
