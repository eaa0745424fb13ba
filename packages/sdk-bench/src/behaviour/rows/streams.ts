import { isDeepStrictEqual } from 'node:util';
import type { Reply } from '@relay/fault-server';
import type { Candidate } from '../../candidates.ts';
import type { Go, Play } from '../play.ts';
import type { Row } from '../rows.ts';
import { does, doesNot, none, partly, type Verdict } from '../verdict.ts';

type Events = NonNullable<Candidate['events']>;
type End = 'complete' | 'drop' | 'hang';

const streamOf = (chunks: string[], end: End = 'complete'): Reply => ({
  type: 'chunks',
  headers: { 'content-type': 'text/event-stream' },
  chunks,
  end,
});

/** Each line break as CR and LF, in two chunks. */
const withSplitBreaks = (events: string[]) =>
  events.flatMap((event) => event.replaceAll('\n', '\r\n').split(/(?<=\r)/));

export const streamRows: Row[] = [
  row(
    'a stream: an error event is thrown',
    'The stream begins, and then there is an error as the API sends it. Yes: an error of the package, with the sentence of the event.',
    ({ begun, failure }) => streamOf([...begun.slice(0, 3), failure]),
    ({ outcome: { error, items } }) => {
      const isGiven = items.some((item) => (item as { type?: unknown }).type === 'error');
      if (!error) return isGiven ? partly('given as an event, not thrown') : doesNot('the stream just ends');
      if (!error.isOwn) return doesNot(`\`${error.name}\``);
      return error.message.includes('overloaded')
        ? does(`\`${error.name}\``)
        : partly(`\`${error.name}\` without the reason`);
    },
  ),
  row(
    'a stream: a broken connection is a typed error',
    'The stream begins, and then the connection breaks. Yes: an error of the package, and no second request.',
    ({ begun }) => streamOf(begun, 'drop'),
    ({ outcome: { error }, received }) => {
      if (received.length > 1) return doesNot('the POST is sent again');
      if (!error) return doesNot('the stream just ends');
      return error.isOwn ? does(`\`${error.name}\``) : doesNot(`\`${error.name}\``);
    },
  ),
  row(
    'a stream: an end before the last event is an error',
    'The stream begins, and then the server ends it in order, before the event that says that it is whole. Yes: an error of the package, in the loop. Partly: from the method that gives the whole after the loop.',
    ({ begun }) => streamOf(begun),
    ({ outcome: { error, finish } }) => {
      if (!error && finish?.error)
        return partly(`the loop just ends; \`${finish.call}\` throws \`${finish.error.name}\``);
      if (!error) return doesNot('the stream just ends');
      return error.isOwn ? does(`\`${error.name}\``) : doesNot(`\`${error.name}\``);
    },
  ),
  row(
    'a stream: CRLF in two chunks',
    'A whole stream with CR LF, each CR and LF in two chunks. Yes: the same events as with LF.',
    ({ begun, last }) => streamOf(withSplitBreaks([...begun, last])),
    async ({ outcome }, again, { begun, last }) => {
      const plain = await again(streamOf([...begun, last]));
      if (plain.outcome.error) throw new Error(`A whole stream failed: ${plain.outcome.error.message}`);
      if (plain.outcome.items.length < begun.length) throw new Error('A whole stream gave too few events.');
      if (outcome.error) return doesNot(`\`${outcome.error.name}\``);
      return isDeepStrictEqual(outcome.items, plain.outcome.items) ? does() : doesNot('other events');
    },
  ),
  row(
    'a stream: leaving the loop closes the connection',
    'The stream begins, and nothing more comes; the loop is left after the first event. In Python the stream is used in a `with`. Yes: the server sees the connection closed within two seconds.',
    ({ begun }) => streamOf(begun.slice(0, 2), 'hang'),
    ({ outcome: { error }, wasClosed }) => {
      if (error) return doesNot(`\`${error.name}\``);
      return wasClosed ? does() : doesNot('it stays open');
    },
    1,
  ),
];

type Judge = (go: Go, again: (reply: Reply) => Promise<Go>, events: Events) => Verdict | Promise<Verdict>;

/** Plays a row in every way in which the client opens streams; the best counts. */
function row(title: string, method: string, reply: (events: Events) => Reply, judge: Judge, take?: number): Row {
  return {
    title,
    method,
    async judge(candidate, play) {
      const { events } = candidate;
      if (!events) return none('has no streams of events');
      const verdicts: [string, Verdict][] = [];
      for (const way of await waysOf(candidate, play)) {
        const playWay = (one: Reply) => play(candidate, [one], { type: 'stream', way, ...(take && { take }) });
        verdicts.push([way, await judge(await playWay(reply(events)), playWay, events)]);
      }
      const order = ['yes', 'partly', 'no'];
      const [[way, best]] = verdicts.toSorted(
        ([, one], [, other]) => order.indexOf(one.mark) - order.indexOf(other.mark),
      ) as [[string, Verdict]];
      const others = verdicts.filter(([, { mark }]) => mark !== best.mark);
      return others.length > 0 ? { ...best, text: [best.text, `by \`${way}\``].filter(Boolean).join(', ') } : best;
    },
  };
}

async function waysOf(candidate: Candidate, play: Play): Promise<string[]> {
  const read: Reply = { type: 'json', body: candidate.replies.read };
  return (await play(candidate, [read], { type: 'read' })).outcome.ways;
}
