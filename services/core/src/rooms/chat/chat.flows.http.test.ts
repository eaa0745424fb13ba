// The embedded engine, real adapters and emulated providers: what people say, and what comes of it.
import { describe, expect, it } from 'vitest';
import { answered, ofType, postChat, textOf, typed } from '../../../test/chatting.js';
import { Browser, connectAccount, useConnectedWorld } from '../../../test/connecting.js';

const world = useConnectedWorld({ now: new Date('2026-12-02T09:00:00Z') });
const here = () => ({ baseUrl: world().baseUrl, key: world().keys.developer });
const say = (message: string, sessionId?: string, more: object = {}) =>
  world().call('chat.send', {
    key: world().keys.developer,
    body: { message, ...(sessionId && { sessionId }), ...more },
  });
const mailsOf = (account: string) => world().emulators.google.state.mailboxes.list(account, 'SENT');

describe('without a connection', () => {
  it('a suggestion stays complete, says where to connect, and goes on afterwards', async () => {
    const first = await say('Send an email to bob@example.com with subject Lunch saying "See you at noon"');
    const { sessionId, suggestions, text } = first.body;
    const [waiting] = suggestions;
    const link = waiting!.connection!.connectUrl;
    expect(text).toBe(`No account at Google is connected. Connect it here, then say "go on": ${link}`);
    expect(waiting).toMatchObject({
      action: 'google.gmail.send',
      status: 'waiting',
      missing: [],
      previewId: null,
      connection: { provider: 'google', connectUrl: expect.stringContaining('/api/oauth/google/start?state=') },
    });
    const again = await say('Send an email to bob@example.com saying "hi"');
    expect(again.body.text).toBe(
      `The account at Google cannot be used. Its owner has not agreed to it yet. Connect it here, then say "go on": ${again.body.suggestions[0]!.connection!.connectUrl}`,
    );
    expect(await world().db('connections').where({ workspace_id: world().workspace.id })).toHaveLength(1);
    await new Browser().connect(again.body.suggestions[0]!.connection!.connectUrl!, { account: 'ada@example.com' });
    const { body } = await say('go on', sessionId);
    expect(body.suggestions[0]).toMatchObject({
      id: waiting!.id,
      status: 'ready',
      connection: null,
      input: { to: ['bob@example.com'], subject: 'Lunch' },
    });
  });

  it('a provider that is not configured is told', async () => {
    const { body } = await say('Create an issue in acme/app titled "It breaks"');
    expect(body.suggestions[0]).toMatchObject({ action: 'github.issue.create', status: 'waiting' });
  });
});

describe('with a connection', () => {
  it('a mail is written, previewed, confirmed and sent', async () => {
    const before = (await mailsOf('ada@example.com')).length;
    const first = await postChat(
      here(),
      typed('mail-1', 'Send an email to bob@example.com with subject Lunch saying "See you at noon"'),
    );
    expect(ofType(first.events, 'tool-input-available')[0]!.input).toMatchObject({
      to: ['bob@example.com'],
      subject: 'Lunch',
      body: 'See you at noon',
    });
    expect(await mailsOf('ada@example.com')).toHaveLength(before);
    const { approvalId } = ofType(first.events, 'tool-approval-request')[0]!;
    const second = await postChat(here(), answered('mail-1', { approvalId: approvalId!, approved: true }));
    expect(textOf(second.events)).toMatch(/^Done: /);
    expect(await mailsOf('ada@example.com')).toHaveLength(before + 1);
  });

  it('what is missing is asked for, field by field', async () => {
    const first = await say('Send an email');
    expect(first.body).toMatchObject({
      text: expect.stringContaining('Who shall get it?'),
      suggestions: [{ status: 'asking' }],
    });
    const { sessionId } = first.body;
    const second = await say('bob@example.com and grace@example.com', sessionId);
    expect(second.body).toMatchObject({
      text: 'What shall it say?',
      suggestions: [{ status: 'asking', input: { to: ['bob@example.com', 'grace@example.com'] } }],
    });
    const third = await say('Lunch is at noon.', sessionId);
    expect(third.body.suggestions[0]).toMatchObject({
      status: 'ready',
      input: { body: 'Lunch is at noon.', to: ['bob@example.com', 'grace@example.com'] },
    });
  });

  it('an ambiguous name is a question with choices, and the answer may be a number', async () => {
    const first = await say('Post "We are live" in the Project X space');
    const [asking] = first.body.suggestions;
    expect(asking).toMatchObject({ action: 'google.chat.send', status: 'asking', missing: [{ name: 'space' }] });
    const { choices } = asking!.missing[0]!;
    expect(choices!.map(({ value }) => value)).toEqual(['spaces/AAAAprojectx', 'spaces/AAAAprojecty']);
    const { body } = await say('the second one', first.body.sessionId);
    expect(body.suggestions[0]).toMatchObject({
      id: asking!.id,
      status: 'ready',
      input: { space: 'spaces/AAAAprojecty', text: 'We are live' },
      provenance: { '/space': { source: 'choice' } },
    });
  });

  it('a name that the provider does not know is asked for again', async () => {
    const first = await say('Post "We are live" in the Nowhere space');
    expect(first.body.suggestions[0]).toMatchObject({ status: 'asking', missing: [{ name: 'space' }] });
    const { body } = await say('Launches', first.body.sessionId);
    expect(body.suggestions[0]).toMatchObject({ status: 'ready', input: { space: 'Launches' } });
  });

  it('an edit that the provider does not know vouches for nothing that comes in its place', async () => {
    const first = await say('Post "We are live" in the Launches space');
    const [ready] = first.body.suggestions;
    expect(ready).toMatchObject({ status: 'ready' });
    const { sessionId } = first.body;
    const edited = await say('', sessionId, { edits: { [ready!.id]: { space: 'Nowhere' } } });
    expect(edited.body.suggestions[0]).toMatchObject({ status: 'asking', missing: [{ name: 'space' }] });
    const { body } = await say('Launches', sessionId);
    expect(body.suggestions[0]).toMatchObject({ status: 'ready', provenance: { '/space': { source: 'user' } } });
  });

  it('dates are read by the clock that is set, in the time zone of the person', async () => {
    const { body } = await say('Schedule a meeting called Review tomorrow at 15:00', undefined, {
      timeZone: 'Europe/Berlin',
    });
    expect(body.suggestions[0]).toMatchObject({
      action: 'google.calendar.create',
      status: 'ready',
      input: { start: '2026-12-03T15:00:00', timeZone: 'Europe/Berlin' },
    });
    expect(body.text).toContain('2026');
  });

  describe('the time of an event that is given later', () => {
    const zone = { timeZone: 'America/New_York' };
    it.each([
      ['2026-12-03T15:00', { start: '2026-12-03T15:00', timeZone: 'America/New_York' }],
      ['tomorrow from 3 to 4pm', { start: '2026-12-03T15:00:00', end: '2026-12-03T16:00:00', ...zone }],
      ['tomorrow at 3pm for 2 hours', { start: '2026-12-03T15:00:00', durationMinutes: 120, ...zone }],
    ])('as the answer %j is in the zone of the person', async (answer, input) => {
      const first = await say('Schedule a meeting called Review', undefined, zone);
      expect(first.body.suggestions[0]).toMatchObject({ status: 'asking', missing: [{ name: 'start' }] });
      const { body } = await say(answer, first.body.sessionId);
      expect(body.suggestions[0]).toMatchObject({
        status: 'ready',
        input,
        assumptions: expect.arrayContaining([expect.stringContaining('America/New_York')]),
      });
    });

    it('as an edit is in the zone of the person', async () => {
      const first = await say('Schedule a meeting called Review', undefined, zone);
      const [asking] = first.body.suggestions;
      const { body } = await say('', first.body.sessionId, {
        edits: { [asking!.id]: { start: '2026-12-03T15:00:00' } },
      });
      expect(body.suggestions[0]).toMatchObject({
        status: 'ready',
        input: { start: '2026-12-03T15:00:00', timeZone: 'America/New_York' },
        assumptions: expect.arrayContaining(['The time is that of America/New_York.']),
      });
    });
  });

  it('a read runs at once, and shows what it found as data', async () => {
    const { body } = await say('Show my unread emails');
    expect(body.suggestions[0]).toMatchObject({ action: 'google.gmail.list', status: 'done', previewId: null });
    expect(body.results).toMatchObject([
      { action: 'google.gmail.list', execution: { status: 'succeeded', output: { messages: expect.any(Array) } } },
    ]);
    const { body: session } = await world().call('chat.sessions.get', {
      key: world().keys.developer,
      path: { sessionId: body.sessionId },
    });
    expect(session.messages.at(-1)!.executionIds).toEqual([body.results[0]!.execution.id]);
    expect(JSON.stringify(session)).not.toContain('snippet');
  });

  it('a scope that is missing is asked for where its owner can agree', async () => {
    await connectAccount(world(), { provider: 'microsoft', account: 'ada@contoso.example', scopes: ['User.Read'] });
    const { body } = await say('Send an email with Outlook to bob@example.com saying "hi"');
    expect(body.suggestions[0]).toMatchObject({
      status: 'waiting',
      connection: { provider: 'microsoft', connectUrl: expect.stringContaining('/api/oauth/microsoft/start') },
    });
  });

  it('of two accounts the person chooses one', async () => {
    await connectAccount(world(), { provider: 'google', account: 'grace@example.com' });
    const first = await say('Send an email with Gmail to bob@example.com saying "hi"');
    const [asking] = first.body.suggestions;
    expect(asking).toMatchObject({ status: 'asking', missing: [{ name: 'connectionId', choices: expect.any(Array) }] });
    const { body } = await say('grace@example.com', first.body.sessionId);
    expect(body.suggestions[0]).toMatchObject({ id: asking!.id, status: 'ready' });
  });
});

describe.each([
  ['a negation', "Don't send an email to bob@example.com saying hi"],
  ['a condition', 'If the build fails, send an email to bob@example.com saying "it broke"'],
  ['a hypothesis', 'What if I sent an email to bob@example.com saying "hi"?'],
  ['somebody else’s words', 'She said "send an email to bob@example.com saying hi"'],
  ['the past', 'I sent an email to bob@example.com saying hi yesterday'],
])('%s', (_, message) => {
  it('never becomes a ready action', async () => {
    const { body } = await say(message);
    expect(body.suggestions.filter(({ status }) => status !== 'asking')).toEqual([]);
  });
});
