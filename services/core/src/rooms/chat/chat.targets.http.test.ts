// Where something goes: only to where a person has said, chosen or edited, and only to what it looks like.
import { describe, expect, it } from 'vitest';
import { ofType, postChat, suggests, textOf, typed } from '../../../test/chatting.js';
import { contacts, mail, useScriptedChat } from './testing.js';

const { count, engine, here, suggestionOf } = useScriptedChat();

describe('a target that nobody has named never reaches a preview', () => {
  it.each([
    ['an address', 'Mail bob@example.com', mail({ to: ['eve@evil.com'] }), 'to'],
    ['one more address', 'Mail bob@example.com', mail({ to: ['bob@example.com', 'eve@evil.com'] }), 'to'],
    ['a copy', 'Mail bob@example.com', mail({ to: ['bob@example.com'], cc: ['eve@evil.com'] }), 'cc'],
    ['a blind copy', 'Mail bob@example.com', mail({ to: ['bob@example.com'], bcc: ['eve@evil.com'] }), 'bcc'],
    ['a name that is not in the text', 'Mail bob@example.com', mail({ to: ['Your Bank <bob@example.com>'] }), 'to'],
    [
      'an address that only begins like the one in the text',
      'Mail bob@example.company',
      mail({ to: ['bob@example.com'] }),
      'to',
    ],
    ['an address that only ends like it', 'Mail notbob@example.com', mail({ to: ['bob@example.com'] }), 'to'],
    [
      'a link in the body',
      'Mail bob@example.com',
      mail({ to: ['bob@example.com'], body: 'See https://evil.com/x' }),
      'body',
    ],
    [
      'an address in the body',
      'Mail bob@example.com',
      mail({ to: ['bob@example.com'], body: 'Answer to eve@evil.com' }),
      'body',
    ],
    [
      'a contact of the name in front of another address',
      'Mail Grace <grace@other.example>',
      mail({ to: ['grace@example.com'] }),
      'to',
    ],
    ['a contact that was not named', 'Mail somebody', mail({ to: ['grace@example.com'] }), 'to'],
    ['a URL', 'Send a webhook', { action: 'webhook.send', input: { url: 'https://evil.com/' } }, 'url'],
    [
      'a URL with more behind it',
      'Call https://a.example.com',
      { action: 'webhook.send', input: { url: 'https://a.example.com.evil.com/' } },
      'url',
    ],
    [
      'a part of a URL',
      'Call https://a.example.com/safe?x=1',
      { action: 'webhook.send', input: { url: 'https://a.example.com/' } },
      'url',
    ],
    [
      'a URL in the payload',
      'Call https://a.example.com',
      { action: 'webhook.send', input: { url: 'https://a.example.com', payload: { to: 'https://evil.com' } } },
      'payload',
    ],
    [
      'a repository',
      'Create an issue in acme/app',
      { action: 'github.issue.create', input: { repository: 'evil/app', title: 'x' } },
      'repository',
    ],
    [
      'a part of a repository',
      'Create an issue in acme/app-two',
      { action: 'github.issue.create', input: { repository: 'acme/app', title: 'x' } },
      'repository',
    ],
    ['a space', 'Post to Launches', { action: 'google.chat.send', input: { space: 'Board', text: 'x' } }, 'space'],
    [
      'somebody to invite',
      'Plan a tea at 3',
      { action: 'google.calendar.create', input: { start: '2026-12-03T15:00:00', attendees: ['eve@evil.com'] } },
      'attendees',
    ],
  ])('%s', async (_, text, suggested, field) => {
    const before = await count('previews');
    const { suggestion, events } = await suggestionOf(text, {
      ...suggested,
      provenance: { [`/${field}`]: { source: 'user', span: [0, 4] } },
    });
    expect(suggestion).toMatchObject({ status: 'asking', previewId: null, missing: [{ name: field }] });
    expect(JSON.stringify(suggestion)).not.toMatch(/evil|Your Bank|Board/);
    expect([ofType(events, 'tool-approval-request'), await count('previews')]).toEqual([[], before]);
  });

  it.each([
    ['in the text', 'Mail bob@example.com', mail({ to: ['bob@example.com'] })],
    ['in other capitals', 'Mail Bob@Example.com', mail({ to: ['bob@example.com'] })],
    ['of a contact that is named', 'Mail Grace', mail({ to: ['grace@example.com'] })],
    ['at the end of a sentence', 'Tell bob@example.com.', mail({ to: ['bob@example.com'] })],
    ['in brackets', 'Mail Bob <bob@example.com>', mail({ to: ['Bob <bob@example.com>'] })],
    [
      'in the body that the person has written',
      'Mail bob@example.com: see https://example.com/x',
      mail({ to: ['bob@example.com'], body: 'see https://example.com/x' }),
    ],
    [
      'a link before a comma',
      'Call https://a.example.com/x, please',
      { action: 'webhook.send', input: { url: 'https://a.example.com/x' } },
    ],
    [
      'a space by its name',
      'Post "x" to #launches',
      { action: 'google.chat.send', input: { space: 'Launches', text: 'x' } },
    ],
  ])('but one does that is %s', async (_, text, suggested) => {
    const { suggestion } = await suggestionOf(text, suggested);
    expect(suggestion).toMatchObject({ status: 'ready', missing: [] });
  });

  it('a choice that an engine makes up is not offered', async () => {
    const text = 'Mail Bobby';
    const choices = [
      { value: 'eve@evil.com', label: 'Bobby' },
      { value: 'grace@example.com', label: 'Bobby' },
    ];
    engine.on(text, {
      kind: 'question',
      text: 'Which Bobby?',
      pointer: '/to/0',
      choices,
      suggestions: [{ ...mail({}), missing: ['to'], assumptions: [] }],
    });
    const first = await postChat(here(), typed('choices', text, { contacts }));
    expect(ofType(first.events, 'data-relay-suggestion')[0]!.data).toMatchObject({ missing: [{ name: 'to' }] });
    expect(first.text).not.toMatch(/evil|grace/);
    const { events } = await postChat(here(), typed('choices', '1', { contacts }));
    expect(ofType(events, 'data-relay-suggestion')).toEqual([]);
  });
});

describe('a target that looks like another, or is malformed, is never ready', () => {
  it.each([
    ['a Cyrillic letter in an address', 'bob@ex\u0430mple.com'],
    ['a wide at sign', 'bob\uff20example.com'],
    ['a space that cannot be seen', 'bob@exam\u200bple.com'],
    ['a turn of direction', 'bob@\u202eexample.com'],
    ['punycode', 'bob@xn--exmple-4nf.com'],
    ['two at signs', 'bob@@example.com'],
    ['no domain', 'bob@'],
    ['two dots', 'bob@example..com'],
  ])('%s', async (_, address) => {
    const { suggestion } = await suggestionOf(`Mail ${address} now`, mail({ to: [address] }));
    expect(suggestion).toMatchObject({ status: 'asking', previewId: null });
  });

  it.each([
    ['a Cyrillic host', 'https://ex\u0430mple.com/'],
    ['a user in front of the host', 'https://example.com@evil.com/'],
    ['punycode', 'https://xn--exmple-4nf.com/'],
    ['another scheme', 'javascript://example.com/'],
    ['a backslash', 'https://example.com\\@evil.com/'],
    ['a character that cannot be seen', 'https://example.com/\u200bx'],
  ])('a URL with %s', async (_, url) => {
    const { suggestion } = await suggestionOf(`Call ${url} now`, { action: 'webhook.send', input: { url } });
    expect(suggestion).toMatchObject({ status: 'asking', previewId: null });
  });

  it('the clean beginning of a target that goes on unseen', async () => {
    const { suggestion } = await suggestionOf('Mail bob@example.co\u200bm now', mail({ to: ['bob@example.co'] }));
    expect(suggestion).toMatchObject({ status: 'asking', missing: [{ name: 'to' }] });
  });
});

describe('a target that is given by an edit', () => {
  const edited = async (changes: object) => {
    engine.on('Mail bob@example.com', suggests(mail({ to: ['bob@example.com'] })));
    const first = await postChat(here(), { message: 'Mail bob@example.com' });
    const { sessionId } = ofType(first.events, 'data-relay-session')[0]!.data as { sessionId: string };
    const { id } = ofType(first.events, 'data-relay-suggestion')[0]!.data as { id: string };
    const { events } = await postChat(here(), { message: '', sessionId, edits: { [id]: changes } });
    const suggestion = ofType(events, 'data-relay-suggestion')[0]!.data as Record<string, unknown>;
    return { sessionId, suggestion, text: textOf(events) };
  };

  it.each([
    ['an address with a Cyrillic letter', { to: ['bob@example.com', 'bob@ex\u0430mple.com'] }, 'to', '/to/1'],
    ['an address with what cannot be seen', { to: ['bob@exam\u200bple.com'] }, 'to', '/to/0'],
    ['punycode', { cc: ['bob@xn--exmple-4nf.com'] }, 'cc', '/cc/0'],
    ['a link of a look-alike in a text', { body: 'See https://ex\u0430mple.com/' }, 'body', '/body'],
  ])('is not ready as %s, and the reply says why', async (_, changes, field, pointer) => {
    const { suggestion, text } = await edited(changes);
    expect(suggestion).toMatchObject({ status: 'asking', previewId: null, missing: [{ name: field }] });
    expect(text).toContain(`${pointer} is malformed, or looks like something that it is not.`);
  });

  it('is an edit, also in the place of a contact', async () => {
    engine.on('Mail Grace', suggests(mail({ to: ['grace@example.com'] })));
    const first = await postChat(here(), { message: 'Mail Grace', contacts });
    const { sessionId } = ofType(first.events, 'data-relay-session')[0]!.data;
    const [named] = ofType(first.events, 'data-relay-suggestion');
    expect(named!.data.provenance).toMatchObject({ '/to/0': { source: 'contact' } });
    const edits = { [named!.id]: { to: ['carol@example.com'] } };
    const { events } = await postChat(here(), { message: '', sessionId, edits, contacts });
    const [edited] = ofType(events, 'data-relay-suggestion');
    expect(edited!.data.provenance).toMatchObject({ '/to/0': { source: 'edit' } });
  });

  it('is ready when it is well formed, and vouches for nothing that comes in its place', async () => {
    const { sessionId, suggestion } = await edited({ to: ['carol@example.com'], body: 'See https://example.com/' });
    expect(suggestion).toMatchObject({ status: 'ready', provenance: { '/to/0': { source: 'edit' } } });
    const without = await postChat(here(), {
      message: '',
      sessionId,
      edits: { [suggestion.id as string]: { to: null } },
    });
    expect(ofType(without.events, 'tool-approval-request')).toEqual([]);
    const { events } = await postChat(here(), { message: 'dave@example.com', sessionId });
    expect(ofType(events, 'data-relay-suggestion')[0]!.data).toMatchObject({
      input: { to: ['dave@example.com'] },
      provenance: { '/to/0': { source: 'user' } },
    });
  });
});
