// What a stream holds, event by event.
import { describe, expect, it } from 'vitest';
import { answered, ofType, postChat, ScriptedEngine, suggests, textOf, typed } from '../../../test/chatting.js';
import { useWorld } from '../../../test/world.js';

const engine = new ScriptedEngine();
const world = useWorld({ engine });
const here = () => ({ baseUrl: world().baseUrl, key: world().keys.developer });
const arrivals = () => world().receiver.received.length;

const hook = (payload: unknown = {}) => engine.hookTo(world().receiver.url, payload);

describe('chat.stream', () => {
  it('speaks the AI SDK UI message stream v1', async () => {
    const { url, message } = hook();
    const { status, headers, events, text } = await postChat(here(), { message });
    expect(status).toBe(200);
    expect(
      ['content-type', 'cache-control', 'x-vercel-ai-ui-message-stream', 'x-accel-buffering', 'connection'].map(
        (name) => headers.get(name),
      ),
    ).toEqual(['text/event-stream; charset=utf-8', 'no-cache, no-store', 'v1', 'no', 'keep-alive']);
    expect(events.map(({ type }) => type)).toEqual([
      'start',
      'start-step',
      'data-relay-session',
      'text-start',
      'text-delta',
      'text-end',
      'data-relay-suggestion',
      'tool-input-start',
      'tool-input-available',
      'tool-approval-request',
      'finish-step',
      'finish',
    ]);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    const [input] = ofType(events, 'tool-input-available');
    expect(input).toMatchObject({ toolName: 'webhook.send', dynamic: true, title: 'Send a webhook', input: { url } });
    expect(ofType(events, 'finish')[0]).toMatchObject({ finishReason: 'tool-calls' });
  });

  it('asks for no approval of what is not complete', async () => {
    engine.on('Send a webhook', suggests({ action: 'webhook.send', input: {}, missing: ['url'] }));
    const { events } = await postChat(here(), { message: 'Send a webhook' });
    expect(events.map(({ type }) => type)).toEqual([
      'start',
      'start-step',
      'data-relay-session',
      'text-start',
      'text-delta',
      'text-end',
      'data-relay-suggestion',
      'finish-step',
      'finish',
    ]);
  });

  it('runs what is approved, once, and says how it went', async () => {
    const before = arrivals();
    const first = await postChat(here(), typed('approve-1', hook().message));
    const { approvalId, toolCallId } = ofType(first.events, 'tool-approval-request')[0]!;
    const second = await postChat(here(), answered('approve-1', { approvalId: approvalId!, approved: true }));
    expect(second.events[0]).toEqual(first.events[0]); // the same message goes on
    expect(second.events.map(({ type }) => type)).toEqual([
      'start',
      'start-step',
      'data-relay-session',
      'tool-output-available',
      'data-relay-result',
      'text-start',
      'text-delta',
      'text-end',
      'finish-step',
      'finish',
    ]);
    expect(ofType(second.events, 'tool-output-available')[0]).toMatchObject({ toolCallId, output: { status: 200 } });
    expect([textOf(second.events), arrivals()]).toEqual([expect.stringMatching(/^Done: POST/), before + 1]);
  });

  it('does nothing that is declined, and its preview is discarded', async () => {
    const before = arrivals();
    const first = await postChat(here(), typed('decline-1', hook().message));
    const { approvalId, toolCallId } = ofType(first.events, 'tool-approval-request')[0]!;
    const second = await postChat(here(), answered('decline-1', { approvalId: approvalId!, approved: false }));
    expect(ofType(second.events, 'tool-output-denied')).toEqual([{ type: 'tool-output-denied', toolCallId }]);
    const preview = await world().call('previews.get', { key: world().keys.viewer, path: { previewId: toolCallId! } });
    expect([preview.body.status, arrivals()]).toEqual(['discarded', before]);
    const late = await postChat(here(), answered('decline-1', { approvalId: approvalId!, approved: true }));
    expect([ofType(late.events, 'tool-output-denied').length, arrivals()]).toEqual([1, before]);
  });

  it('tells of a failure of the receiver', async () => {
    const url = 'http://127.0.0.1:1/';
    engine.on(`Call ${url}`, suggests({ action: 'webhook.send', input: { url } }));
    const first = await postChat(here(), typed('fail-1', `Call ${url}`));
    const { approvalId } = ofType(first.events, 'tool-approval-request')[0]!;
    const { events } = await postChat(here(), answered('fail-1', { approvalId: approvalId!, approved: true }));
    expect([ofType(events, 'tool-output-error').length, textOf(events)]).toEqual([
      1,
      expect.stringMatching(/^It failed: /),
    ]);
  });

  it('takes changes from the body of useChat', async () => {
    const first = await postChat(here(), typed('edit-1', hook().message));
    const suggestion = ofType(first.events, 'data-relay-suggestion')[0]!.data as { id: string };
    const relay = { edits: { [suggestion.id]: { payload: 'changed' } } };
    const { events } = await postChat(here(), typed('edit-1', 'Change it', { relay }));
    expect(ofType(events, 'data-relay-suggestion')[0]!.data).toMatchObject({
      id: suggestion.id,
      input: { payload: 'changed' },
    });
    expect(ofType(events, 'tool-approval-request')).toHaveLength(1);
  });

  it('answers a mistake as a problem, not as a stream', async () => {
    const { status, headers } = await postChat(here(), { message: 'x', sessionId: 'chat_01m8bdzk4yfh9tqp3v6w2x5c7n' });
    expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });
});
