import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Logger } from './log.js';
import type { Metrics } from './metrics.js';
import type { Principal } from './principal.js';

const VALID_ID = /^[A-Za-z0-9._:-]{1,128}$/;

/** Not a TypeID: it is no row's, and every request pays for it. */
export const newRequestId = () => `req_${randomUUID()}`;

/** Gives every request its id: the client's `X-Request-Id` when it is valid, else a new one. Every reply carries it. */
export const requestId: RequestHandler = (request, response, next) => {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && VALID_ID.test(given) ? given : newRequestId();
  response.locals.requestId = id;
  response.setHeader('X-Request-Id', id);
  next();
};

/** One structured line and one count for each request, with the ids that join it to audit and executions. */
export function requestLog(
  log: Logger,
  metrics: Metrics,
  operationIdOf: (request: Request) => string | undefined,
): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const milliseconds = performance.now() - startedAt;
      // The operation or the route's template, never the URL: that is unbounded, and its query may hold what no log should.
      const path = request.route?.path as string | undefined;
      const operation = operationIdOf(request) ?? (path ? `${request.method} ${path}` : 'none');
      response.locals.operation = operation;
      const status = response.writableFinished ? response.statusCode : 499; // the client went away first
      metrics.requests.inc({ operation, status });
      metrics.duration.observe({ operation }, milliseconds / 1000);
      const principal = (request as { user?: Principal }).user;
      log.info({
        requestId: response.locals.requestId,
        method: request.method,
        operation,
        status,
        code: response.locals.code,
        durationMs: Math.round(milliseconds * 10) / 10,
        workspaceId: principal?.workspaceId,
        principalId: principal?.id,
        traceId: response.locals.traceId,
        ...response.locals.facts,
      });
    });
    next();
  };
}
