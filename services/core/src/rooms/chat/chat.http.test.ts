import { describe, expect, it } from 'vitest';
import { answered, ofType, postChat, ScriptedEngine, suggests, textOf, typed } from '../../../test/chatting.js';
import { useWorld } from '../../../test/world.js';

const engine = new ScriptedEngine();
const world = useWorld({ engine });
const here = (key = world().keys.developer) => ({ baseUrl: world().baseUrl, key });
const send = (
  body: { message: string; sessionId?: string; edits?: Record<string, Record<string, unknown>> },
  key = world().keys.developer,
) => world().call('chat.send', { key, body });
const arrivals = () => world().receiver.received.length;

/** A message whose webhook goes to our receiver, complete. */
function hook(payload: unknown = {}) {
  const url = `${world().receiver.url}/${Math.random().toString(36).slice(2)}`;
  const message = `Send a webhook to ${url}`;
  engine.on(message, suggests({ action: 'webhook.send', input: { url, payload } }));
  return { url, message };
}

describe('chat.send', () => {
  it('makes a preview of a complete write, and sends nothing', async () => {
    const before = arrivals();
    const { url, message } = hook({ order: 1 });
    const { status, body } = await send({ message });
    expect(status).toBe(200);
    const [suggestion] = body.suggestions;
    expect(suggestion).toMatchObject({
      action: 'webhook.send',
      input: { url, payload: { order: 1 }, method: 'POST' },
      missing: [],
      provenance: { '/url': { source: 'user', span: [18, 18 + url.length] } },
      status: 'ready',
      connection: null,
      executionId: null,
    });
    const preview = await world().call('previews.get', {
      key: world().keys.viewer,
      path: { previewId: suggestion!.previewId! },
    });
    expect(preview.body).toMatchObject({
      status: 'ready',
      previewedBy: world().workspace.keyIds.developer,
      input: { url },
    });
    expect(body.text).toContain(preview.body.summary);
    expect(arrivals()).toBe(before);
  });

  it('is confirmed by actions.execute like any preview', async () => {
    const before = arrivals();
    const { body } = await send({ message: hook().message });
    const { previewId } = body.suggestions[0]!;
    const { digest } = (
      await world().call('previews.get', { key: world().keys.viewer, path: { previewId: previewId! } })
    ).body;
    const done = await world().call('actions.execute', {
      key: world().keys.developer,
      body: { previewId: previewId!, digest },
    });
    expect([done.body.status, arrivals()]).toEqual(['succeeded', before + 1]);
  });

  it('asks for what is missing, and the next message fills it in', async () => {
    engine.on('Send a webhook', suggests({ action: 'webhook.send', input: {}, missing: ['url'] }));
    const first = await send({ message: 'Send a webhook' });
    const [asking] = first.body.suggestions;
    expect(first.body.text).toBe('Which URL shall it go to?');
    expect(asking).toMatchObject({
      status: 'asking',
      previewId: null,
      missing: [{ name: 'url', schema: { type: 'string', format: 'uri' } }],
    });
    const { url } = hook();
    const second = await send({ message: `to ${url}.`, sessionId: first.body.sessionId });
    const [ready] = second.body.suggestions;
    expect(ready).toMatchObject({ id: asking!.id, status: 'ready', input: { url }, missing: [] });
    expect(ready!.previewId).toMatch(/^prv_/);
  });

  it('asks again when the answer says nothing', async () => {
    engine.on('Send a webhook', suggests({ action: 'webhook.send', input: {}, missing: ['url'] }));
    const { sessionId } = (await send({ message: 'Send a webhook' })).body;
    const { body } = await send({ message: 'Nice weather', sessionId });
    expect([body.text.endsWith('Which URL shall it go to?'), body.suggestions]).toEqual([true, []]);
    const { url } = hook();
    expect((await send({ message: url, sessionId })).body.suggestions[0]!.status).toBe('ready');
  });

  it('forgets what it has asked when it is told to', async () => {
    engine.on('Send a webhook', suggests({ action: 'webhook.send', input: {}, missing: ['url'] }));
    const { sessionId } = (await send({ message: 'Send a webhook' })).body;
    expect((await send({ message: 'Never mind.', sessionId })).body.text).toBe('All right, nothing is done.');
    const { url } = hook();
    expect((await send({ message: url, sessionId })).body.suggestions).toEqual([]);
  });

  it('makes several suggestions of several actions, each with an approval of its own', async () => {
    const [one, other] = [hook(), hook()];
    const message = `${one.url} and ${other.url}`;
    engine.on(
      message,
      suggests(
        { action: 'webhook.send', input: { url: one.url } },
        { action: 'webhook.send', input: { url: other.url } },
      ),
    );
    const { body } = await send({ message });
    expect(body.suggestions.map(({ status, input }) => [status, input.url])).toEqual([
      ['ready', one.url],
      ['ready', other.url],
    ]);
    expect(new Set(body.suggestions.map(({ previewId }) => previewId)).size).toBe(2);
  });

  it('says what it can do when it understands nothing', async () => {
    const { body } = await send({ message: 'How are you?' });
    expect([body.suggestions, body.text]).toEqual([[], expect.stringContaining('I can send and list mails')]);
  });

  it('takes the question of an engine, and waits for a yes', async () => {
    const { url } = hook();
    const message = `If it rains, tell ${url}`;
    const question = { kind: 'question', text: 'Shall it be done now?' } as const;
    const suggestion = {
      action: 'webhook.send',
      input: { url },
      missing: [],
      assumptions: [],
      blockedBy: 'conditional',
    };
    engine.on(message, { ...question, suggestions: [suggestion] });
    const first = await send({ message });
    expect(first.body).toMatchObject({ text: question.text, suggestions: [{ status: 'asking', previewId: null }] });
    const { body } = await send({ message: 'Yes, please', sessionId: first.body.sessionId });
    expect(body.suggestions[0]).toMatchObject({ id: first.body.suggestions[0]!.id, status: 'ready' });
  });

  it.each([
    [{ message: ' ' }, '/message'],
    [{ message: 'x'.repeat(8_001) }, '/message'],
    [{ message: 'x', timeZone: 'Mars/Olympus' }, '/timeZone'],
    [{ message: 'x', more: 1 }, '/more'],
  ])('refuses %j', async (body, pointer) => {
    const reply = await world().call('chat.send', { key: world().keys.developer, body: body as never });
    expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });
});

describe('an edit', () => {
  it('is checked, gets a new preview, and discards the old one', async () => {
    const { body } = await send({ message: hook().message });
    const { sessionId, suggestions } = body;
    const [before] = suggestions;
    const edited = await send({ sessionId, message: '', edits: { [before!.id]: { payload: { edited: true } } } });
    const [after] = edited.body.suggestions;
    expect(after).toMatchObject({
      id: before!.id,
      status: 'ready',
      input: { payload: { edited: true }, url: before!.input.url },
      provenance: { '/payload/edited': { source: 'edit' }, '/url': { source: 'user' } },
    });
    const read = (previewId: string) => world().call('previews.get', { key: world().keys.viewer, path: { previewId } });
    expect([(await read(before!.previewId!)).body.status, (await read(after!.previewId!)).body.status]).toEqual([
      'discarded',
      'ready',
    ]);
  });

  it('gives what is missing', async () => {
    engine.on('Send a webhook', suggests({ action: 'webhook.send', input: {}, missing: ['url'] }));
    const { sessionId, suggestions } = (await send({ message: 'Send a webhook' })).body;
    const { url } = hook();
    const { body } = await send({ sessionId, message: '', edits: { [suggestions[0]!.id]: { url } } });
    expect(body.suggestions[0]).toMatchObject({
      status: 'ready',
      input: { url },
      provenance: { '/url': { source: 'edit' } },
    });
  });

  it.each([
    [{ nonsense: 1 }],
    [{ url: 'ftp://example.com' }],
    [{ method: 'GET' }],
    [{ constructor: 1 }],
    [{ toString: 'x' }],
    [{ ['__proto__']: { url: 'x' } }],
  ])('that is wrong changes nothing: %j', async (changes) => {
    const { sessionId, suggestions } = (await send({ message: hook().message })).body;
    const [before] = suggestions;
    const { body } = await send({ sessionId, message: '', edits: { [before!.id]: changes } });
    expect([body.suggestions, body.text]).toEqual([[], expect.stringContaining('Nothing was changed')]);
    const preview = await world().call('previews.get', {
      key: world().keys.viewer,
      path: { previewId: before!.previewId! },
    });
    expect(preview.body.status).toBe('ready');
  });

  it.each(['sug_01m8bdzk4yfh9tqp3v6w2x5c7n', 'sug_x', 'constructor', ''])(
    'of an unknown suggestion is told: %j',
    async (id) => {
      const { sessionId } = (await send({ message: 'x' })).body;
      const { body } = await send({ sessionId, message: '', edits: { [id]: { url: 'x' } } });
      expect(body.text).toContain('no such suggestion');
    },
  );
});

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
