import type { Reply } from '@relay/fault-server';
import type { Row } from '../rows.ts';
import { failure } from '../server.ts';
import { does, doesNot, fact, none, partly } from '../verdict.ts';

const hang: Reply = { type: 'hang' };
const trickle: Reply = { type: 'trickle', part: 'body', every: 100 };

export const timeRows: Row[] = [
  {
    title: 'giving up ends a pause before a retry',
    method:
      'A GET is answered with 429 and `Retry-After: 5`; a second later it is given up, by an `AbortSignal` in JavaScript, by cancelling the task of the asyncio client in Python. Yes: it ends within 100 ms.',
    async judge(candidate, play) {
      const replies = Array.from({ length: 4 }, () => failure(429, { 'retry-after': '5' }));
      const { outcome } = await play(candidate, replies, { type: 'give-up', after: 1_000 });
      if (outcome.cannot) return doesNot('a call takes no signal');
      if (outcome.milliseconds === undefined) return none('does not pause');
      const milliseconds = Math.ceil(outcome.milliseconds);
      return milliseconds <= 100 ? does(`${milliseconds} ms`) : doesNot(`${milliseconds} ms`);
    },
  },
  {
    title: 'the time-out of an attempt, unless you say otherwise',
    method:
      'A GET is never answered; what is written down is every time-out of 5 s and more that the client sets. In Python those for connecting are told apart.',
    async judge(candidate, play) {
      const { outcome } = await play(candidate, [hang], { type: 'watch-timers' });
      const seconds = [...new Set(outcome.timers)].toSorted((one, other) => other - one).map((ms) => ms / 1000);
      if (seconds.length > 0) return fact(seconds.map((value) => `${Number(value.toFixed(1))} s`).join(', '));
      return fact(candidate.language === 'javascript' ? "none; Node's `fetch` has 300 s for the head" : 'none');
    },
  },
  {
    title: 'the time-out ends an attempt whose reply trickles in',
    method:
      'A time-out of 0.5 s; the body comes a byte every 100 ms, and never ends. Yes: it ends in an error within 15 s, its retries included.',
    async judge(candidate, play) {
      const action = { type: 'read-in-time', timeout: 500 } as const;
      const { outcome } = await play(
        candidate,
        Array.from({ length: 4 }, () => trickle),
        action,
      );
      if (outcome.error?.message === 'It still waits.') return doesNot('it waits on');
      if (outcome.cannot) return none('has no option for a time-out');
      if (!outcome.error) return doesNot('no error');
      return outcome.error.isOwn ? does() : partly(`ends, with a \`${outcome.error.name}\` that is not its own`);
    },
  },
];
