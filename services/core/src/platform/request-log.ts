import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from './log.js';
import type { Metrics } from './metrics.js';
import type { Principal } from './principal.js';

const VALID_ID = /^[A-Za-z0-9._:-]{1,128}$/;

/** Gives every request its id: the client's `X-Request-Id` when it is valid, else a new one. Every reply carries it. */
export const requestId: RequestHandler = (request, response, next) => {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && VALID_ID.test(given) ? given : `req_${randomUUID()}`; // not a TypeID: it is no row's, and every request pays for it
  response.locals.requestId = id;
  response.setHeader('X-Request-Id', id);
  next();
};

/** One structured line and one count for each request, with the ids that join it to audit and executions. */
export function requestLog(log: Logger, metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const milliseconds = performance.now() - startedAt;
      const operation = operationOf(
        request.method,
        request.route?.path as string | undefined,
        response.locals.operationId,
      );
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
      });
    });
    next();
  };
}

// The route's template, never the URL: a URL is unbounded, and its query may hold what no log should.
const operationOf = (method: string, path: string | undefined, operationId: unknown) =>
  typeof operationId === 'string' ? operationId : path ? `${method} ${path}` : 'none';
