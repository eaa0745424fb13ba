// What people answer to a question, and how they take back what was offered.
import { beforeAll, describe, expect, it } from 'vitest';
import { connectAccount, useConnectedWorld } from '../../../test/connecting.js';

const world = useConnectedWorld({ now: new Date('2026-12-02T09:00:00Z') });
beforeAll(() => connectAccount(world(), { provider: 'google', account: 'ada@example.com' }));
const say = (message: string, sessionId?: string, more: object = {}) =>
  world().call('chat.send', {
    key: world().keys.developer,
    body: { message, ...(sessionId && { sessionId }), ...more },
  });

describe('an answer', () => {
  const body = async () => {
    const { sessionId } = (await say('Send an email to bob@example.com')).body;
    return sessionId;
  };
  const to = async () => (await say('Send an email saying "hi"')).body.sessionId;

  it.each(["Don't send it", 'no wait', 'Never mind.', 'cancel', 'No, don\u2019t send it'])(
    'that takes it back declines: %s',
    async (text) => {
      for (const sessionId of [await body(), await to()])
        expect((await say(text, sessionId)).body).toMatchObject({
          text: 'All right, nothing is done.',
          suggestions: [{ status: 'declined' }],
        });
    },
  );

  it.each([
    "No, don't email bob@example.com",
    'if Bob agrees, use bob@example.com',
    'She said "use bob@example.com"',
    '> Answer to bob@example.com',
    'Stop, bob@example.com is wrong',
    'My note: "write to bob@example.com"',
    'anyone but bob@example.com',
    'ann@example.com, bcc bob@example.com',
    'ann@example.com or bob@example.com',
    'bob@example.com and delete all mails',
  ])('that names a target without asking for it is not taken: %s', async (text) => {
    const { body } = await say(text, await to());
    expect(body.suggestions.filter(({ status, input }) => status === 'ready' || 'to' in input)).toEqual([]);
    expect(body.text).toMatch(/^All right, nothing is done\.|Who shall get it\? Give one or more e-mail addresses\.$/);
  });

  it.each([
    ['Send a webhook', 'anything but https://example.com/x'],
    ['Create an issue titled "Broken"', 'octo/site or octo/app'],
    ['Post "hello" to a space', 'any but Launches'],
  ])('that sets a target apart is not taken: %s, %s', async (request, text) => {
    const { sessionId, suggestions } = (await say(request)).body;
    const { body } = await say(text, sessionId);
    expect([body.suggestions, body.text]).toEqual([[], expect.stringMatching(/^I did not take that as an answer\./)]);
    expect(suggestions[0]!.status).toBe('asking');
  });

  it('in quotation marks is the name of a place, whatever it is', async () => {
    const { body } = await say('"Do or die"', (await say('Post a message to a space')).body.sessionId);
    expect(body.suggestions[0]).toMatchObject({ input: { space: 'Do or die' } });
  });

  it('gives a target again that was malformed, or looked like another', async () => {
    for (const address of ['bob@ex\u0430mple.com', 'bob@@example.com']) {
      const first = await say(`Email ${address} and ann@example.com saying "hi"`);
      expect(first.body.suggestions[0]).toMatchObject({ status: 'asking', missing: [{ name: 'to' }], previewId: null });
      expect((await say('yes', first.body.sessionId)).body.suggestions).toEqual([]);
      const { body } = await say('bob@example.com', first.body.sessionId);
      expect(body.suggestions[0]).toMatchObject({
        status: 'ready',
        input: { to: ['ann@example.com', 'bob@example.com'] },
      });
    }
  });

  it.each([
    ['Post "hello" in the Launches space', ['google.chat.send']],
    [
      'email ana@example.com saying "hi" and email bo@example.com saying "hi"',
      ['google.gmail.send', 'google.gmail.send'],
    ],
  ])('that asks for something else is a new request: %s', async (text, actions) => {
    for (const sessionId of [await body(), await to()]) {
      const { body } = await say(text, sessionId);
      expect(body.suggestions.map(({ action }) => action)).toEqual(actions);
      expect(JSON.stringify(body.suggestions)).not.toContain('bob@example.com');
    }
  });

  it('is no JSON that nests deeper than that of a body may, and no request has such JSON', async () => {
    const deep = `${'['.repeat(3_000)}${']'.repeat(3_000)}`;
    const first = await say(`Send a webhook to https://example.com/ with payload ${deep}`);
    const asking = [{ status: 'asking', missing: [{ name: 'payload' }] }];
    expect(first).toMatchObject({ status: 200, body: { suggestions: asking } });
    const again = await say(deep, first.body.sessionId);
    expect(again).toMatchObject({ status: 200, body: { suggestions: asking } });
    const { body } = await say('[[1]]', first.body.sessionId);
    expect(body.suggestions[0]).toMatchObject({ status: 'ready', input: { payload: [[1]] } });
  });

  it('in quotation marks is what a mail says, whatever it is', async () => {
    const { body: ready } = await say('"Stop sending me mails."', await body());
    expect(ready.suggestions[0]).toMatchObject({ status: 'ready', input: { body: 'Stop sending me mails.' } });
  });

  it('that could be an order is asked about before it is what a mail says', async () => {
    const sessionId = await body();
    const asked = await say("Don't forget the milk", sessionId);
    expect(asked.body).toMatchObject({ text: 'Shall it say exactly that?', suggestions: [{ status: 'asking' }] });
    const { body: ready } = await say('yes', sessionId);
    expect(ready.suggestions[0]).toMatchObject({ status: 'ready', input: { body: "Don't forget the milk" } });
  });

  it('that is none after all is asked for again, and nothing else is taken back', async () => {
    const { sessionId, suggestions } = (await say('Send an email to ana@example.com saying "hi"')).body;
    await say('Send an email to bob@example.com', sessionId);
    await say("Don't forget the milk", sessionId);
    const { body: asked } = await say('No', sessionId);
    expect(asked).toMatchObject({
      text: 'What shall it say?',
      suggestions: [{ status: 'asking', input: { to: ['bob@example.com'] }, missing: [{ name: 'body' }] }],
    });
    expect(asked.suggestions[0]!.input).not.toHaveProperty('body');
    const { body: ready } = await say('Lunch is at noon.', sessionId);
    expect(ready.suggestions[0]).toMatchObject({ status: 'ready', input: { body: 'Lunch is at noon.' } });
    const offered = { key: world().keys.viewer, path: { previewId: suggestions[0]!.previewId! } };
    expect((await world().call('previews.get', offered)).body.status).toBe('ready');
  });
});

it.each(['no', "don't send it", "No, don't email bob@example.com"])(
  'a typed %j declines what was offered last',
  async (text) => {
    const first = await say('Send an email to bob@example.com saying "hi"');
    const [offered] = first.body.suggestions;
    expect(offered).toMatchObject({ status: 'ready', previewId: expect.any(String) });
    const { body } = await say(text, first.body.sessionId);
    expect(body).toMatchObject({ text: 'All right, nothing is done.', suggestions: [{ status: 'declined' }] });
    const preview = { key: world().keys.viewer, path: { previewId: offered!.previewId! } };
    expect((await world().call('previews.get', preview)).body.status).toBe('discarded');
  },
);

it('a typed no does not say that nothing is done when it was executed in another way', async () => {
  const first = await say('Send an email to bob@example.com saying "hi"');
  const previewId = first.body.suggestions[0]!.previewId!;
  const key = world().keys.developer;
  const { body: preview } = await world().call('previews.get', { key, path: { previewId } });
  const { body: execution } = await world().call('actions.execute', {
    key,
    body: { previewId, digest: preview.digest },
  });
  expect(execution.status).toBe('succeeded');
  const { body } = await say('no', first.body.sessionId);
  expect(body).toMatchObject({
    text: expect.stringMatching(/^It was executed already/),
    suggestions: [{ status: 'confirmed', executionId: execution.id }],
  });
});
