import { invalidRequest } from '../../contract/field-errors.js';
import type { ActionDefinition } from '../../providers/index.js';
import type { Actor } from '../audit/index.js';
import type { ConnectionsForActions, UsableConnection } from '../connections/index.js';

/** The connection that an action runs through; undefined for one that needs none. */
export async function connectionFor(
  connections: ConnectionsForActions,
  actor: Actor,
  action: ActionDefinition,
  connectionId: string | undefined,
): Promise<UsableConnection | undefined> {
  if (action.requiresConnection) return connections.use(actor, action, connectionId);
  if (connectionId === undefined) return undefined;
  const detail = `${action.id} needs no connection; leave it out.`;
  throw invalidRequest([{ pointer: '/connectionId', detail, code: 'no_connection' }]);
}
