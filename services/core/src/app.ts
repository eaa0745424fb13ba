import express, { type Express, type Router } from 'express';
import type { Authenticate } from './contract/authentication.js';
import { containerFor } from './contract/ioc.js';
import { noRoute, problems } from './contract/problems.js';
import type { Api } from './generated/api.js';
import { RegisterRoutes } from './generated/routes.js';
import type { Logger } from './platform/log.js';
import type { Metrics } from './platform/metrics.js';
import { requestId, requestLog } from './platform/request-log.js';

export interface AppDeps {
  api: Api;
  authenticate: Authenticate;
  log: Logger;
  metrics: Metrics;
  isDraining?: () => boolean;
  /** What is served beside the contract's operations: metrics, reference page, inbox. */
  pages: Router[];
  /** For tests: a reply that the contract does not describe answers 500. */
  checkReplies?: boolean;
}

/** The express app: request id, log, the contract's routes, pages, and one place that answers errors. */
export function buildApp({
  api,
  authenticate,
  log,
  metrics,
  pages,
  isDraining = () => false,
  checkReplies = false,
}: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.set('query parser', 'simple');
  Object.assign(app.locals, { container: containerFor(api), authenticate, checkReplies });
  app.use(requestId, requestLog(log, metrics), (_request, response, next) => {
    if (isDraining()) response.setHeader('Connection', 'close'); // a kept connection would outlive the drain
    next();
  });
  RegisterRoutes(app);
  app.use(...pages, noRoute, problems(log));
  return app;
}
