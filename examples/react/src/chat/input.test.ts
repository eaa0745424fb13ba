// What goes out of the forms of a card, and how what is in an input is shown.
import { describe, expect, it } from 'vitest';
import type { Action } from '../calls/index.ts';
import { toField } from '../form/field.ts';
import { changesBetween, maskedIn, sentenceOf } from './changes.ts';
import { factsOf, visible } from './facts.ts';
import { findingsOf } from './findings.ts';

describe('changes', () => {
  it('are the fields that differ, whole, and null for what was emptied', () => {
    const before = { to: ['a@x.test'], subject: 'Hi', body: 'same' };
    const after = { to: ['a@x.test', 'b@x.test'], body: 'same', cc: ['c@x.test'] };
    expect(changesBetween(before, after)).toEqual({ to: ['a@x.test', 'b@x.test'], cc: ['c@x.test'], subject: null });
  });

  it('never hold the stars that stand for a secret', () => {
    const wrong = maskedIn({ headers: { authorization: '********', 'x-a': '2' }, url: 'https://x.test' }, 'form');
    expect(Object.keys(wrong)).toEqual(['form/headers']);
  });

  it('read as a sentence', () => {
    const changes = { to: ['a@x.test', 'b@x.test'], subject: null, payload: { a: 1 }, body: 'x'.repeat(300) };
    expect(sentenceOf(changes, { to: 'To', subject: 'Subject' })).toBe(
      `To: a@x.test, b@x.test\nSubject: nothing\npayload: {"a":1}\nbody: ${'x'.repeat(200)}…`,
    );
  });
});

describe('facts', () => {
  const inputSchema = {
    properties: { to: { type: 'array' }, bcc: { type: 'array' }, bodyType: { default: 'text' }, url: {} },
  };
  const action = { inputSchema } as unknown as Action;

  it('say yes and no', () => {
    const lines = factsOf(undefined, { unreadOnly: true, archived: false }).map(({ lines }) => lines);
    expect(lines).toEqual([['yes'], ['no']]);
  });

  it('name every recipient, and leave out what has its default value', () => {
    const input = { bodyType: 'text', bcc: ['c@x.test'], to: ['a@x.test', 'b@x.test'] };
    expect(factsOf(action, input)).toEqual([
      { name: 'to', label: 'To', lines: ['a@x.test', 'b@x.test'] },
      { name: 'bcc', label: 'Bcc', lines: ['c@x.test'] },
    ]);
  });

  it('show the host that a URL really leads to', () => {
    expect(factsOf(action, { url: 'https://раypal.com/x' })[0]!.lines).toEqual([
      'https://раypal.com/x',
      'at xn--ypal-43d9g.com',
    ]);
  });

  it.each([
    ['a\u202egnp.exe', 'a[U+202E]gnp.exe'],
    ['ada\u200b@x.test', 'ada[U+200B]@x.test'],
    ['two\nlines\tand\r\nmore', 'two\nlines\tand\nmore'],
    ['👩‍💻', '👩‍💻'],
  ])('name the characters that nobody sees: %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});

describe('what a read has found', () => {
  it('is a list of mails', () => {
    const from = { name: 'Ada', address: 'ada@x.test' };
    const message = { id: '1', subject: '', from, snippet: 'Hello', unread: true };
    expect(findingsOf({ messages: [message] })).toEqual([
      { title: 'Without a subject', notes: ['Ada <ada@x.test>', 'Hello'], isNew: true },
    ]);
  });

  it('links to https only', () => {
    const repositories = ['https://github.com/a/b', 'javascript:alert(1)'].map((url) => ({ fullName: 'a/b', url }));
    expect(findingsOf({ repositories })!.map(({ url }) => url)).toEqual(['https://github.com/a/b', undefined]);
  });

  it('is no list where there is none', () => {
    expect(findingsOf({ id: '1' })).toBeUndefined();
    expect(findingsOf(null)).toBeUndefined();
  });
});

describe('a moment', () => {
  const pattern = '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2})?)?$';
  it('is known by the pattern that takes days and local times, and nothing else', () => {
    expect(toField({ type: 'string', pattern })).toEqual({ kind: 'moment' });
    expect(toField({ type: 'string', pattern: '^.*$' })).toMatchObject({ kind: 'text' });
    expect(toField({ type: 'string', pattern: '^(' })).toMatchObject({ kind: 'text' });
  });
});
