import type { Context } from '../../contract/replies.js';
import type {
  ProvidersApi,
  ProvidersCheckInput,
  ProvidersConfigureInput,
  ProvidersGetInput,
  ProvidersResetInput,
} from '../../generated/api.js';
import type { ConfigureProviderRequest, Provider, ProviderCheck, ProviderPage } from '../../generated/types.js';
import type { Sealer } from '../../platform/crypto/index.js';
import { type Db, inTransaction, lockWorkspace } from '../../platform/db/index.js';
import { RelayError } from '../../platform/errors.js';
import type { Idempotency, Replayable } from '../../platform/idempotency/index.js';
import { oauthProviders } from '../../providers/index.js';
import { actorOf, recordAudit } from '../audit/index.js';
import { askProvider, type CheckDeps, lookAt } from './providers.check.js';
import { type Configuration, type Configurations, toProvider } from './providers.configurations.js';
import { actionUnknown, clientSecretRequired, tenantRefused } from './providers.errors.js';
import { findConfiguration, putConfiguration, removeConfiguration } from './providers.repository.js';
import { placeOf } from './providers.schema.js';

export interface ProvidersDeps extends CheckDeps {
  db: Db;
  sealer: Sealer;
  idempotency: Idempotency;
  configurations: Configurations;
}

export class ProvidersService implements ProvidersApi {
  constructor(private readonly deps: ProvidersDeps) {}

  async list(_: object, { principal }: Context): Promise<ProviderPage> {
    const configurations = await this.deps.configurations.list(principal.workspaceId, oauthProviders);
    return { data: configurations.map(toProvider), nextCursor: null };
  }

  async get({ provider }: ProvidersGetInput, { principal }: Context): Promise<Provider> {
    return toProvider(await this.deps.configurations.get(principal.workspaceId, provider));
  }

  async configure({ provider: id, body }: ProvidersConfigureInput, context: Context): Promise<Provider> {
    const { db, sealer, configurations } = this.deps;
    const { workspaceId } = context.principal;
    const { provider, scopes: known } = await configurations.get(workspaceId, id);
    const { clientId, clientSecret, tenant, scopes = [], consent = {} } = body;
    if (tenant !== undefined && provider.id !== 'microsoft') throw tenantRefused(provider.name);
    const unknown = scopes.findIndex(({ action }) => !Object.hasOwn(known, action));
    if (unknown >= 0) throw actionUnknown(unknown, provider.name);
    return inTransaction(db, async (transaction) => {
      await lockWorkspace(transaction, workspaceId);
      const before = await findConfiguration(transaction, workspaceId, provider.id);
      const kept = before?.clientId === clientId ? before.sealedClientSecret : undefined;
      const sealedClientSecret =
        clientSecret === undefined ? kept : sealer.seal(clientSecret, placeOf(workspaceId, provider.id));
      if (sealedClientSecret === undefined) throw clientSecretRequired();
      const stored = await putConfiguration(transaction, workspaceId, {
        provider: provider.id,
        clientId,
        sealedClientSecret,
        tenant: tenant ?? null,
        scopes: Object.fromEntries(scopes.map(({ action, scopes: asked }) => [action, asked])),
        consent,
      });
      await recordAudit(transaction, actorOf(context), 'provider.configured', provider.id, changeOf(body));
      return toProvider(configurations.effective(workspaceId, provider, stored));
    });
  }

  async reset({ provider: id }: ProvidersResetInput, context: Context): Promise<Provider> {
    const { db, configurations } = this.deps;
    const { workspaceId } = context.principal;
    const { provider } = await configurations.get(workspaceId, id);
    return inTransaction(db, async (transaction) => {
      await lockWorkspace(transaction, workspaceId);
      const removed = await removeConfiguration(transaction, workspaceId, provider.id);
      if (removed) await recordAudit(transaction, actorOf(context), 'provider.reset', provider.id, { ...removed });
      return toProvider(configurations.effective(workspaceId, provider, undefined));
    });
  }

  async check(
    { provider: id, idempotencyKey: key }: ProvidersCheckInput,
    context: Context,
  ): Promise<Replayable<ProviderCheck>> {
    const { idempotency, configurations } = this.deps;
    const { workspaceId } = context.principal;
    const call = { workspaceId, operation: 'providers.check', key, request: { provider: id } };
    const kept = await idempotency.replay<ProviderCheck>(call);
    if (kept) return kept;
    const configuration = await configurations.get(workspaceId, id);
    const problems = [...(await this.ask(configuration)), ...lookAt(configuration)];
    return idempotency.once(call, async (transaction) => {
      const codes = problems.map(({ code }) => code);
      await recordAudit(transaction, actorOf(context), 'provider.checked', configuration.provider.id, {
        problems: codes,
      });
      return { ok: problems.length === 0, problems };
    });
  }

  private async ask(configuration: Configuration): Promise<ProviderCheck['problems']> {
    try {
      return await askProvider(this.deps, configuration);
    } catch (error) {
      // That there is no client, or that its secret does not open, is what was to be found out.
      if (error instanceof RelayError && error.status === 409) return [{ code: error.code, detail: error.message }];
      throw error;
    }
  }
}

/** What the audit log tells of a configuration: all but the secret. */
const changeOf = ({ clientSecret, ...rest }: ConfigureProviderRequest) => ({
  ...rest,
  secretReplaced: clientSecret !== undefined,
});
