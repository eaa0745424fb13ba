// How Google says no: Gmail and Calendar with `errors`, Chat with `details` only.
import { json, type Reply } from '../gate/http.js';
import type { Refusal } from '../gate/vendor.js';

const STATUS: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ALREADY_EXISTS',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

const DOMAIN: Record<string, string> = { rateLimitExceeded: 'usageLimits', userRateLimitExceeded: 'usageLimits' };

export interface GoogleError {
  code: number;
  message: string;
  reason: string;
  /** Where a newer API says it in `details`. */
  info?: string;
  headers?: Record<string, string>;
}

export function googleError(path: string, { code, message, reason, info, headers }: GoogleError): Reply {
  const isChat = path.startsWith('/v1/');
  const details = info && [
    { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: info, domain: 'googleapis.com', metadata: {} },
  ];
  const errors = [{ message, domain: DOMAIN[reason] ?? 'global', reason }];
  const error = {
    code,
    message,
    ...(!isChat && { errors }),
    ...(STATUS[code] && { status: STATUS[code] }),
    ...(details && { details }),
  };
  return json(code, { error }, headers);
}

export function refuse(refusal: Refusal, path: string): Reply {
  switch (refusal.kind) {
    case 'unauthenticated':
      return googleError(path, {
        code: 401,
        message:
          'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
        reason: 'authError',
        headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
      });
    case 'scope':
      return googleError(path, {
        code: 403,
        message: 'Request had insufficient authentication scopes.',
        reason: 'insufficientPermissions',
        info: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
        headers: {
          'www-authenticate': `Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="${refusal.needs.join(' ')}"`,
        },
      });
    case 'not_found':
      return googleError(path, { code: 404, message: 'Requested entity was not found.', reason: 'notFound' });
    case 'invalid':
      return googleError(path, { code: 400, message: refusal.problems.join('; '), reason: 'invalidArgument' });
    case 'rate_limited':
      return googleError(path, {
        code: 429,
        message: 'Quota exceeded for quota metric "Queries" and limit "Queries per minute per user".',
        reason: 'rateLimitExceeded',
        info: 'RATE_LIMIT_EXCEEDED',
        headers: { 'retry-after': String(refusal.retryAfterSeconds) },
      });
    case 'quota':
      // Its newer APIs have one way only.
      if (path.startsWith('/v1/'))
        return googleError(path, {
          code: 429,
          message: 'Resource has been exhausted (e.g. check quota).',
          reason: 'rateLimitExceeded',
        });
      return googleError(path, { code: 403, message: 'User Rate Limit Exceeded', reason: 'userRateLimitExceeded' });
    case 'status':
      return googleError(path, {
        code: refusal.status,
        message: refusal.status >= 500 ? 'Backend Error' : 'The request was refused.',
        reason: refusal.status >= 500 ? 'backendError' : (REASONS[refusal.status] ?? 'forbidden'),
      });
  }
}

const REASONS: Partial<Record<number, string>> = { 404: 'notFound', 410: 'deleted' };
