import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Problem } from '../generated/types.js';
import { databaseProblem } from '../platform/db/index.js';
import { RelayError } from '../platform/errors.js';
import type { Logger } from '../platform/log.js';
import { checkReply } from './accept.js';
import { methodsByPath, operationIdOf, operations } from './operations.js';
import { sendProblemPage } from './pages.js';

const DOCS = 'https://github.com/relay/relay/blob/main/docs/errors';

// Those without parameters first: /api/actions/preview is not an {actionId}, and takes POST alone.
const routes = [...methodsByPath]
  .sort(([one], [other]) => Number(one.includes('{')) - Number(other.includes('{')))
  .map(([path, methods]) => ({ matches: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}/?$`), methods }));

/** What no route took: 405 where the path exists with other methods, else 404. */
export const noRoute: RequestHandler = (request, _response, next) => {
  const route = routes.find(({ matches }) => matches.test(request.path));
  if (!route) return next(new RelayError('not_found', 404, `There is nothing at ${request.path}.`));
  const headers = { Allow: route.methods.join(', ') };
  next(new RelayError('method_not_allowed', 405, `${request.path} takes ${headers.Allow}.`, { headers }));
};

/** A problem in the form of RFC 9457. */
export const problemBody = (
  { code, status, message, errors, authorizationUrl, provider }: RelayError,
  requestId: string,
): Problem => ({
  type: `${DOCS}/${code}.md`,
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail: message,
  code,
  requestId,
  ...(errors && { errors }),
  ...(authorizationUrl && { authorizationUrl }),
  ...provider,
});

/** Answers every error as application/problem+json; what nobody foresaw is logged and answers `internal`. */
export function problems(log: Logger): ErrorRequestHandler {
  return (error, request, response, _next) => {
    if (response.headersSent) {
      log.error({ err: error, requestId: response.locals.requestId }, 'a reply broke off');
      response.destroy(); // mid-stream: cut the connection; JSON after half a body would lie
      return;
    }
    const problem = toProblem(error);
    if (problem.status >= 500)
      log.error({ err: problem.cause ?? error, requestId: response.locals.requestId }, problem.message);
    for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value);
    const body = problemBody(problem, response.locals.requestId);
    response.setHeader('Cache-Control', 'no-store'); // also where the page itself may be kept
    const operationId = operationIdOf(request);
    response.locals.code = problem.code;
    if (operationId && operations.get(operationId)?.isPage) return sendProblemPage(response, problem);
    if (request.app.locals.checkReplies && operationId) checkReply(operationId, problem.status, body);
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(body));
  };
}

function toProblem(error: unknown): RelayError {
  if (error instanceof RelayError) return error;
  if (error instanceof URIError) return new RelayError('not_found', 404, 'The path is not valid percent-encoding.');
  const detail = 'Something went wrong on our side; the request id helps us to find it.';
  return databaseProblem(error) ?? new RelayError('internal', 500, detail, { cause: error });
}
