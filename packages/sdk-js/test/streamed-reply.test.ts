import { describe, expect, it } from 'vitest';
import { ConnectionError, Relay, StreamError, StreamedReply } from '../src/index.js';
import { bytes } from './support/replies.js';
import { apiKey, failureOf, useFaultServer } from './support/setup.js';

const fault = useFaultServer();
const suggestion = (status: string) => ({ type: 'data-relay-suggestion', id: 'sug_1', data: { id: 'sug_1', status } });
const begun = [
  { type: 'start', messageId: 'msg_1' },
  { type: 'data-relay-session', data: { sessionId: 'chat_1' }, transient: true },
  { type: 'text-start', id: 'text-1' },
  { type: 'text-delta', id: 'text-1', delta: 'Shall I ' },
  { type: 'text-delta', id: 'text-1', delta: 'send it?' },
  { type: 'text-end', id: 'text-1' },
  { type: 'data-relay-tomorrow', id: 'sug_1', data: { id: 'sug_2' } },
];
const ended = [
  suggestion('asking'),
  suggestion('ready'),
  { type: 'tool-approval-request', toolCallId: 'prv_1', approvalId: 'apr_1' },
  {
    type: 'data-relay-result',
    id: 'exe_1',
    data: { suggestionId: 'sug_3', action: 'google.gmail.list', execution: {} },
  },
  { type: 'text-delta', id: 'text-2', delta: 'It waits.' },
  { type: 'finish', finishReason: 'tool-calls' },
];

/** Reads a stream of these events to its end, or to its failure. */
async function read(events: object[], last = 'data: [DONE]\n\n', reply = new StreamedReply()) {
  const frames = events.map((event) => `data: ${JSON.stringify(event)}\n\n`);
  fault.script({ ...bytes(...frames, last), headers: { 'content-type': 'text/event-stream' } });
  const stream = await new Relay({ apiKey, baseUrl: fault.url }).chat.stream({ message: 'Hello' });
  const reading = (async () => {
    for await (const event of stream) reply.add(event);
  })();
  return { reply, reading };
}

describe('a streamed reply', () => {
  it('comes to what chat.send would have answered, and what approves it', async () => {
    const { reply, reading } = await read([...begun, ...ended]);
    await reading;
    expect(reply).toMatchObject({
      sessionId: 'chat_1',
      messageId: 'msg_1',
      text: 'Shall I send it?\n\nIt waits.',
      suggestions: [{ id: 'sug_1', status: 'ready' }],
      results: [{ suggestionId: 'sug_3' }],
      approvalIds: new Map([['prv_1', 'apr_1']]),
      finishReason: 'tool-calls',
    });
  });

  it('is one of its own when it is read again from its beginning', async () => {
    const { reply, reading } = await read([...begun, ...ended]);
    await reading;
    await (await read(begun, undefined, reply)).reading;
    expect([reply.text, reply.suggestions, reply.results, reply.approvalIds.size, reply.finishReason]).toEqual([
      'Shall I send it?',
      [],
      [],
      0,
      undefined,
    ]);
  });

  it.each([
    ['breaks off', '', ConnectionError],
    ['tells of an error', 'data: {"type":"error","errorText":"It broke."}\n\n', StreamError],
  ])('of a stream that %s is what was said until then, and not complete', async (_, last, error) => {
    const { reply, reading } = await read(begun, last);
    expect(await failureOf(reading)).toBeInstanceOf(error);
    expect([reply.sessionId, reply.text, reply.finishReason]).toEqual(['chat_1', 'Shall I send it?', undefined]);
  });
});
