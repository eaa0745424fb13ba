// Which OAuth client a workspace uses: its own, else the one from the environment, which may be that of an emulator.
import type { ConsentScreen, Provider } from '../../generated/types.js';
import type { OAuthClient } from '../../platform/config.js';
import { SealError, type Sealer } from '../../platform/crypto/index.js';
import type { Db } from '../../platform/db/index.js';
import { type ActionDefinition, findOAuthProvider, type OAuthProvider } from '../../providers/index.js';
import { providerNotConfigured, providerNotFound, providerUnreadable } from './providers.errors.js';
import { findConfiguration, listConfigurations } from './providers.repository.js';
import { placeOf, type StoredConfiguration } from './providers.schema.js';

export interface ConfigurationsDeps {
  db: Db;
  sealer: Sealer;
  /** From the environment, by provider. */
  oauthClients: Record<string, OAuthClient>;
  /** How browsers reach this Relay, without a slash at the end. */
  publicUrl: string;
  actions: ActionDefinition[];
}

/** A provider as one workspace uses it. */
export interface Configuration {
  provider: OAuthProvider;
  configuredBy: Provider['configuredBy'];
  clientId: string | undefined;
  tenant: string | undefined;
  /** Whether a development instance's stand-in is in the provider's place, for whichever client. */
  isEmulated: boolean;
  /** What each of the provider's actions asks for, by its id. */
  scopes: Record<string, string[]>;
  consent: ConsentScreen;
  /** Exactly what the provider must know. */
  redirectUri: string;
  updatedAt: Date | undefined;
  /** The client that the workspace connects accounts with. Throws 409 while there is none, or its secret does not open. */
  client(): OAuthClient;
}

export class Configurations {
  constructor(private readonly deps: ConfigurationsDeps) {}

  /** Throws 404 for a provider that there is none of. */
  async get(workspaceId: string, providerId: string): Promise<Configuration> {
    const provider = findOAuthProvider(providerId);
    if (!provider) throw providerNotFound();
    return this.effective(workspaceId, provider, await findConfiguration(this.deps.db, workspaceId, provider.id));
  }

  async list(workspaceId: string, providers: readonly OAuthProvider[]): Promise<Configuration[]> {
    const stored = await listConfigurations(this.deps.db, workspaceId);
    return providers.map((provider) =>
      this.effective(
        workspaceId,
        provider,
        stored.find(({ provider: id }) => id === provider.id),
      ),
    );
  }

  effective(workspaceId: string, provider: OAuthProvider, stored: StoredConfiguration | undefined): Configuration {
    const inherited = this.deps.oauthClients[provider.id];
    const client = stored ?? inherited;
    const actions = this.deps.actions.filter((action) => action.provider === provider.id);
    return {
      provider,
      configuredBy: stored ? 'workspace' : inherited ? (inherited.isEmulated ? 'emulator' : 'environment') : null,
      clientId: client?.clientId,
      tenant: client?.tenant ?? undefined,
      isEmulated: inherited?.isEmulated ?? false,
      scopes: Object.fromEntries(actions.map(({ id, scopes }) => [id, stored?.scopes[id] ?? scopes])),
      consent: stored?.consent ?? {},
      redirectUri: `${this.deps.publicUrl}/api/oauth/${provider.id}/callback`,
      updatedAt: stored?.updatedAt,
      client: () => {
        if (stored) return this.open(workspaceId, provider, stored);
        if (!inherited) throw providerNotConfigured(provider.name);
        return inherited;
      },
    };
  }

  /**
   * The client with this id, as far as it is still known: the workspace's own, or the environment's. Tokens that one client was
   * given can be refreshed and revoked by no other. Throws 409 when its secret does not open.
   */
  async clientById(workspaceId: string, provider: OAuthProvider, clientId: string): Promise<OAuthClient | undefined> {
    const stored = await findConfiguration(this.deps.db, workspaceId, provider.id);
    if (stored?.clientId === clientId) return this.open(workspaceId, provider, stored);
    const inherited = this.deps.oauthClients[provider.id];
    return inherited?.clientId === clientId ? inherited : undefined;
  }

  private open(workspaceId: string, provider: OAuthProvider, stored: StoredConfiguration): OAuthClient {
    try {
      const clientSecret = this.deps.sealer.open(stored.sealedClientSecret, placeOf(workspaceId, provider.id));
      return { clientId: stored.clientId, clientSecret, tenant: stored.tenant ?? undefined };
    } catch (error) {
      throw error instanceof SealError ? providerUnreadable(provider.name, error) : error;
    }
  }
}

export const toProvider = (configuration: Configuration): Provider => {
  const { provider, configuredBy, clientId, tenant, scopes, consent, redirectUri, updatedAt } = configuration;
  return {
    id: provider.id,
    name: provider.name,
    configuredBy,
    clientId: clientId ?? null,
    hasClientSecret: clientId !== undefined,
    tenant: tenant ?? null,
    redirectUri,
    identityScopes: provider.identityScopes,
    scopes: Object.entries(scopes).map(([action, asked]) => ({ action, scopes: asked })),
    consent,
    updatedAt: updatedAt?.toISOString() ?? null,
  };
};
