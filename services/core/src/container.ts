// Builds each room once: the only place with `new …Service`.

import type { Authenticate } from './contract/authentication.js';
import { document } from './contract/schemas.js';
import type { Api } from './generated/api.js';
import type { Sealer } from './platform/crypto/index.js';
import type { Db } from './platform/db/index.js';
import type { Logger } from './platform/log.js';
import { createMetrics, type Metrics } from './platform/metrics.js';
import type { Outbound } from './platform/outbound/index.js';
import { type RateLimit, RateLimiter } from './platform/rate-limits.js';
import type { RedisConnection } from './platform/redis.js';
import { catalog } from './providers/index.js';
import { ActionsService, Catalog, Sender } from './rooms/actions/index.js';
import { ApiKeysService, Authenticator, Hasher, type KeyMode } from './rooms/api-keys/index.js';
import { AuditService } from './rooms/audit/index.js';
import { ExecutionsService } from './rooms/executions/index.js';
import { MeService } from './rooms/me/index.js';
import { PreviewsService } from './rooms/previews/index.js';
import { SystemService } from './rooms/system/index.js';
import { WebhooksService } from './rooms/webhooks/index.js';

export interface World {
  db: Db;
  redis: RedisConnection | undefined;
  sealer: Sealer;
  outbound: Outbound;
  log: Logger;
  rateLimit: RateLimit;
  /** `test` on development instances, `live` in production. */
  keyMode: KeyMode;
  sendDeadlineMs: number;
  isDraining: () => boolean;
  now?: () => Date;
}

export interface Container {
  api: Api;
  authenticate: Authenticate;
  metrics: Metrics;
  /** Resolves when nothing is being sent any more. */
  drained(): Promise<void>;
}

export function buildContainer(world: World): Container {
  const {
    db,
    redis,
    sealer,
    outbound,
    log,
    rateLimit,
    keyMode,
    sendDeadlineMs,
    isDraining,
    now = () => new Date(),
  } = world;
  const metrics = createMetrics();
  const hasher = new Hasher();
  const authenticator = new Authenticator({ db, hasher, modes: [keyMode] });
  const limiter = new RateLimiter(rateLimit, redis);
  const actionCatalog = new Catalog(catalog);
  const sender = new Sender({ catalog: actionCatalog, sealer, outbound, now, log });
  const actions = new ActionsService({ db, catalog: actionCatalog, sender, sealer, outbound, metrics, sendDeadlineMs });
  const limits = {
    requestsPerSecond: rateLimit.perSecond,
    burst: rateLimit.burst,
    bodyBytes: 262_144,
    previewBodyBytes: 4_194_304,
  };
  return {
    api: {
      system: new SystemService({ db, redis, version: document.info.version, isDraining }),
      me: new MeService({ limits }),
      actions,
      previews: new PreviewsService({ db }),
      executions: new ExecutionsService({ db }),
      apiKeys: new ApiKeysService({ db, hasher, authenticator, mode: keyMode }),
      audit: new AuditService({ db }),
      webhooks: new WebhooksService({ db, sealer }),
    },
    authenticate: async (request, role) => {
      const principal = await authenticator.authenticate(request, role);
      for (const [name, value] of Object.entries(await limiter.take(principal.workspaceId)))
        request.res!.setHeader(name, value);
      return principal;
    },
    metrics,
    drained: () => actions.drained(),
  };
}
