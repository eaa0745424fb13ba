import { describe, expect, it } from 'vitest';
import { failedWrite } from '../failure.judge.js';
import { answerOf } from '../testing.js';
import { github } from './dialect.js';

const DATE = 'Sun, 01 Nov 2026 12:00:00 GMT';
const RESET = String(Date.parse('2026-11-01T12:10:00Z') / 1000);

function errorOf(status: number, body: unknown, headers: Record<string, string> = {}) {
  const outcome = failedWrite(answerOf(status, body, { date: DATE, ...headers }), github);
  if (outcome.status !== 'failed') throw new Error(outcome.status);
  return outcome.error;
}

describe("a limit of GitHub's", () => {
  it.each([403, 429])('ends when the window does, with %i', (status) => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': RESET };
    expect(errorOf(status, { message: 'API rate limit exceeded for user ID 17.' }, headers)).toMatchObject({
      code: 'rate_limited',
      retryable: true,
      retryAfterMs: 600_000,
    });
  });

  it.each([403, 429])('of the second kind ends when Retry-After says, with %i', (status) => {
    const headers = { 'retry-after': '60', 'x-ratelimit-remaining': '4000', 'x-ratelimit-reset': RESET };
    expect(errorOf(status, {}, headers)).toMatchObject({ code: 'rate_limited', retryAfterMs: 60_000 });
  });

  it.each([
    ['the second kind', { message: 'You have exceeded a secondary rate limit.' }, { 'x-ratelimit-remaining': '4000' }],
    ['a window without an end', { message: 'API rate limit exceeded' }, { 'x-ratelimit-remaining': '0' }],
  ])('is waited for a minute where GitHub does not say how long: %s', (_, body, headers) => {
    expect(errorOf(403, body, headers)).toMatchObject({ code: 'rate_limited', retryAfterMs: 60_000 });
  });

  it('that is over is not waited for', () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1000000000' };
    expect(errorOf(429, {}, headers).retryAfterMs).toBe(0);
  });
});

describe('a refusal of GitHub', () => {
  it.each([
    ['a token that is gone', 401, 'Bad credentials', {}, 'provider_auth', /connect the account again/],
    ['no right to do it', 403, 'Must have admin rights to Repository.', {}, 'provider_permission', /may/],
    [
      'an organization with single sign-on',
      403,
      'Resource protected by organization SAML enforcement.',
      { 'x-github-sso': 'required; url=https://github.com/orgs/o/sso?authorization_request=s3cr3t' },
      'provider_permission',
      /single sign-on/,
    ],
    [
      'an organization that has not approved the application',
      403,
      'Although you appear to have the correct authorization credentials, the `o` organization has enabled OAuth App access restrictions, meaning that …',
      {},
      'provider_permission',
      /approved/,
    ],
    ['an archive', 403, 'Repository was archived so is read-only.', {}, 'provider_conflict', /archived/],
    ['nothing there, or nothing to be seen', 404, 'Not Found', {}, 'provider_not_found', /private/],
    [
      'issues that are off',
      410,
      'Issues has been disabled in this repository.',
      {},
      'provider_not_found',
      /turned off/,
    ],
    [
      'a new name',
      307,
      'Moved Permanently',
      { location: 'https://api.github.com/repositories/1' },
      'provider_not_found',
      /new name/,
    ],
    ['a conflict', 409, 'Conflict', {}, 'provider_conflict', /./],
    ['a failure of its own', 500, 'Server Error', {}, 'provider_unavailable', /look there/],
  ])('means: %s', (_, status, message, headers, code, detail) => {
    const error = errorOf(status, { message }, headers as Record<string, string>);
    expect(error).toMatchObject({ code, providerStatus: status, providerMessage: message });
    expect(error.detail).toMatch(detail);
    expect(JSON.stringify(error)).not.toContain('s3cr3t');
  });

  it('names the fields that are wrong', () => {
    const errors = [{ resource: 'Issue', field: 'title', code: 'missing_field' }, 'Body is too long'];
    expect(errorOf(422, { message: 'Validation Failed', errors })).toMatchObject({
      code: 'provider_invalid',
      providerCode: 'missing_field',
      providerMessage: 'Validation Failed; Issue title missing_field; Body is too long',
    });
  });

  it.each([['<html>'], [[]], ['null'], [{ message: 17, errors: 17 }], [{ errors: [null, 17] }]])(
    'is read by its status when it says %j',
    (body) => {
      expect(errorOf(422, body)).toMatchObject({ code: 'provider_invalid' });
    },
  );
});

it("leaves a write unknown when GitHub's gateway answers", () => {
  expect(failedWrite(answerOf(502, { message: 'Server Error' }), github)).toMatchObject({
    status: 'outcome_unknown',
    error: { code: 'gateway_error', detail: expect.stringContaining('GitHub') },
  });
});
