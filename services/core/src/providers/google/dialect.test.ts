import { describe, expect, it } from 'vitest';
import { failedWrite } from '../failure.judge.js';
import { answerOf } from '../testing.js';
import { google, isMissing } from './dialect.js';

/** As Gmail and Calendar say it. */
const older = (code: number, reason: string, message = 'No.') => ({
  error: { code, message, errors: [{ message, domain: 'global', reason }], status: 'X' },
});
/** As Chat and all newer APIs say it. */
const newer = (code: number, status: string, reason?: string, more: object[] = [], message = 'No.') => ({
  error: {
    code,
    message,
    status,
    details: [
      ...(reason ? [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' }] : []),
      ...more,
    ],
  },
});
const errorOf = (...answer: Parameters<typeof answerOf>) => {
  const outcome = failedWrite(answerOf(...answer), google);
  return 'error' in outcome ? outcome.error : undefined;
};

describe('what Google says', () => {
  it.each([
    [403, older(403, 'rateLimitExceeded'), 'rate_limited', 'rateLimitExceeded'],
    [403, older(403, 'userRateLimitExceeded'), 'rate_limited', 'userRateLimitExceeded'],
    [403, older(403, 'quotaExceeded'), 'rate_limited', 'quotaExceeded'],
    [403, older(403, 'dailyLimitExceeded'), 'rate_limited', 'dailyLimitExceeded'],
    [429, newer(429, 'RESOURCE_EXHAUSTED', 'RATE_LIMIT_EXCEEDED'), 'rate_limited', 'RATE_LIMIT_EXCEEDED'],
    [429, newer(429, 'RESOURCE_EXHAUSTED'), 'rate_limited', 'RESOURCE_EXHAUSTED'],
    [403, older(403, 'insufficientPermissions'), 'provider_permission', 'insufficientPermissions'],
    [
      403,
      newer(403, 'PERMISSION_DENIED', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'),
      'provider_permission',
      'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
    ],
    [403, newer(403, 'PERMISSION_DENIED', 'SERVICE_DISABLED'), 'provider_permission', 'SERVICE_DISABLED'],
    [403, older(403, 'domainPolicy'), 'provider_permission', 'domainPolicy'],
    [400, older(400, 'failedPrecondition', 'Mail service not enabled'), 'provider_permission', 'failedPrecondition'],
    [
      404,
      newer(404, 'NOT_FOUND', undefined, [], 'Google Chat app not found. To create a Chat app, …'),
      'provider_permission',
      'NOT_FOUND',
    ],
    [401, older(401, 'authError'), 'provider_auth', 'authError'],
    [401, { error: 'invalid_token', error_description: 'Expired' }, 'provider_auth', 'invalid_token'],
    [400, older(400, 'invalidArgument'), 'provider_invalid', 'invalidArgument'],
    [404, older(404, 'notFound'), 'provider_not_found', 'notFound'],
    [409, older(409, 'duplicate'), 'provider_conflict', 'duplicate'],
    [500, older(500, 'backendError'), 'provider_unavailable', 'backendError'],
    [503, newer(503, 'UNAVAILABLE'), 'gateway_error', undefined],
  ])('with %i and %j is %s', (status, body, code, providerCode) => {
    expect(errorOf(status, body)).toMatchObject({ code, ...(providerCode && { providerCode }) });
  });

  it('stands beside what Relay says about it', () => {
    expect(errorOf(400, older(400, 'invalidArgument', 'Invalid To header'))).toMatchObject({
      detail: expect.stringContaining('Google'),
      providerMessage: 'Invalid To header',
      providerStatus: 400,
    });
  });

  it.each([
    [
      newer(429, 'RESOURCE_EXHAUSTED', undefined, [
        { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '12.5s' },
      ]),
      12_500,
    ],
    [older(429, 'rateLimitExceeded', 'User-rate limit exceeded.  Retry after 2026-11-01T12:00:30.000Z'), 30_000],
    [older(429, 'rateLimitExceeded', 'User-rate limit exceeded.  Retry after 2026-11-01T11:00:00.000Z'), 0],
    [older(429, 'rateLimitExceeded', 'Retry after lunch'), undefined],
  ])('tells how long to wait: %j', (body, retryAfterMs) => {
    expect(errorOf(429, body, { date: 'Sun, 01 Nov 2026 12:00:00 GMT' })?.retryAfterMs).toBe(retryAfterMs);
  });

  it.each([
    ['<html>', undefined],
    ['null', undefined],
    [[1], undefined],
    [{ error: null }, undefined],
    [{ error: { errors: [null, 'x', { reason: 7 }], details: 'x', message: {} } }, undefined],
  ])('may be anything, and is no reason to fail: %j', (body, providerCode) => {
    expect(errorOf(400, body)).toMatchObject({ code: 'provider_invalid' });
    expect(errorOf(400, body)?.providerCode).toBe(providerCode);
  });
});

describe('what is missing', () => {
  it('is what a request names, and not the API or the Chat app', () => {
    expect(isMissing(answerOf(404, older(404, 'notFound')))).toBe(true);
    expect(isMissing(answerOf(410, older(410, 'deleted')))).toBe(true);
    expect(isMissing(answerOf(404, newer(404, 'NOT_FOUND', undefined, [], 'Google Chat app not found.')))).toBe(false);
    expect(isMissing(answerOf(404, newer(404, 'NOT_FOUND')))).toBe(true);
    expect(isMissing(answerOf(403, older(403, 'forbidden')))).toBe(false);
    for (const body of ['<html>', '', {}, { error: 'notFound?' }]) expect(isMissing(answerOf(404, body))).toBe(false);
  });
});
