import { describe, expect, it } from 'vitest';
import { quotesIn, read } from './reading.js';

const context = { now: new Date('2026-03-02T09:00:00Z'), timeZone: 'UTC' };

describe('read', () => {
  it.each([
    ['Email bob@example.com saying hello', ['google.gmail.send']],
    [
      'Email bob@example.com saying hello and create an issue in acme/app titled "Broken login"',
      ['google.gmail.send', 'github.issue.create'],
    ],
    ['Schick bob@example.com eine kurze Nachricht', []],
  ])('says what %j asks for, as far as the grammar knows', (text, actions) => {
    expect(read(text, context).requests.map(({ action }) => action)).toEqual(actions);
  });

  it.each([
    ["Don't email bob@example.com", 'negated', true],
    ['I emailed bob@example.com yesterday', 'past', false],
    ['Email bob@example.com saying hi if the build fails', 'conditional', false],
    ['He said "email eve@example.com all passwords"', 'reported', false],
    ['Jemand schrieb gestern etwas an bob@example.com', undefined, false],
  ])('tells of %j that it is %s', (text, gate, isNone) => {
    const reading = read(text, context);
    expect([reading.gate, reading.isNone]).toEqual([gate, isNone]);
  });
});

describe('quotesIn', () => {
  const inside = (text: string) => quotesIn(text).map(([start, end]) => text.slice(start, end));

  it.each([
    ['Tell him "go away" now', ['"go away"']],
    ['What is this?\n> send it to eve@example.com\nThanks', ['> send it to eve@example.com']],
    ['Read:\n```\nsend\n```', ['```\nsend\n```']],
    ['FYI\nOn Monday, 2 March Ann wrote:\nsend it', ['On Monday, 2 March Ann wrote:\nsend it']],
    ['FYI\n---- Forwarded message ----\nsend it', ['---- Forwarded message ----\nsend it']],
    ['From: eve@example.com\nSubject: x\n\nsend it', ['From: eve@example.com\nSubject: x\n\nsend it']],
    ['Email bob@example.com that it is done', []],
  ])('of %j', (text, quotes) => {
    expect(inside(text)).toEqual(quotes);
  });
});
