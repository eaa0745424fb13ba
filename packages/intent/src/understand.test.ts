import { describe, expect, it } from 'vitest';
import { isReady, MOST_CHARACTERS, understand } from './index.js';

const context = { now: new Date('2026-03-04T14:00:00Z'), timeZone: 'Europe/Berlin' };
const contacts = [
  { name: 'Anna Berg', email: 'anna@berg.example' },
  { name: 'Anna Tal', email: 'tal@tal.example' },
  { name: 'Kai Port', email: 'kai@port.example' },
];
const one = (text: string, more = {}) => {
  const understanding = understand(text, { ...context, ...more });
  if (understanding.kind !== 'suggestions') throw new Error(JSON.stringify(understanding));
  return understanding.suggestions[0]!;
};

describe('a suggestion', () => {
  it('has the input of its action and tells where each value comes from', () => {
    const text = 'Email kai@port.example about Lamps saying they are lit';
    expect(one(text)).toEqual({
      action: 'google.gmail.send',
      input: { to: ['kai@port.example'], subject: 'Lamps', body: 'they are lit' },
      missing: [],
      provenance: {
        '/to/0': { source: 'user', span: [6, 22] },
        '/subject': { source: 'user', span: [29, 34] },
        '/body': { source: 'user', span: [42, 54] },
      },
      assumptions: ['Google; Microsoft could do it, too.'],
    });
  });

  it('goes to the provider that is named, else to the one that is connected, else to Google', () => {
    const text = 'schedule lunch tomorrow at noon';
    expect(one(`using Outlook, ${text}`, { connected: ['google'] }).action).toBe('microsoft.calendar.create');
    expect(one(text, { connected: ['microsoft', 'github'] })).toMatchObject({ action: 'microsoft.calendar.create' });
    expect(one(text, { connected: ['google', 'microsoft'] }).action).toBe('google.calendar.create');
    expect(one(text, { defaults: { provider: 'microsoft' } }).action).toBe('microsoft.calendar.create');
  });

  it('says which required fields are missing', () => {
    expect(one('send an email').missing).toEqual(['to', 'body']);
    expect(one('open an issue titled Rust').missing).toEqual(['repository']);
    expect(one('post in the General channel on Teams: hi').missing).toEqual(['teamId']);
  });

  it.each([
    ['email kai@port.example saying "hi" with high priority', 'Not used: “with high priority”.'],
    ['create an issue in port/gate titled "Rust" assigned to Kai', 'Not used: “assigned to Kai”.'],
    [
      'schedule lunch tomorrow at noon with a reminder 10 minutes before',
      'Not used: “with a reminder 10 minutes before”.',
    ],
    ['send a webhook to https://x.example/one with header X-A: 1', 'Not used: “with header X-A: 1”.'],
  ])('says what nothing was made of: %s', (text, sentence) => {
    expect(one(text).assumptions).toContain(sentence);
  });

  it('says nothing of words that only frame it', () => {
    expect(one('please email kai@port.example saying "hi" via gmail now, thank you').assumptions.join()).not.toContain(
      'Not used',
    );
    expect(one('schedule lunch on my calendar tomorrow at noon please').assumptions.join()).not.toContain('Not used');
  });

  it('takes a repository by default and says so', () => {
    expect(one('open an issue titled Rust', { defaults: { repository: 'port/gate' } })).toMatchObject({
      input: { repository: 'port/gate' },
      provenance: { '/repository': { source: 'default' } },
      assumptions: ['In port/gate.'],
    });
  });
});

describe('a name', () => {
  it('is that of one contact', () => {
    const suggestion = one('email Kai saying hi', { contacts });
    expect(suggestion.input.to).toEqual(['kai@port.example']);
    expect(suggestion.provenance['/to/0']).toEqual({ source: 'contact', span: [6, 9] });
  });

  it('of nobody leaves the recipient missing', () => {
    expect(one('email Zoe saying hi', { contacts }).missing).toEqual(['to']);
    expect(one('email Kai and Zoe saying hi', { contacts }).missing).toEqual(['to']);
    expect(one('email kai@port.example, cc Zoe, saying hi', { contacts }).missing).toEqual(['cc']);
    expect(one('email kai@port.example, bcc Zoe, saying hi', { contacts }).missing).toEqual(['bcc']);
  });

  it('of several is asked about, with choices', () => {
    expect(understand('email Anna saying hi', { ...context, contacts })).toMatchObject({
      kind: 'question',
      about: 'contact',
      pointer: '/to',
      choices: [{ value: 'anna@berg.example' }, { value: 'tal@tal.example' }],
    });
  });

  it('of several is no question with choices beside another name that is not clear: one answer would lose it', () => {
    for (const text of ['email Anna and Zoe saying hi', 'email Anna, Anna and Kai saying hi'])
      expect(one(text, { contacts }).missing).toEqual(['to']);
  });

  it('of one person who is there twice is that of the one', () => {
    const twice = [...contacts, { name: 'Kai of the port', email: 'KAI@port.example' }];
    expect(one('email Kai saying hi', { contacts: twice }).input.to).toEqual(['kai@port.example']);
  });
});

describe('a space of Google Chat', () => {
  it.each([
    ['Post hi to the Google Chat space Design', 'Design'],
    ['send "hi" to the Google Chat space Design', 'Design'],
    ['send a message to the Google Chat space Design saying hi', 'Design'],
    ['Send a message to the Google Chat space "Harbour crew": hi', 'Harbour crew'],
    ['post in the Google Chat Design space: hi', 'Design'],
    ['Post hi to the Google Chat space spaces/AAA', 'spaces/AAA'],
  ])('has its own name, not that of the product: %s', (text, space) => {
    expect(one(text)).toMatchObject({ action: 'google.chat.send', input: { space, text: 'hi' }, missing: [] });
  });
});

describe('several requests', () => {
  it('are both there where the first says nothing of its own', () => {
    const text = 'Send a webhook to http://127.0.0.1:3000/one and send an email to kai@port.example saying "bye"';
    expect(understand(text, context)).toMatchObject({
      kind: 'suggestions',
      suggestions: [
        { action: 'webhook.send', input: { url: 'http://127.0.0.1:3000/one' } },
        { action: 'google.gmail.send', input: { to: ['kai@port.example'], body: 'bye' } },
      ],
    });
  });

  it('become several suggestions where it is clear where each ends', () => {
    const understanding = understand('schedule lunch tomorrow at noon and post "lunch!" in #dev', context);
    expect(understanding).toMatchObject({
      kind: 'suggestions',
      suggestions: [{ action: 'google.calendar.create' }, { action: 'google.chat.send' }],
    });
  });

  it('become a question where the second may be a part of what the first says', () => {
    const understanding = understand('email kai@port.example saying hi and post in #dev: hi', context);
    expect(understanding).toMatchObject({ kind: 'question', about: 'multi' });
    expect(understanding.kind === 'question' && understanding.suggestions.some(isReady)).toBe(false);
  });
});

describe('a target that is a trap', () => {
  it('is asked for again, shown with its hidden characters', () => {
    expect(understand('email kai@p\u043ert.example saying hi', context)).toMatchObject({
      kind: 'question',
      about: 'target',
      pointer: '/to',
      text: '“kai@p\\u{43e}rt.example” has characters that look like others. Please give it again, in plain letters.',
      suggestions: [{ missing: ['to'] }],
    });
  });
});

it('says nothing to an empty text', () => {
  expect(understand(' \n…', context)).toEqual({ kind: 'none', reason: 'empty' });
});

it('reads no text that is longer than it may be', () => {
  expect(understand('a'.repeat(MOST_CHARACTERS + 1), context)).toEqual({ kind: 'none', reason: 'too_long' });
});
