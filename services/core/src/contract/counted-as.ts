import type { Request } from 'express';
import { document, type Json } from './schemas.js';

type CountedAs = 'previews' | 'executes';

/** `POST /api/actions/preview` -> `previews`: the operations that the contract gives a limit of their own by `x-rate-limit`. */
const byRoute = new Map<string, CountedAs>();
for (const [path, item] of Object.entries<Json>(document.paths))
  for (const [method, operation] of Object.entries<Json>(item))
    if (operation['x-rate-limit'])
      byRoute.set(`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`, operation['x-rate-limit']);

/** The limit that a request counts against beside those of its workspace and its key. */
export const countedAs = ({ method, route }: Request): CountedAs | undefined => byRoute.get(`${method} ${route?.path}`);
