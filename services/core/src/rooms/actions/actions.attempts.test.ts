import { describe, expect, it } from 'vitest';
import { CLASSES, fakeAction } from '../../../test/actions/fake-action.js';
import { FAILURE_CODES, type Outcome, type PlannedRequest } from '../../providers/index.js';
import { answerOf } from '../../providers/testing.js';
import { judge } from './actions.attempts.js';

const REQUEST: PlannedRequest = {
  method: 'POST',
  url: 'https://example.com/',
  headers: {},
  body: null,
  addedAtSend: [],
};
const saying = (code: string): Outcome => ({ status: 'failed', error: { code, detail: 'No.', retryable: false } });

describe.each(CLASSES)('after a refusal, %s', (effectClass) => {
  const next = (status: number, outcome: Outcome) =>
    judge({ ...fakeAction(effectClass), read: () => outcome }, effectClass, REQUEST, answerOf(status)).next;

  it('is sent again when a limit was told, whatever its status', () => {
    expect(next(403, saying(FAILURE_CODES.rate_limited))).toBe('send');
    expect(next(429, saying('anything'))).toBe('send');
  });

  it('is not sent again when the same status means something else', () => {
    expect(next(403, saying(FAILURE_CODES.permission))).toBe('stop');
  });
});
