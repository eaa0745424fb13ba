import type { Role } from '../generated/types.js';

/** Who calls: an API key with a role in a workspace. */
export interface Principal {
  id: string;
  type: 'api_key';
  name: string;
  role: Role;
  workspaceId: string;
  workspaceName: string;
  organisationId: string;
  organisationName: string;
}

const ROLES: Role[] = ['viewer', 'developer', 'admin'];

export const hasRole = (principal: Principal, needed: Role): boolean =>
  ROLES.indexOf(principal.role) >= ROLES.indexOf(needed);
