// How Graph says no.
import { randomUUID } from 'node:crypto';
import { json, type Reply } from '../gate/http.js';
import type { Refusal } from '../gate/vendor.js';

export function graphError(status: number, code: string, message: string, headers: Record<string, string> = {}): Reply {
  const id = randomUUID();
  const date = new Date().toISOString().slice(0, 19);
  const innerError = { date, 'request-id': id, 'client-request-id': id };
  return json(status, { error: { code, message, innerError } }, headers);
}

export const invalidRecipients = () => graphError(400, 'ErrorInvalidRecipients', "At least one recipient isn't valid.");

export function refuse(refusal: Refusal): Reply {
  switch (refusal.kind) {
    case 'unauthenticated':
      return graphError(401, 'InvalidAuthenticationToken', 'Access token is empty, expired or not valid.');
    case 'scope':
      return graphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
    case 'not_found':
      return graphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
    case 'invalid':
      return graphError(400, 'BadRequest', refusal.problems.join('; '));
    case 'rate_limited':
    case 'quota':
      return graphError(429, 'TooManyRequests', 'Application is over its throttling limit.', {
        'retry-after': String(refusal.retryAfterSeconds),
      });
    case 'status':
      return refusal.status >= 500
        ? graphError(
            refusal.status,
            refusal.status === 503 ? 'ServiceUnavailable' : 'InternalServerError',
            'An internal server error occurred.',
          )
        : graphError(refusal.status, 'UnknownError', 'The request was refused.');
  }
}
