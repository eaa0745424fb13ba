import express, { type Express, type Router } from 'express';
import type { Authenticate } from './contract/authentication.js';
import { containerFor } from './contract/ioc.js';
import { operationIdOf } from './contract/operations.js';
import type { CountPage } from './contract/pages.js';
import { noRoute, problems } from './contract/problems.js';
import type { Api } from './generated/api.js';
import { RegisterRoutes } from './generated/routes.js';
import { cors, mayBeKept, requestLimits, securityHeaders } from './platform/http-security/index.js';
import type { Logger } from './platform/log.js';
import type { Metrics } from './platform/metrics.js';
import { requestId, requestLog } from './platform/request-log.js';
import { traceRequests } from './platform/tracing/index.js';

export interface AppDeps {
  api: Api;
  authenticate: Authenticate;
  countPage: CountPage;
  log: Logger;
  metrics: Metrics;
  isDraining?: () => boolean;
  /** How many proxies in front of Relay are believed about the client's address. */
  trustedProxies?: number;
  /** What is served beside the contract's operations: metrics, reference page, inbox. */
  pages: Router[];
  /** Whether others reach Relay by https only; then browsers are told so. */
  https?: boolean;
  /** The origins whose pages may read replies; none, if left out. */
  corsOrigins?: string[];
  /** Whether requests are traced; otherwise no span is made. */
  traced?: boolean;
  /** For tests: a reply that the contract does not describe answers 500. */
  checkReplies?: boolean;
}

/** The express app: request id, log, the contract's routes, pages, and one place that answers errors. */
export function buildApp({
  api,
  authenticate,
  countPage,
  log,
  metrics,
  pages,
  isDraining = () => false,
  trustedProxies = 0,
  https = false,
  corsOrigins = [],
  traced = false,
  checkReplies = false,
}: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.enable('case sensitive routing'); // a proxy's rule for a path knows one spelling of it
  app.set('query parser', 'simple').set('trust proxy', trustedProxies);
  Object.assign(app.locals, { container: containerFor(api), authenticate, countPage, checkReplies });
  app.use(requestId, requestLog(log, metrics, operationIdOf), (_request, response, next) => {
    if (isDraining()) response.setHeader('Connection', 'close'); // a kept connection would outlive the drain
    next();
  });
  if (traced) app.use(traceRequests);
  app.use(securityHeaders({ https }), requestLimits);
  if (corsOrigins.length > 0) app.use('/api', cors(corsOrigins));
  RegisterRoutes(app);
  app.use(mayBeKept, ...pages, noRoute, problems(log));
  return app;
}
