import type { ConsentScreen } from '../../generated/types.js';

export interface ConfigurationRow {
  provider: string;
  client_id: string;
  sealed_client_secret: string;
  tenant: string | null;
  scopes: ActionScopes;
  consent: ConsentScreen;
  updated_at: Date;
}

export const CONFIGURATION_COLUMNS = [
  'provider',
  'client_id',
  'sealed_client_secret',
  'tenant',
  'scopes',
  'consent',
  'updated_at',
] as const;

/** What actions ask for other than usual, by their ids. */
export type ActionScopes = Record<string, string[]>;

/** A workspace's own configuration of a provider, its secret sealed. */
export interface StoredConfiguration {
  provider: string;
  clientId: string;
  sealedClientSecret: string;
  tenant: string | null;
  scopes: ActionScopes;
  consent: ConsentScreen;
  updatedAt: Date;
}

export const toStored = (row: ConfigurationRow): StoredConfiguration => ({
  provider: row.provider,
  clientId: row.client_id,
  sealedClientSecret: row.sealed_client_secret,
  tenant: row.tenant,
  scopes: row.scopes,
  consent: row.consent,
  updatedAt: row.updated_at,
});

/** Where a client secret stands: a sealed one opens nowhere else. */
export const placeOf = (workspaceId: string, provider: string) => ['provider_configurations', workspaceId, provider];
