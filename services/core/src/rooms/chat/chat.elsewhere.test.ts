import { expect, it } from 'vitest';
import type { ChatEvent } from '../../generated/types.js';
import { RepliesElsewhere } from './chat.elsewhere.js';

const session = { id: 'chat_1', timeZone: 'UTC', title: '', createdAt: new Date(), updatedAt: new Date() };

/** Of a reply whose process has died. */
async function follow(signal: AbortSignal) {
  const messages = { running: async () => 'msg_1', find: async () => ({ status: 'running' }) };
  const suggestions = { list: async () => [] };
  const elsewhere = new RepliesElsewhere({ messages, suggestions, catalog: {}, longestWaitMs: 0 } as never);
  const events: ChatEvent[] = [];
  for await (const event of (await elsewhere.follow('ws_1', session, signal))!) events.push(event);
  return events;
}

it('is not waited for without end', async () => {
  const events = await follow(new AbortController().signal);
  expect(events.map(({ type }) => type)).toEqual([
    'start',
    'start-step',
    'data-relay-session',
    'error',
    'finish-step',
    'finish',
  ]);
});

it('is not waited for when its reader has gone', async () => {
  const events = await follow(AbortSignal.abort());
  expect(events.map(({ type }) => type)).toEqual(['start', 'start-step', 'data-relay-session']);
});
