import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isTyped, readRows } from '../src/eval/rows.js';
import { isReady, understand } from '../src/index.js';
import { context, suggestionsOf } from './contexts.js';

const plain = readRows(fileURLToPath(new URL('typed.jsonl', import.meta.url)))
  .filter(isTyped)
  .filter(({ kind }) => kind === 'plain')
  // What refuses one thing and asks for another, or tells before it asks, is two sentences already.
  .filter(({ text }) => !/^(?:don't email|I have)|\n/.test(text))
  .map(({ text }) => text.replace(/[.?!]$/, ''));

/** Events say when they are in many ways, so that two of them mix most easily. */
const events = `invite bo@fern.example to lunch tomorrow at noon
block 30 minutes on Friday at 9
book a meeting with ann@fern.example tomorrow at 3 to review the plan
schedule the launch on Friday at 10
schedule the launch on Friday
put lunch with Kai on my calendar for Monday at noon
remind me to water the plants on Friday at 8
set up a call with ann@fern.example on Thursday from 2 to 3
add dentist on Friday at 9 to my calendar
plan a review on Tuesday at 4
reserve an hour on Thursday at 10
hold Friday at 9 for the release
meet Kai on Thursday at 5
have coffee with Kai on Monday at 10
pencil in a demo for Friday at 11
send an invite to bo@fern.example for lunch on Friday at noon
new meeting with ann@fern.example on Monday at 2
a call on Friday at 9`.split('\n');

const lower = (text: string) => `${text[0]!.toLowerCase()}${text.slice(1)}`;
const said = (text: string) => suggestionsOf(understand(text, context)).map(({ action, input }) => ({ action, input }));

/** What is wrong with what is made of two requests in one text. */
function fault(first: string, second: string, join: string): string | undefined {
  const understanding = understand(`${first}${join}${second}`, context);
  const found = suggestionsOf(understanding);
  if (understanding.kind === 'none') return 'nothing';
  if (found.length === 1 && isReady(found[0]!)) return 'one that is ready';
  if (found.length !== 2) return `${found.length} named`;
  const together = found.map(({ action, input }) => ({ action, input }));
  return JSON.stringify(together) === JSON.stringify([...said(first), ...said(second)]) ? undefined : 'mixed';
}

/** What is wrong with any two of the requests in one text. */
const faults = (requests: readonly string[], join: string) =>
  requests.flatMap((first) =>
    requests
      .filter((second) => second !== first)
      .flatMap((second) => {
        const wrong = fault(first, lower(second), join);
        return wrong ? [`${wrong}: ${first}${join}${lower(second)}`] : [];
      }),
  );

describe('two requests in one text', () => {
  for (const join of [' and ', ', then ', '. Then ', '; also ', ' as well as ']) {
    it(`are both there, each with its own values, joined by “${join}”`, () => {
      expect(faults(plain, join)).toEqual([]);
    }, 60_000);

    it(`are both there where both are events, joined by “${join}”`, () => {
      expect(faults(events, join)).toEqual([]);
    });
  }
});

it('asks whether an event without a verb is one more, as it may be on the day of the first', () => {
  const understanding = understand('schedule lunch tomorrow at noon and dinner at 7pm', context);
  expect(understanding).toMatchObject({ kind: 'question', about: 'multi' });
  expect(suggestionsOf(understanding).map(({ input }) => input.title)).toEqual(['lunch', 'dinner']);
});

describe('one event', () => {
  it.each([
    'schedule lunch tomorrow at noon and Friday at 9',
    'schedule a meeting tomorrow at 3 and 4',
    'block Friday from 2 to 3, Monday from 4 to 5',
    'schedule lunch tomorrow at noon, a call on Friday at 9',
  ])('has no two times: %s', (text) => {
    const understanding = understand(text, context);
    expect(understanding).toMatchObject({ kind: 'question', about: 'multi', pointer: '/start' });
    expect(suggestionsOf(understanding).map(isReady)).toEqual([false]);
  });

  it('has one that begins it and one that ends it', () => {
    for (const text of ['starting at 3 and ending at 4', 'from 3 and ends at 4', 'at 3 with the team until 4pm'])
      expect(suggestionsOf(understand(`schedule a meeting tomorrow ${text}`, context))).toMatchObject([
        { input: { start: '2026-03-05T15:00:00', end: '2026-03-05T16:00:00' } },
      ]);
  });
});
