import { RelayError } from './errors.js';

export interface Page<T> {
  data: T[];
  nextCursor: string | null;
}

/** A page of at most `limit` out of up to `limit + 1` items; the cursor is the last id that was given out. */
export function toPage<T extends { id: string }>(items: T[], limit: number): Page<T> {
  const data = items.slice(0, limit);
  return { data, nextCursor: items.length > limit ? Buffer.from(data.at(-1)!.id).toString('base64url') : null };
}

/** The id that a cursor of ours stands for. */
export function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const id = Buffer.from(cursor, 'base64url').toString();
  if (/^[a-z][a-z0-9._]{1,63}$/.test(id)) return id;
  const detail = 'This is not a cursor of ours; send the nextCursor of the page before.';
  throw new RelayError('invalid_request', 422, detail, {
    errors: [{ pointer: 'query/cursor', detail, code: 'cursor' }],
  });
}
