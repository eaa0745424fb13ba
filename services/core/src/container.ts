// Builds each room once: the only place with `new …Service`.

import { setTimeout } from 'node:timers/promises';
import type { Authenticate } from './contract/authentication.js';
import { countedAs } from './contract/operations.js';
import type { CountPage } from './contract/pages.js';
import { document } from './contract/schemas.js';
import type { Api } from './generated/api.js';
import type { OAuthClient } from './platform/config.js';
import type { Sealer } from './platform/crypto/index.js';
import type { Db } from './platform/db/index.js';
import { Idempotency } from './platform/idempotency/index.js';
import type { LlmConfig } from './platform/llm-config.js';
import type { Logger } from './platform/log.js';
import { createMetrics, type Metrics } from './platform/metrics.js';
import type { Outbound } from './platform/outbound/index.js';
import { clientOf, RateLimiter, type RateLimits } from './platform/rate-limits/index.js';
import type { RedisConnection } from './platform/redis.js';
import { type ActionDefinition, catalog, type ProviderUrls } from './providers/index.js';
import {
  ActionsService,
  Catalog,
  Governor,
  Latecomers,
  Looker,
  Previewer,
  Reader,
  Reconciler,
  Sender,
  Transmitter,
  Undo,
} from './rooms/actions/index.js';
import { ApiKeysService, Authenticator, authorize, Hasher, type KeyMode } from './rooms/api-keys/index.js';
import { AuditService, Chainer, Signer } from './rooms/audit/index.js';
import { ChatService, chatParts, type Engine, embeddedEngine, LlmEngine, Settlement } from './rooms/chat/index.js';
import {
  Authorizations,
  Chooser,
  ConnectionAccess,
  type ConnectionsForActions,
  ConnectionsService,
  Disconnector,
  MasterKeyWatch,
  Refresher,
  TokenSource,
  Vault,
} from './rooms/connections/index.js';
import { ExecutionsService } from './rooms/executions/index.js';
import { MeService } from './rooms/me/index.js';
import { PreviewsService } from './rooms/previews/index.js';
import { Configurations, ProvidersService } from './rooms/providers/index.js';
import { SystemService } from './rooms/system/index.js';
import { WebhookDeliverer, WebhooksService } from './rooms/webhooks/index.js';

export interface World {
  db: Db;
  redis: RedisConnection | undefined;
  sealer: Sealer;
  outbound: Outbound;
  log: Logger;
  rateLimits: RateLimits;
  /** `test` on development instances, `live` in production. */
  keyMode: KeyMode;
  sendDeadlineMs: number;
  /** How much longer than a send its lease lasts. */
  leaseMarginMs?: number;
  isDraining: () => boolean;
  /** Waits between attempts; tests do not. */
  pause?: (milliseconds: number) => Promise<void>;
  /** The actions that can be run; all of them, if left out. */
  actions?: ActionDefinition[];
  /** Other addresses for providers' hosts, such as those of emulators. */
  providerUrls?: ProviderUrls;
  /** How browsers reach this Relay, without a slash at the end. */
  publicUrl: string;
  /** Where a person may be sent after consent. */
  returnUrls?: string[];
  /** The OAuth clients of workspaces that have none of their own, by provider. */
  oauthClients?: Record<string, OAuthClient>;
  /** What the actions of a test run through. */
  connections?: ConnectionsForActions;
  /** What understands sentences; the language model or the embedded engine, if left out. */
  engine?: Engine;
  /** The language model that chat may ask. */
  llm?: LlmConfig | undefined;
  /** What relative dates are read by; the database's clock, if left out. */
  now?: Date | undefined;
  /** How long a reply of chat that nobody reads goes on, in milliseconds. */
  abandonedMs?: number;
}

export interface Container {
  api: Api;
  authenticate: Authenticate;
  countPage: CountPage;
  metrics: Metrics;
  reconciler: Reconciler;
  refresher: Refresher;
  masterKeys: MasterKeyWatch;
  webhookDeliverer: WebhookDeliverer;
  chainer: Chainer;
  signer: Signer;
  chatSettlement: Settlement;
  /** Resolves when nothing is being sent or refreshed any more. */
  drained(): Promise<void>;
}

export function buildContainer(world: World): Container {
  const {
    db,
    redis,
    sealer,
    outbound,
    log,
    rateLimits,
    keyMode,
    sendDeadlineMs,
    leaseMarginMs = 30_000,
    isDraining,
    pause = (milliseconds) => setTimeout(milliseconds),
    actions: definitions = catalog,
    providerUrls = {},
    publicUrl,
    oauthClients = {},
    returnUrls = [],
  } = world;
  const metrics = createMetrics();
  const hasher = new Hasher();
  const limiter = new RateLimiter(rateLimits, redis, undefined, (limit) => metrics.rateLimited.inc({ limit }));
  const authenticator = new Authenticator({ db, hasher, modes: [keyMode], limiter, redis });
  const actionCatalog = new Catalog(definitions);
  const idempotency = new Idempotency({ db, sealer });
  const configurations = new Configurations({ db, sealer, oauthClients, publicUrl, actions: definitions });
  const vault = new Vault(sealer);
  const authorizations = new Authorizations({ db, sealer, configurations, publicUrl });
  const atProviders = { db, vault, outbound, providerUrls, configurations, log };
  const disconnector = new Disconnector(atProviders);
  const refresher = new Refresher({ ...atProviders, metrics });
  const tokens = new TokenSource({ db, vault, refresher, log });
  const masterKeys = new MasterKeyWatch({ db, sealer, log });
  const chooser = new Chooser({ db, configurations, authorizations });
  const connections = world.connections ?? new ConnectionAccess({ db, chooser, tokens });
  const governor = new Governor();
  const transmitter = new Transmitter({ outbound, connections, governor, providerUrls, metrics, log });
  const looker = new Looker({ transmitter, deadlineMs: sendDeadlineMs, pause });
  const running = { db, catalog: actionCatalog, connections, idempotency };
  const looking = { ...running, looker, providerUrls };
  const previewer = new Previewer({ ...looking, sealer, outbound });
  const reader = new Reader({ ...looking, metrics });
  const sender = new Sender({ catalog: actionCatalog, sealer, transmitter, log, deadlineMs: sendDeadlineMs, pause });
  const reconciler = new Reconciler({ db, catalog: actionCatalog, sender, log, metrics });
  const latecomers = new Latecomers({ db, idempotency, sendDeadlineMs });
  const sending = { sender, latecomers, sendDeadlineMs, leaseMarginMs };
  const actions = new ActionsService({ ...running, ...sending, previewer, reader, metrics });
  const previews = new PreviewsService({ db });
  const webhookDeliverer = new WebhookDeliverer({ db, sealer, outbound, log, metrics });
  const connectionsService = new ConnectionsService({
    db,
    sealer,
    outbound,
    vault,
    idempotency,
    configurations,
    authorizations,
    disconnector,
    actions: definitions,
    publicUrl,
    providerUrls,
    returnUrls,
    wake: () => webhookDeliverer.wake(),
  });
  const { llm, now, abandonedMs } = world;
  const understands = llm
    ? new LlmEngine({ config: llm, outbound, embedded: embeddedEngine, metrics, log })
    : embeddedEngine;
  const { engine = understands } = world;
  const chatSettlement = new Settlement({ db, metrics });
  const chat = new ChatService(
    chatParts({
      settlement: chatSettlement,
      ...{ db, sealer, catalog: actionCatalog, engine, actions, previewer, previews, idempotency, metrics, log },
      ...{ connections: connectionsService, forActions: connections, now, abandonedMs },
    }),
  );
  const signer = new Signer({ db, sealer });
  const chainer = new Chainer({ db, signer, log });
  return {
    api: {
      system: new SystemService({
        db,
        redis,
        version: document.info.version,
        isDraining,
        lostMasterKeys: () => masterKeys.lostKeys(),
      }),
      me: new MeService({ rateLimits }),
      actions,
      previews,
      executions: new ExecutionsService({ db, undoer: new Undo({ ...running, previewer }) }),
      apiKeys: new ApiKeysService({ db, hasher, authenticator, idempotency, mode: keyMode }),
      audit: new AuditService({ db, sealer, chainer, signer }),
      providers: new ProvidersService({ db, sealer, outbound, providerUrls, idempotency, configurations }),
      connections: connectionsService,
      chat,
      webhooks: new WebhooksService({ db, sealer, outbound, idempotency, wake: () => webhookDeliverer.wake() }),
    },
    authenticate: async (request, role) => {
      const principal = await authenticator.identify(request);
      const { workspaceId: workspace, id: key } = principal;
      const kind = countedAs(request);
      const left = await limiter.take({ workspace, key, ...(kind && { [kind]: workspace }) });
      for (const [name, value] of Object.entries(left)) request.res!.setHeader(name, value);
      return authorize(principal, role);
    },
    countPage: async (request) => {
      await limiter.take({ pages: clientOf(request.ip) });
    },
    metrics,
    reconciler,
    refresher,
    masterKeys,
    webhookDeliverer,
    chainer,
    signer,
    chatSettlement,
    drained: async () => {
      await chat.drained();
      await actions.drained();
      await refresher.drained(); // by the last of them
    },
  };
}
