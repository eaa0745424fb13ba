import { describe, expect, it } from 'vitest';
import { failedWrite } from '../failure.judge.js';
import { answerOf } from '../testing.js';
import { microsoft } from './dialect.js';

const graphError = (code: string, message = 'Something.', innerError: object = {}) => ({
  error: { code, message, innerError: { date: '2026-11-01T12:00:00', ...innerError } },
});
const errorOf = (...args: Parameters<typeof answerOf>) => {
  const outcome = failedWrite(answerOf(...args), microsoft);
  if (outcome.status !== 'failed') throw new Error(outcome.status);
  return outcome.error;
};

describe('a refusal of Graph', () => {
  it.each([
    [401, 'InvalidAuthenticationToken', 'provider_auth'],
    [401, 'somethingElse', 'provider_auth'],
    [403, 'ErrorAccessDenied', 'provider_permission'],
    [403, 'Authorization_RequestDenied', 'provider_permission'],
    [403, 'Forbidden', 'provider_permission'],
    [404, 'MailboxNotEnabledForRESTAPI', 'provider_permission'],
    [404, 'ErrorItemNotFound', 'provider_not_found'],
    [404, 'NotFound', 'provider_not_found'],
    [400, 'ErrorInvalidIdMalformed', 'provider_invalid'],
    [400, 'ErrorInvalidRecipients', 'provider_invalid'],
    [400, 'RequestBodyRead', 'provider_invalid'],
    [400, 'ErrorDuplicateTransactionId', 'provider_conflict'],
    [403, 'ErrorMessageSubmissionBlocked', 'provider_permission'],
    [403, 'constructor', 'provider_permission'],
    [412, 'ErrorIrresolvableConflict', 'provider_conflict'],
    [429, 'TooManyRequests', 'rate_limited'],
    [429, 'ApplicationThrottled', 'rate_limited'],
    [509, 'bandwidth', 'rate_limited'],
    [403, 'ErrorExceededMessageLimit', 'rate_limited'],
    [500, 'generalException', 'provider_unavailable'],
  ])('with %i and %s is %s', (status, code, expected) => {
    expect(errorOf(status, graphError(code))).toMatchObject({
      code: expected,
      providerStatus: status,
      providerCode: code,
    });
  });

  it('is known in any spelling of its code', () => {
    expect(errorOf(400, graphError('ITEMNOTFOUND')).code).toBe('provider_not_found');
  });

  it('is known by the innermost code that says something', () => {
    const inner = { code: 'outer', innerError: { code: 'throttledRequest', innererror: { code: 'unheard' } } };
    expect(errorOf(403, graphError('accessDenied', 'No.', inner))).toMatchObject({
      code: 'rate_limited',
      providerCode: 'accessDenied',
    });
  });

  it('is a limit by its status, whatever its code says, and waits as long as it is asked to', () => {
    expect(errorOf(429, graphError('accessDenied'), { 'retry-after': '17' })).toMatchObject({
      code: 'rate_limited',
      retryable: true,
      retryAfterMs: 17_000,
    });
  });

  it('tells the id of the request, by which Microsoft finds it', () => {
    const headers = { 'request-id': '5cc0cd48-3f0a-4a6c-9a0d-7a2b7e6f7d11' };
    expect(errorOf(400, graphError('BadRequest', 'Wrong.'), headers).providerMessage).toBe(
      'Wrong. (request-id 5cc0cd48-3f0a-4a6c-9a0d-7a2b7e6f7d11)',
    );
    expect(errorOf(400, graphError('BadRequest', 'Wrong.'), { 'request-id': 'a b' }).providerMessage).toBe('Wrong.');
  });

  it('tells who has no mailbox that there is none', () => {
    expect(errorOf(404, graphError('MailboxNotEnabledForRESTAPI')).detail).toContain('no mailbox');
  });

  it.each([['<html>'], [''], [null], [[]], [{ error: 'x' }], [{ error: { code: 7, message: {} } }], [{ error: null }]])(
    'is read from its status where it says nothing else: %j',
    (body) => {
      expect(errorOf(403, body)).toMatchObject({ code: 'provider_permission' });
      expect(errorOf(403, body)).not.toHaveProperty('providerCode');
    },
  );
});

describe("a gateway's answer", () => {
  it('leaves it unknown whether Graph took a write', () => {
    const outcome = failedWrite(answerOf(503, graphError('serviceNotAvailable')), microsoft);
    expect(outcome).toMatchObject({ status: 'outcome_unknown', error: { code: 'gateway_error' } });
  });

  it('is a refusal where Graph says that it throttles', () => {
    const outcome = failedWrite(answerOf(503, graphError('ApplicationThrottled'), { 'retry-after': '3' }), microsoft);
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'rate_limited', retryAfterMs: 3000 } });
  });
});
