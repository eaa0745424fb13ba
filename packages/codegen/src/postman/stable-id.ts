import { createHash } from 'node:crypto';

/** A UUID that is the same for the same name, so that the collection is the same on every run. */
export function stableId(name: string): string {
  const hash = createHash('sha256').update(`relay postman: ${name}`).digest('hex');
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 3) | 8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
