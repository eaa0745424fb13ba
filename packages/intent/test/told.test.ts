import { describe, expect, it } from 'vitest';
import { isReady, understand } from '../src/index.js';
import { context, suggestionsOf } from './contexts.js';

const contacts = [
  { name: 'Grace Hopper', email: 'grace@navy.example' },
  { name: 'Bob Lee', email: 'bob@lee.example' },
  { name: 'Kim Ann', email: 'kim.ann@one.example' },
  { name: 'Kim Bo', email: 'kim.bo@two.example' },
];
const read = (text: string) => understand(text, { ...context, contacts });

describe('somebody who is told something by a name', () => {
  it.each([
    ['tell Grace that we moved', ['grace@navy.example'], 'we moved'],
    ['Let Grace know lunch is at noon', ['grace@navy.example'], 'lunch is at noon'],
    ['inform grace hopper that the build is green', ['grace@navy.example'], 'the build is green'],
    ['can you tell Grace the launch moved to Friday?', ['grace@navy.example'], 'the launch moved to Friday'],
    ['please message grace: see you at 5', ['grace@navy.example'], 'see you at 5'],
    ['tell Grace and Bob that we moved', ['grace@navy.example', 'bob@lee.example'], 'we moved'],
    ['tell Grace and amy@acme.example hi', ['grace@navy.example', 'amy@acme.example'], 'hi'],
  ])('gets a mail, if it is a contact: %s', (text, to, body) => {
    const understanding = read(text);
    expect(suggestionsOf(understanding)).toMatchObject([{ action: 'google.gmail.send', input: { to, body } }]);
    expect(suggestionsOf(understanding).every(isReady)).toBe(true);
  });

  it('is of nobody else: a name that goes on is another one', () => {
    expect(read('tell Grace Kelly that we moved')).toMatchObject({ kind: 'none' });
    expect(understand('tell Grace that we moved', context)).toMatchObject({ kind: 'none' });
  });

  it('is asked for, where two have the name, or one of them is nobody known', () => {
    expect(read('tell Kim that we moved')).toMatchObject({ kind: 'question', about: 'contact' });
    expect(suggestionsOf(read('tell Grace and Zoe that we moved'))[0]).toMatchObject({ missing: ['to'] });
  });

  it.each([
    "don't tell Grace that we moved",
    'if it rains, tell Grace that we stay',
    'tell Grace if it rains',
    'did you tell Grace that we moved?',
    'I told Grace that we moved',
    'should I tell Grace that we moved?',
    'let Grace go',
    'tell Grace to email bob@acme.example hi',
    'tell Grace not to come',
    'ask Grace to send amy@acme.example the report',
    'tell Grace that we moved and post it in #ops',
    'tell amy@acme.example to email bob@acme.example hi',
  ])('gets nothing that was not said to her: %s', (text) => {
    expect(suggestionsOf(read(text)).filter(isReady)).toEqual([]);
  });

  it('is no receiver of a message for a place, and of no text that only names her', () => {
    expect(suggestionsOf(read('tell Grace in #ops that we moved'))).toMatchObject([{ action: 'google.chat.send' }]);
    expect(suggestionsOf(read('email amy@acme.example that I tell Grace we moved'))[0]?.input.to).toEqual([
      'amy@acme.example',
    ]);
  });
});
