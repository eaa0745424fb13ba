// connections.create: a connection that waits for its owner, or an old one that is authorized again.
import type { Context } from '../../contract/replies.js';
import type { ConnectionsCreateInput } from '../../generated/api.js';
import type { ConnectionWithUrl } from '../../generated/types.js';
import { type Db, lockWorkspace } from '../../platform/db/index.js';
import type { Idempotency, Replayable } from '../../platform/idempotency/index.js';
import { isId, newId } from '../../platform/ids.js';
import type { OAuthProvider } from '../../providers/index.js';
import { type Actor, actorOf, recordAudit } from '../audit/index.js';
import type { Configurations } from '../providers/index.js';
import type { Authorizations } from './connections.authorizations.js';
import { lockConnection } from './connections.changes.js';
import {
  connectionDisconnected,
  connectionLimit,
  connectionNotFound,
  otherProvider,
  pendingLimit,
  returnUrlRefused,
} from './connections.errors.js';
import { countConnections, insertConnection } from './connections.repository.js';
import { acceptReturnUrl } from './connections.return-urls.js';
import { type ConnectionRow, toConnection } from './connections.schema.js';

/** In one workspace, besides those that were disconnected. */
export const MOST_CONNECTIONS = 1_000;
export const MOST_PENDING = 100;

export const WAITING = 'Its owner has not agreed to it yet.';

export interface CreateDeps {
  idempotency: Idempotency;
  configurations: Configurations;
  authorizations: Authorizations;
  returnUrls: string[];
}

export async function createConnection(
  { idempotency, configurations, authorizations, returnUrls }: CreateDeps,
  { body, idempotencyKey: key }: ConnectionsCreateInput,
  context: Context,
): Promise<Replayable<ConnectionWithUrl>> {
  const actor = actorOf(context);
  const { workspaceId } = actor;
  const configuration = await configurations.get(workspaceId, body.provider);
  const { provider, scopes: known } = configuration;
  const client = configuration.client();
  const returnUrl = body.returnUrl === undefined ? null : acceptReturnUrl(body.returnUrl, returnUrls);
  if (returnUrl === undefined) throw returnUrlRefused();
  // Whoever has the link may go through it: a kept reply is sealed like a secret.
  const call = { workspaceId, operation: 'connections.create', key, request: body, showsSecret: true };
  return idempotency.once(call, async (transaction) => {
    await lockWorkspace(transaction, workspaceId);
    const before =
      body.connectionId === undefined
        ? await makeConnection(transaction, actor, provider)
        : await reopenConnection(transaction, actor, provider, body.connectionId);
    const asked = body.scopes ?? (before.scopes.length > 0 ? [] : Object.values(known).flat());
    const scopes = [...before.scopes, ...asked];
    const opened = { connectionId: before.id, scopes, returnUrl };
    const link = await authorizations.begin(transaction, actor, provider, client, opened);
    const type = body.connectionId === undefined ? 'connection.created' : 'connection.authorization_created';
    await recordAudit(transaction, actor, type, before.id, { provider: provider.id, scopes: [...new Set(scopes)] });
    const { authorizationUrl, expiresAt } = link;
    return { ...toConnection(before), authorizationUrl, authorizationExpiresAt: expiresAt.toISOString() };
  });
}

async function makeConnection(db: Db, { workspaceId, id }: Actor, provider: OAuthProvider): Promise<ConnectionRow> {
  const { all, pending } = await countConnections(db, workspaceId);
  if (all >= MOST_CONNECTIONS) throw connectionLimit(MOST_CONNECTIONS);
  if (pending >= MOST_PENDING) throw pendingLimit(MOST_PENDING);
  const made = { id: newId('conn'), provider: provider.id, reason: WAITING, createdBy: id };
  return insertConnection(db, workspaceId, made);
}

async function reopenConnection(
  db: Db,
  { workspaceId }: Actor,
  provider: OAuthProvider,
  id: string,
): Promise<ConnectionRow> {
  const row = isId('conn', id) ? await lockConnection(db, workspaceId, id) : undefined;
  if (!row) throw connectionNotFound();
  if (row.provider !== provider.id) throw otherProvider(row.provider);
  if (row.status === 'revoked') throw connectionDisconnected();
  return row;
}
