// Asking the owner of an account: an authorization is a link that works for ten minutes, once.
import type { OAuthClient } from '../../platform/config.js';
import type { Sealer } from '../../platform/crypto/index.js';
import { type Db, inTransaction } from '../../platform/db/index.js';
import type { OAuthProvider } from '../../providers/index.js';
import { type Actor, recordAudit } from '../audit/index.js';
import type { Configurations } from '../providers/index.js';
import { deleteSurplus, insertAuthorization } from './connections.authorizations.repository.js';
import { hashOfState, newSecret } from './connections.browser.js';

export interface AuthorizationsDeps {
  db: Db;
  sealer: Sealer;
  configurations: Configurations;
  publicUrl: string;
}

export interface AuthorizationLink {
  authorizationUrl: string;
  expiresAt: Date;
}

/** What only Relay and the provider's answer know of an authorization. */
export interface Proofs {
  codeVerifier: string;
  nonce: string;
}

/** Where proofs stand: they open for their own state alone. */
export const placeOfProofs = (stateHash: string) => ['authorizations', stateHash];

export class Authorizations {
  constructor(private readonly deps: AuthorizationsDeps) {}

  /**
   * A link where the owner of a connection agrees to further scopes besides those that it has. Throws 409 when the provider has no
   * client.
   */
  async authorizeMore(
    actor: Actor,
    connection: { id: string; provider: string; scopes: string[] },
    scopes: string[],
  ): Promise<AuthorizationLink> {
    const { db, configurations } = this.deps;
    const { provider } = await configurations.get(actor.workspaceId, connection.provider);
    const client = await configurations.client(actor.workspaceId, provider);
    return inTransaction(db, async (transaction) => {
      const asked = { connectionId: connection.id, scopes: [...connection.scopes, ...scopes], returnUrl: null };
      const link = await this.begin(transaction, actor, provider, client, asked);
      const data = { provider: provider.id, scopes };
      await recordAudit(transaction, actor, 'connection.authorization_created', connection.id, data);
      return link;
    });
  }

  /** In the transaction of what it is for. */
  async begin(
    transaction: Db,
    { workspaceId, id: principalId }: Actor,
    provider: OAuthProvider,
    client: OAuthClient,
    { connectionId, scopes, returnUrl }: { connectionId: string; scopes: string[]; returnUrl: string | null },
  ): Promise<AuthorizationLink> {
    const state = newSecret();
    const stateHash = hashOfState(state);
    const proofs: Proofs = { codeVerifier: newSecret(), nonce: newSecret() };
    const expiresAt = await insertAuthorization(transaction, workspaceId, {
      stateHash,
      connectionId,
      principalId,
      clientId: client.clientId,
      scopes: [...new Set([...provider.identityScopes, ...scopes])],
      sealed: this.deps.sealer.seal(JSON.stringify(proofs), placeOfProofs(stateHash)),
      returnUrl,
    });
    await deleteSurplus(transaction, workspaceId, connectionId);
    return { authorizationUrl: `${this.deps.publicUrl}/api/oauth/${provider.id}/start?state=${state}`, expiresAt };
  }
}
