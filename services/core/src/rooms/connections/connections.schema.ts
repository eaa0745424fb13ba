import type { Connection, ConnectionStatus } from '../../generated/types.js';

/** A row, without what is sealed. */
export interface ConnectionRow {
  workspace_id: string;
  id: string;
  provider: string;
  status: ConnectionStatus;
  reason: string | null;
  account_id: string | null;
  account_name: string | null;
  scopes: string[];
  version: number;
  refresh_failures: number;
  throttled_until: Date | null;
  created_by: string;
  created_at: Date;
  updated_at: Date;
}

/** The columns of a ConnectionRow. */
export const CONNECTION_COLUMNS = [
  'workspace_id',
  'id',
  'provider',
  'status',
  'reason',
  'account_id',
  'account_name',
  'scopes',
  'version',
  'refresh_failures',
  'throttled_until',
  'created_by',
  'created_at',
  'updated_at',
] as const;

export const toConnection = (row: ConnectionRow): Connection => ({
  id: row.id,
  provider: row.provider,
  status: row.status,
  reason: row.reason,
  account: row.account_id === null ? null : { id: row.account_id, name: row.account_name ?? row.account_id },
  scopes: row.scopes,
  throttledUntil: row.throttled_until?.toISOString() ?? null,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
