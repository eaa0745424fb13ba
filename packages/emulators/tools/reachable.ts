// The schemas that some operations need, found by following their references.

export type Schema = Record<string, unknown>;

/** Every `#/schemas/…` that can be reached from `roots`, converted when first met. */
export function reachable(roots: unknown, convert: (name: string) => Schema): Record<string, Schema> {
  const found: Record<string, Schema> = {};
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const reference = (value as { $ref?: unknown }).$ref;
    if (typeof reference === 'string') {
      const name = reference.slice('#/schemas/'.length);
      if (!(name in found)) {
        found[name] = {}; // before it is visited: schemas refer to themselves
        found[name] = convert(name);
        visit(found[name]);
      }
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(roots);
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}
