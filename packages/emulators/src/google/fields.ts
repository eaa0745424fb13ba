// Partial replies: what `fields` leaves of a body, such as `messages/id` or `id,payload(headers)`.
import type { Reply } from '../gate/http.js';

type Mask = Map<string, Mask>;

/** The body as Google answers it with this value of `fields`; errors are told in full. */
export function withFields({ status, body }: Reply, fields: string | null): unknown {
  if (!fields || fields === '*' || status >= 400) return body;
  return pick(body, parse(fields));
}

function parse(text: string): Mask {
  let position = 0;
  const list = (): Mask => {
    const mask: Mask = new Map();
    do {
      const path: string[] = [];
      do path.push(word());
      while (take('/'));
      const inner = take('(') ? list() : new Map();
      take(')');
      let at = mask;
      for (const name of path) {
        if (!at.has(name)) at.set(name, new Map());
        at = at.get(name)!;
      }
      for (const [name, value] of inner) at.set(name, value);
    } while (take(','));
    return mask;
  };
  const word = () => {
    const found = /^[^/(),]*/.exec(text.slice(position))![0];
    position += found.length;
    return found;
  };
  const take = (character: string) => {
    if (text[position] !== character) return false;
    position += 1;
    return true;
  };
  return list();
}

function pick(value: unknown, mask: Mask): unknown {
  if (mask.size === 0 || mask.has('*')) return value;
  if (Array.isArray(value)) return value.map((item) => pick(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => mask.has(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, pick(inner, mask.get(name)!)]));
}
