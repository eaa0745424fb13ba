// Disconnecting: first the tokens are erased here, for that is sure to work; then the provider is asked to take them back.
import type { Connection } from '../../generated/types.js';
import { inTransaction } from '../../platform/db/index.js';
import { faultPoint } from '../../platform/fault-points.js';
import { isId } from '../../platform/ids.js';
import type { Actor } from '../audit/index.js';
import { changeConnection } from './connections.changes.js';
import { connectionNotFound } from './connections.errors.js';
import { type FormerTokens, notYetRevoked, type RevocationDeps, revokeAtProvider } from './connections.revocation.js';
import { CONNECTION_COLUMNS, type ConnectionRow, toConnection } from './connections.schema.js';

type Before = ConnectionRow & { sealed_key: string | null; sealed_tokens: string | null };

interface Erased {
  row: ConnectionRow;
  /** Undefined when there were none, or it was disconnected already. */
  former?: FormerTokens | undefined;
}

export class Disconnector {
  constructor(private readonly deps: RevocationDeps) {}

  /** Erases the account and the tokens and asks the provider to revoke them, once, however many ask for it. */
  async disconnect(actor: Actor, id: string): Promise<Connection> {
    if (!isId('conn', id)) throw connectionNotFound();
    const { row, former } = await this.erase(actor, id);
    faultPoint('disconnect.after-erase');
    if (!former) return toConnection(row);
    const happened = await revokeAtProvider(this.deps, former);
    const { db } = this.deps;
    const [told]: ConnectionRow[] = await db('connections')
      .where({ workspace_id: actor.workspaceId, id, status: 'revoked' })
      .update({ reason: happened, updated_at: db.fn.now() })
      .returning([...CONNECTION_COLUMNS]);
    return toConnection(told ?? row);
  }

  private erase(actor: Actor, id: string): Promise<Erased> {
    return inTransaction(this.deps.db, async (transaction) => {
      const before: Before | undefined = await transaction('connections')
        .where({ workspace_id: actor.workspaceId, id })
        .forUpdate()
        .first(...CONNECTION_COLUMNS, 'sealed_key', 'sealed_tokens');
      if (!before) throw connectionNotFound();
      if (before.status === 'revoked') return { row: before };
      const former = formerTokens(before);
      const erased = {
        status: 'revoked',
        // Until the provider has answered; what stays if this process dies meanwhile.
        reason: former ? notYetRevoked(before.provider) : 'It was disconnected.',
        account_id: null,
        account_name: null,
        scopes: [],
        sealed_key: null,
        sealed_tokens: null,
        client_id: null,
        tokens_at: null,
        token_expires_at: null,
        // A refresh that is under way finds another version and keeps nothing.
        version: before.version + 1,
        refresh_lease_expires_at: null,
        refresh_failures: 0,
        next_refresh_at: null,
        throttled_until: null,
      };
      await transaction('authorizations').where({ workspace_id: actor.workspaceId, connection_id: id }).delete();
      const row = await changeConnection(transaction, actor, id, erased, 'connection.revoked');
      return { row, former };
    });
  }
}

function formerTokens(before: Before): FormerTokens | undefined {
  const { workspace_id: workspaceId, id, provider, version, account_id: accountId } = before;
  const { sealed_key: sealedKey, sealed_tokens: sealedTokens } = before;
  if (sealedKey === null || sealedTokens === null) return undefined;
  return { workspaceId, id, provider, version, accountId, sealed: { sealedKey, sealedTokens } };
}
