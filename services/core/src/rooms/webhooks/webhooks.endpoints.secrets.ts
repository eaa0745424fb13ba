// The secrets that sign deliveries to an endpoint: sealed at rest, two of them while a rotation's grace lasts.
import type { Sealer } from '../../platform/crypto/index.js';
import type { Db } from '../../platform/db/index.js';
import { newId } from '../../platform/ids.js';
import { newSigningSecret, type SealedSecret } from './webhooks.secrets.js';

const placeOf = (workspaceId: string, endpointId: string, id: string) => [
  'webhook_endpoint_secrets',
  workspaceId,
  endpointId,
  id,
];

/** Makes the endpoint's current secret and returns it; it is shown in that reply only. */
export async function createEndpointSecret(
  db: Db,
  sealer: Sealer,
  workspaceId: string,
  endpointId: string,
): Promise<string> {
  const id = newId('whk');
  const secret = newSigningSecret();
  const sealed = sealer.seal(secret, placeOf(workspaceId, endpointId, id));
  await db('webhook_endpoint_secrets').insert({ workspace_id: workspaceId, endpoint_id: endpointId, id, sealed });
  return secret;
}

/** Removes what an earlier rotation left, its grace over or not: every secret more is one more that can leak. */
export async function deletePreviousSecrets(db: Db, workspaceId: string, endpointId: string): Promise<void> {
  await db('webhook_endpoint_secrets')
    .where({ workspace_id: workspaceId, endpoint_id: endpointId })
    .whereNotNull('expires_at')
    .delete();
}

/** Lets the current secret sign for `graceSeconds` more. */
export async function endCurrentSecret(
  db: Db,
  workspaceId: string,
  endpointId: string,
  graceSeconds: number,
): Promise<void> {
  await db('webhook_endpoint_secrets')
    .where({ workspace_id: workspaceId, endpoint_id: endpointId, expires_at: null })
    .update({ expires_at: db.raw('now() + make_interval(secs => ?)', [graceSeconds]) });
}

export const openEndpointSecret = (
  sealer: Sealer,
  workspaceId: string,
  endpointId: string,
  { id, sealed }: SealedSecret,
): string => sealer.open(sealed, placeOf(workspaceId, endpointId, id));
