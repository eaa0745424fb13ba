import type { ApiKey, Role } from '../../generated/types.js';
import type { Principal } from '../../platform/principal.js';

export interface ApiKeyRow {
  id: string;
  name: string;
  role: Role;
  hint: string;
  created_by: string | null;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
}

export const toApiKey = (row: ApiKeyRow): ApiKey => ({
  id: row.id,
  name: row.name,
  role: row.role,
  hint: row.hint,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});

/** A secret with its key, workspace and organisation, as authentication needs them. */
export interface CredentialRow {
  hash: string;
  /** Neither revoked nor expired, by the database's clock. */
  valid: boolean;
  /** For how long it stays valid by itself, in milliseconds. */
  lives_ms: number | null;
  key_id: string;
  key_name: string;
  role: Role;
  workspace_id: string;
  workspace_name: string;
  organisation_id: string;
  organisation_name: string;
}

export const toPrincipal = (row: CredentialRow): Principal => ({
  id: row.key_id,
  type: 'api_key',
  name: row.key_name,
  role: row.role,
  workspaceId: row.workspace_id,
  workspaceName: row.workspace_name,
  organisationId: row.organisation_id,
  organisationName: row.organisation_name,
});
