// Disconnecting: first the tokens are erased here, for that is sure to work; then the provider is asked to take them back.
import type { Connection } from '../../generated/types.js';
import { SealError } from '../../platform/crypto/index.js';
import { type Db, inTransaction } from '../../platform/db/index.js';
import { faultPoint } from '../../platform/fault-points.js';
import { isId } from '../../platform/ids.js';
import type { Logger } from '../../platform/log.js';
import {
  ACCESS_PAGES,
  endpointsFor,
  findOAuthProvider,
  type OAuthProvider,
  revocationOf,
} from '../../providers/index.js';
import type { Actor } from '../audit/index.js';
import { changeConnection } from './connections.changes.js';
import { connectionNotFound } from './connections.errors.js';
import { type ExchangeDeps, findClient } from './connections.refresh.exchange.js';
import { CONNECTION_COLUMNS, type ConnectionRow, toConnection } from './connections.schema.js';
import type { Tokens, Vault } from './connections.vault.js';

export interface DisconnectorDeps extends ExchangeDeps {
  db: Db;
  vault: Vault;
  log: Logger;
}

/** For everything from DNS to the last byte of the provider's reply. */
const REVOKE_WITHIN_MS = 10_000;

interface Erased {
  row: ConnectionRow;
  /** What the row held before; undefined when it was disconnected already. */
  before:
    | (ConnectionRow & { sealed_key: string | null; sealed_tokens: string | null; client_id: string | null })
    | undefined;
}

export class Disconnector {
  constructor(private readonly deps: DisconnectorDeps) {}

  /** Erases the account and the tokens and asks the provider to revoke them, once, however many ask for it. */
  async disconnect(actor: Actor, id: string): Promise<Connection> {
    if (!isId('conn', id)) throw connectionNotFound();
    const { row, before } = await this.erase(actor, id);
    faultPoint('disconnect.after-erase');
    if (!before?.sealed_tokens) return toConnection(row);
    const happened = await this.revoke(before);
    const { db } = this.deps;
    const [told]: ConnectionRow[] = await db('connections')
      .where({ workspace_id: actor.workspaceId, id, status: 'revoked' })
      .update({ reason: happened, updated_at: db.fn.now() })
      .returning([...CONNECTION_COLUMNS]);
    return toConnection(told ?? row);
  }

  private erase(actor: Actor, id: string): Promise<Erased> {
    return inTransaction(this.deps.db, async (transaction) => {
      const before = await transaction('connections')
        .where({ workspace_id: actor.workspaceId, id })
        .forUpdate()
        .first(...CONNECTION_COLUMNS, 'sealed_key', 'sealed_tokens', 'client_id');
      if (!before) throw connectionNotFound();
      if (before.status === 'revoked') return { row: before, before: undefined };
      const provider = findOAuthProvider(before.provider);
      const erased = {
        status: 'revoked',
        // Until the provider has answered; what stays if this process dies meanwhile.
        reason: before.sealed_tokens
          ? `${ERASED} ${provider ? `Whether ${provider.name} has revoked them is not known. ${byHand(provider)}` : ''}`.trim()
          : 'It was disconnected.',
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
      return { row, before };
    });
  }

  /** Asks the provider to revoke; says in one sentence for a person what happened there. */
  private async revoke(before: NonNullable<Erased['before']>): Promise<string> {
    const provider = findOAuthProvider(before.provider);
    if (!provider) return ERASED;
    const tokens = this.open(before);
    if (!tokens)
      return `${ERASED} ${provider.name} could not be told, because they could not be opened any more. ${byHand(provider)}`;
    const client = await findClient(this.deps.configurations, before.workspace_id, provider, tokens.clientId);
    if (!client || client === 'unreadable')
      return `${ERASED} ${provider.name} could not be told, because the OAuth client they belong to is not configured any more. ${byHand(provider)}`;
    const isShared = await this.isShared(before, tokens.clientId);
    const revocation = revocationOf(provider, this.deps.providerUrls, client, { ...tokens, isShared });
    if (!revocation) {
      const canRevoke = endpointsFor(provider, client, this.deps.providerUrls).revoke !== null;
      return `${ERASED} ${canRevoke && isShared ? sharedAt(provider) : notRevocable(provider)} ${byHand(provider)}`;
    }
    const result = await this.deps.outbound.send(revocation.request, { withinMs: REVOKE_WITHIN_MS });
    if (result.kind === 'answered' && revocation.done.includes(result.status))
      return `It was disconnected: its tokens are erased here, and ${provider.name} has revoked them.`;
    const { kind } = result;
    const why =
      kind === 'answered'
        ? `answered with ${result.status}`
        : kind === 'not_sent'
          ? 'could not be reached'
          : 'did not answer';
    this.deps.log.warn({ connectionId: before.id, why }, 'a provider did not revoke tokens');
    return `${ERASED} ${provider.name} could not be asked to revoke them (it ${why}) and may still know them. ${byHand(provider)}`;
  }

  private open(before: NonNullable<Erased['before']>): Tokens | undefined {
    const {
      workspace_id: workspaceId,
      id,
      provider,
      version,
      sealed_key: sealedKey,
      sealed_tokens: sealedTokens,
    } = before;
    try {
      return this.deps.vault.open(
        { workspaceId, id, provider, version },
        { sealedKey: sealedKey!, sealedTokens: sealedTokens! },
      );
    } catch (err) {
      if (!(err instanceof SealError)) throw err;
      this.deps.log.error({ err, connectionId: id }, "a connection's tokens do not open");
      return undefined;
    }
  }

  // After the erasure is committed: of two connections that go at the same time, the second one sees that the first is gone.
  private async isShared({ provider, account_id: accountId }: ConnectionRow, clientId: string): Promise<boolean> {
    const other = await this.deps
      .db('connections')
      .where({ provider, account_id: accountId, client_id: clientId })
      .whereIn('status', ['active', 'degraded'])
      .first('id');
    return other !== undefined;
  }
}

const ERASED = 'It was disconnected, and its tokens are erased here.';
const byHand = ({ id }: OAuthProvider) => `A person takes the access back at ${ACCESS_PAGES[id]}.`;
const sharedAt = ({ name }: OAuthProvider) =>
  `${name} takes back all that an account has given to an OAuth client or nothing, and another connection still uses it.`;
const notRevocable = ({ name }: OAuthProvider) => `${name} has no way for an application to revoke them.`;
