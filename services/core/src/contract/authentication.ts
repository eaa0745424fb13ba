import type { Request } from 'express';
import type { Role } from '../generated/types.js';
import type { Principal } from '../platform/principal.js';

/** Gives the principal of a request with at least this role, or throws 401 or 403. */
export type Authenticate = (request: Request, role: Role) => Promise<Principal>;

/** tsoa calls this with the scheme and the scopes that the contract names; a scope is a role. */
export const expressAuthentication = (request: Request, _scheme: string, scopes: string[] = []): Promise<Principal> =>
  (request.app.locals.authenticate as Authenticate)(request, (scopes[0] ?? 'viewer') as Role);
