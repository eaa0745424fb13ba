// Changes of a suggestion: what they make of it, and what is refused.
import { describe, expect, it } from 'vitest';
import { ScriptedEngine, suggests } from '../../../test/chatting.js';
import { useWorld } from '../../../test/world.js';

const engine = new ScriptedEngine();
const world = useWorld({ engine });
const send = (body: { message: string; sessionId?: string; edits?: Record<string, Record<string, unknown>> }) =>
  world().call('chat.send', { key: world().keys.developer, body });

const hook = (payload: unknown = {}) => engine.hookTo(world().receiver.url, payload);

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
