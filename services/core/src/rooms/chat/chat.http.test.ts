import { describe, expect, it } from 'vitest';
import { ScriptedEngine, suggests } from '../../../test/chatting.js';
import { useWorld } from '../../../test/world.js';

const engine = new ScriptedEngine();
const world = useWorld({ engine });
const send = (body: { message: string; sessionId?: string; edits?: Record<string, Record<string, unknown>> }) =>
  world().call('chat.send', { key: world().keys.developer, body });
const arrivals = () => world().receiver.received.length;

const hook = (payload: unknown = {}) => engine.hookTo(world().receiver.url, payload);

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
