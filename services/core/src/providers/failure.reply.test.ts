import { expect, it } from 'vitest';
import { isSuccess, jsonOf, unreadableLook, unreadableWrite } from './failure.reply.js';
import { answerOf } from './testing.js';

it('reads a JSON body', () => {
  expect(jsonOf(answerOf(200, { id: 1 }))).toEqual({ id: 1 });
});

it.each([
  ['no JSON', answerOf(200, '<html>')],
  ['nothing', answerOf(202)],
  ['cut', { ...answerOf(200, { id: 1 }), truncated: true }],
])('finds nothing in a body that is %s', (_, answer) => {
  expect(jsonOf(answer)).toBeUndefined();
});

it('takes only 2xx for a success', () => {
  expect([199, 200, 204, 299, 300, 404].filter((status) => isSuccess({ status }))).toEqual([200, 204, 299]);
});

it('does not call a write failed whose success cannot be read', () => {
  expect(unreadableWrite(answerOf(201, '<html>'), 'Acme')).toMatchObject({
    status: 'outcome_unknown',
    error: { code: 'malformed_reply', providerStatus: 201, detail: expect.stringContaining('Acme') },
  });
});

it('calls a look failed whose answer cannot be read', () => {
  expect(unreadableLook(answerOf(200, '<html>'), 'Acme')).toMatchObject({
    kind: 'unknown',
    error: { providerStatus: 200 },
  });
});
