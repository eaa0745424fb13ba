import type { Received, Reply } from '@relay/fault-server';
import type { Candidate } from '../../candidates.ts';
import type { Go } from '../play.ts';
import type { Row } from '../rows.ts';
import { failure } from '../server.ts';
import { does, doesNot, none, type Verdict } from '../verdict.ts';

const reset: Reply = { type: 'reset' };
const readReply = ({ replies }: Candidate): Reply => ({ type: 'json', body: replies.read });
const writeReply = ({ replies }: Candidate): Reply => ({ type: 'json', body: replies.write });

export const retryRows: Row[] = [
  {
    title: '429 with `Retry-After` is waited for, and sent again',
    method:
      'A GET is answered with 429 and `Retry-After: 1`, then with 200. Yes: the second request comes 950 ms later or more.',
    async judge(candidate, play) {
      const replies = [failure(429, { 'retry-after': '1' }), readReply(candidate)];
      const { received, gaps } = await play(candidate, replies, { type: 'read' });
      if (received.length < 2) return doesNot('an error at once');
      return gaps[0]! >= 950 ? does() : doesNot(`sent again after ${Math.round(gaps[0]!)} ms`);
    },
  },
  {
    title: 'a POST that got 503 is sent again with the same idempotency key',
    method: 'A POST is answered with 503, then with 200. Yes: two requests with one `Idempotency-Key`.',
    judge: async (candidate, play) =>
      judgeWrite(await play(candidate, [failure(503), writeReply(candidate)], { type: 'write' })),
  },
  {
    title: 'a POST whose connection was reset is sent again with the same idempotency key',
    method:
      'The connection of a POST is reset, then it is answered with 200. Yes: two requests with one `Idempotency-Key`.',
    judge: async (candidate, play) =>
      judgeWrite(await play(candidate, [reset, writeReply(candidate)], { type: 'write' })),
  },
  {
    title: 'a GET whose connection was reset is sent again',
    method: 'The connection of a GET is reset, then it is answered with 200. Yes: two requests, and no error.',
    async judge(candidate, play) {
      const { received, outcome } = await play(candidate, [reset, readReply(candidate)], { type: 'read' });
      return received.length === 2 && !outcome.error ? does() : doesNot('an error at once');
    },
  },
  {
    title: 'the server can say that a retry is of no use',
    method:
      'A GET is answered with 503 and a header with which the API says so: `X-Should-Retry: false` or `Stripe-Should-Retry: false`. Yes: one request.',
    async judge(candidate, play) {
      const headers = { 'x-should-retry': 'false', 'stripe-should-retry': 'false' };
      const again = await play(candidate, [failure(503), readReply(candidate)], { type: 'read' });
      if (again.received.length === 1) return none('sends nothing again');
      const { received } = await play(candidate, [failure(503, headers), readReply(candidate)], { type: 'read' });
      return received.length === 1 ? does() : doesNot('there is no such header');
    },
  },
];

function judgeWrite({ received }: Go): Verdict {
  const [first, second] = received.map(keyOf);
  if (received.length < 2) return doesNot(first ? 'sent once, with a key' : 'sent once, without a key');
  if (!first || !second) return doesNot('sent again without a key');
  return first === second ? does() : doesNot('sent again with another key');
}

const keyOf = ({ headers }: Received) => headers['idempotency-key'];
