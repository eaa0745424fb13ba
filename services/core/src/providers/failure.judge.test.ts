import { describe, expect, it } from 'vitest';
import { FAILURE_CODES, type FailureKind, ProviderFailure } from './failure.js';
import { type Dialect, type Explanation, failedWrite, refuse } from './failure.judge.js';
import { answerOf } from './testing.js';

const silent: Dialect = { name: 'Acme', explain: () => ({}) };
const saying = (explanation: Explanation): Dialect => ({ name: 'Acme', explain: () => explanation });

function failureOf(...[answer, dialect]: Parameters<typeof refuse>): ProviderFailure {
  try {
    refuse(answer, dialect);
  } catch (error) {
    if (error instanceof ProviderFailure) return error;
    throw error;
  }
}

const errorOf = (...args: Parameters<typeof failedWrite>) => failedWrite(...args).error;

describe('an answer that says nothing but its status', () => {
  it.each<[FailureKind, boolean, number[]]>([
    ['invalid', false, [400, 405, 413, 415, 422, 431]],
    ['auth', false, [401]],
    ['permission', false, [402, 403, 451]],
    ['not_found', false, [404, 410]],
    ['conflict', false, [409, 412, 423, 428]],
    ['rate_limited', true, [429]],
    ['unavailable', true, [408, 500, 501, 507, 599]],
    ['unknown', false, [301, 302, 304, 307, 418, 499]],
  ])('is %s', (kind, retryable, statuses) => {
    for (const status of statuses) {
      const expected = { code: FAILURE_CODES[kind], retryable, providerStatus: status };
      expect(failedWrite(answerOf(status), silent)).toMatchObject({ status: 'failed', error: expected });
      expect(failureOf(answerOf(status), silent)).toMatchObject({ kind, error: expected });
    }
  });

  it.each(Object.keys(FAILURE_CODES) as FailureKind[])(
    'of the kind %s tells a person who refused, and what to do',
    (kind) => {
      const { message } = failureOf(answerOf(400), saying({ kind }));
      expect(message).toMatch(/^(Acme|This) .{10,} \(400\)[;,] .{15,}\.$/);
      expect(message).toContain('Acme');
    },
  );

  it('asks to look first where a write may have been half done, and not where nothing was written', () => {
    expect(errorOf(answerOf(500), silent).detail).toContain('look there');
    expect(failureOf(answerOf(500), silent).message).not.toContain('look there');
  });
});

describe("a gateway's answer", () => {
  it.each([502, 503, 504])('of %i leaves it unknown whether a write was taken', (status) => {
    expect(failedWrite(answerOf(status), silent)).toMatchObject({
      status: 'outcome_unknown',
      error: {
        code: 'gateway_error',
        retryable: false,
        providerStatus: status,
        detail: expect.stringContaining('Acme'),
      },
    });
  });

  it('is a failure of the provider for a look', () => {
    expect(failureOf(answerOf(503), silent).kind).toBe('unavailable');
  });

  it('is a refusal where the provider itself says that it throttles', () => {
    const outcome = failedWrite(answerOf(503, '', { 'retry-after': '3' }), saying({ kind: 'rate_limited' }));
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'rate_limited', retryAfterMs: 3000 } });
  });

  it('is no refusal by any other word of the provider', () => {
    expect(failedWrite(answerOf(503), saying({ kind: 'unavailable' })).status).toBe('outcome_unknown');
  });
});

describe("a provider's own words", () => {
  it('decide over the status', () => {
    const { kind, error } = failureOf(answerOf(403), saying({ kind: 'rate_limited', retryAfterMs: 1234.4 }));
    expect([kind, error.code, error.retryable, error.retryAfterMs]).toEqual([
      'rate_limited',
      'rate_limited',
      true,
      1234,
    ]);
  });

  it('stand beside a sentence for a person, on one line', () => {
    const words = { detail: 'Do this.', providerCode: 'quota', providerMessage: 'Too\n\tmany\u0000 of them' };
    expect(errorOf(answerOf(400), saying(words))).toEqual({
      code: 'provider_invalid',
      detail: 'Do this.',
      retryable: false,
      providerStatus: 400,
      providerCode: 'quota',
      providerMessage: 'Too many of them',
    });
  });

  it('are left out where there are none', () => {
    expect(Object.keys(errorOf(answerOf(400), saying({ providerCode: '', providerMessage: ' \n' })))).toEqual([
      'code',
      'detail',
      'retryable',
      'providerStatus',
    ]);
  });

  it('are cut to a length that a person can read', () => {
    const { providerMessage, providerCode } = errorOf(
      answerOf(400),
      saying({ providerMessage: 'word '.repeat(1000), providerCode: 'x'.repeat(1000) }),
    );
    expect([providerMessage!.length, providerMessage!.at(-1), providerCode!.length]).toEqual([500, '…', 100]);
  });

  // In parts, so that whoever scans the source for secrets finds none.
  it.each([
    ['gho', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'].join('_'),
    ['ya29', 'a0AfH6SMBx-x_xxxxxxxxxxxxxxxxxxxx'].join('.'),
    ['1//', '0gAAAAAAAAAAAAACgYIARAAGBASNwF'].join(''),
    ['eyJ0eXAiOiJKV1Qi', 'eyJhdWQiOiIwMDAw', 'dozjgNryP4J3jVmNHl0w5N'].join('.'),
  ])('never hold a token such as %s', (token) => {
    const { providerMessage } = errorOf(answerOf(400), saying({ providerMessage: `Bad token "${token}", sorry` }));
    expect(providerMessage).toBe('Bad token "********", sorry');
  });

  it('never hold the rest of a token that was cut', () => {
    const token = ['gho', 'A'.repeat(600)].join('_');
    expect(errorOf(answerOf(400), saying({ providerMessage: `Authorization=Bearer ${token}` })).providerMessage).toBe(
      'Authorization=Bearer ********',
    );
  });
});

describe('the time to wait', () => {
  const DATE = 'Sun, 01 Nov 2026 12:00:00 GMT';
  it.each([
    ['seconds', { 'retry-after': '7' }, 7000],
    ["a date, by the provider's own clock", { 'retry-after': 'Sun, 01 Nov 2026 12:01:30 GMT', date: DATE }, 90_000],
    ['a date that has passed', { 'retry-after': 'Sun, 01 Nov 2026 11:00:00 GMT', date: DATE }, 0],
    ['a date without a clock to read it by', { 'retry-after': 'Sun, 01 Nov 2026 12:01:30 GMT' }, undefined],
    ['something else', { 'retry-after': 'soon', date: DATE }, undefined],
    ['less than nothing', { 'retry-after': '-5', date: DATE }, undefined],
    ['nothing', {}, undefined],
  ])('is read from %s', (_, headers, expected) => {
    expect(errorOf(answerOf(429, '', headers), silent).retryAfterMs).toBe(expected);
  });

  it('is only told where it helps to wait', () => {
    expect(errorOf(answerOf(404, '', { 'retry-after': '7' }), silent)).not.toHaveProperty('retryAfterMs');
  });
});
