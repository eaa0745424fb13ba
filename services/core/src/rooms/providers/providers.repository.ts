import type { Db } from '../../platform/db/index.js';
import {
  CONFIGURATION_COLUMNS,
  type ConfigurationRow,
  type StoredConfiguration,
  toStored,
} from './providers.schema.js';

export async function listConfigurations(db: Db, workspaceId: string): Promise<StoredConfiguration[]> {
  const rows = await db('provider_configurations')
    .where({ workspace_id: workspaceId })
    .select(...CONFIGURATION_COLUMNS);
  return (rows as ConfigurationRow[]).map(toStored);
}

export async function findConfiguration(
  db: Db,
  workspaceId: string,
  provider: string,
): Promise<StoredConfiguration | undefined> {
  const row = await db('provider_configurations')
    .where({ workspace_id: workspaceId, provider })
    .first(...CONFIGURATION_COLUMNS);
  return row && toStored(row as ConfigurationRow);
}

/** Replaces the configuration, and gives it as it is now. */
export async function putConfiguration(
  db: Db,
  workspaceId: string,
  { provider, clientId, sealedClientSecret, tenant, scopes, consent }: Omit<StoredConfiguration, 'updatedAt'>,
): Promise<StoredConfiguration> {
  const values = {
    client_id: clientId,
    sealed_client_secret: sealedClientSecret,
    tenant,
    scopes: JSON.stringify(scopes),
    consent: JSON.stringify(consent),
    updated_at: db.fn.now(),
  };
  const [row] = await db('provider_configurations')
    .insert({ workspace_id: workspaceId, provider, ...values })
    .onConflict(['workspace_id', 'provider'])
    .merge(values)
    .returning([...CONFIGURATION_COLUMNS]);
  return toStored(row as ConfigurationRow);
}

/** Gives what it removed: undefined where there was nothing. */
export async function removeConfiguration(
  db: Db,
  workspaceId: string,
  provider: string,
): Promise<Pick<StoredConfiguration, 'clientId'> | undefined> {
  const [row] = await db('provider_configurations')
    .where({ workspace_id: workspaceId, provider })
    .delete()
    .returning(['client_id']);
  return row && { clientId: row.client_id };
}
