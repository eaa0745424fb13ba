// Asking the owner of an account: an authorization is a link that works for ten minutes, once.
import type { OAuthClient } from '../../platform/config.js';
import { SealError, type Sealer } from '../../platform/crypto/index.js';
import { type Db, inTransaction } from '../../platform/db/index.js';
import type { OAuthProvider } from '../../providers/index.js';
import { type Actor, recordAudit } from '../audit/index.js';
import type { Configurations } from '../providers/index.js';
import { deleteSurplus, findUnused, insertAuthorization } from './connections.authorizations.repository.js';
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
  /** Of a link that is given again to who asks again; nobody else is ever told it a second time. */
  state?: string;
}

/** Where proofs stand: they open for their own state alone. */
export const placeOfProofs = (stateHash: string) => ['authorizations', stateHash];

interface Asked {
  connectionId: string;
  scopes: string[];
  returnUrl: string | null;
}

const withIdentity = ({ identityScopes }: OAuthProvider, scopes: string[]) => [
  ...new Set([...identityScopes, ...scopes]),
];

export class Authorizations {
  constructor(private readonly deps: AuthorizationsDeps) {}

  /**
   * A link where the owner of a connection agrees to further scopes besides those that it has. A program that tries its action again
   * and again is given the same link for a while: many new ones would take the place of the one that a person is on. Throws 409
   * when the provider has no client.
   */
  async authorizeMore(
    actor: Actor,
    connection: { id: string; provider: string; scopes: string[] },
    scopes: string[],
  ): Promise<AuthorizationLink> {
    const { db, configurations } = this.deps;
    const configuration = await configurations.get(actor.workspaceId, connection.provider);
    const { provider } = configuration;
    const client = configuration.client();
    const asked = { connectionId: connection.id, scopes: [...connection.scopes, ...scopes], returnUrl: null };
    const given = await this.findGiven(actor, provider, client, asked);
    if (given) return given;
    return inTransaction(db, async (transaction) => {
      const link = await this.begin(transaction, actor, provider, client, { ...asked, isGivenAgain: true });
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
    { connectionId, scopes, returnUrl, isGivenAgain = false }: Asked & { isGivenAgain?: boolean },
  ): Promise<AuthorizationLink> {
    const state = newSecret();
    const stateHash = hashOfState(state);
    const proofs: Proofs = { codeVerifier: newSecret(), nonce: newSecret(), ...(isGivenAgain && { state }) };
    const expiresAt = await insertAuthorization(transaction, workspaceId, {
      stateHash,
      connectionId,
      principalId,
      clientId: client.clientId,
      scopes: withIdentity(provider, scopes),
      sealed: this.deps.sealer.seal(JSON.stringify(proofs), placeOfProofs(stateHash)),
      returnUrl,
    });
    await deleteSurplus(transaction, workspaceId, connectionId);
    return { authorizationUrl: this.urlOf(provider, state), expiresAt };
  }

  /** The link that the same principal was given for the same not long ago, if nobody has used it. */
  private async findGiven(
    { workspaceId, id: principalId }: Actor,
    provider: OAuthProvider,
    { clientId }: OAuthClient,
    { connectionId, scopes }: Asked,
  ): Promise<AuthorizationLink | undefined> {
    const { db, sealer } = this.deps;
    const asked = { connectionId, principalId, clientId, scopes: withIdentity(provider, scopes) };
    const found = await findUnused(db, workspaceId, asked);
    if (!found) return undefined;
    try {
      const { state } = JSON.parse(sealer.open(found.sealed, placeOfProofs(found.stateHash))) as Proofs;
      return state === undefined
        ? undefined
        : { authorizationUrl: this.urlOf(provider, state), expiresAt: found.expiresAt };
    } catch (error) {
      if (error instanceof SealError) return undefined; // its master key is gone, and the link with it
      throw error;
    }
  }

  private urlOf = ({ id }: OAuthProvider, state: string): string =>
    `${this.deps.publicUrl}/api/oauth/${id}/start?state=${state}`;
}
