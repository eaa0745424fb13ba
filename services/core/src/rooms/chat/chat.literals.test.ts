import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLiteral, isClean, type TargetKind, targetsWithin } from './chat.literals.js';

describe('findLiteral', () => {
  it.each<[TargetKind, string, string]>([
    ['address', 'mail bob@example.com.', 'bob@example.com'],
    ['address', '(bob@example.com)', 'bob@example.com'],
    ['address', 'BOB@EXAMPLE.COM', 'bob@example.com'],
    ['link', 'see https://example.com/a?b=c#d.', 'https://example.com/a?b=c#d'],
    ['link', '(https://example.com/a)', 'https://example.com/a'],
    ['link', 'https://en.wikipedia.org/wiki/A_(b)', 'https://en.wikipedia.org/wiki/A_(b)'],
    ['repository', 'in acme/app, please', 'acme/app'],
    ['repository', 'https://github.com/acme/app', 'acme/app'],
    ['place', 'post to #general', 'general'],
    ['place', 'post to #general', '#General'],
    ['place', 'to Project X: hi', 'Project X'],
    ['domain', 'look at example.com.', 'example.com'],
    ['domain', 'https://example.com/a', 'example.com'],
    ['domain', 'Example.com/a', 'example.com/a'],
  ])('finds a %s in %j', (kind, text, value) => {
    const span = findLiteral(text, value, kind)!;
    expect(text.slice(...span).toLowerCase()).toBe(value.replace(/^#/, '').toLowerCase());
  });

  it.each<[TargetKind, string, string]>([
    ['address', 'bob@example.community', 'bob@example.com'],
    ['address', 'bob@example.com.evil.org', 'bob@example.com'],
    ['address', 'not.bob@example.com', 'bob@example.com'],
    ['address', 'bob@example.co\u200bm', 'bob@example.co'],
    ['address', 'bob@example.com\u0301', 'bob@example.com'],
    ['link', 'https://example.com/abc', 'https://example.com/ab'],
    ['link', 'https://example.com/', 'https://example.com'],
    ['link', 'example.com', 'https://example.com'],
    ['link', 'https://evil.com/?u=https://example.com/', 'https://example.com/'],
    ['repository', 'acme/app-two', 'acme/app'],
    ['repository', 'other/acme/app', 'acme/app'],
    ['repository', 'https://evil.com/acme/app', 'acme/app'],
    ['domain', 'bob@example.com', 'example.com'],
    ['domain', 'my.example.com', 'example.com'],
    ['domain', 'not-example.com', 'example.com'],
    ['domain', 'example.com.evil.org', 'example.com'],
    ['domain', 'example.community', 'example.com'],
    ['domain', 'example.com/ab', 'example.com/a'],
    ['place', 'generally', 'general'],
    ['place', 'anything', ''],
    ['place', 'ada@example.com.evil.org', 'ada@example.com'],
  ])('finds no %s in %j that is %j', (kind, text, value) => {
    expect(findLiteral(text, value, kind)).toBeUndefined();
  });

  it('finds nothing that is not there, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom<TargetKind>('address', 'link', 'repository', 'place'),
        (text, kind) => {
          fc.pre(!/evil/i.test(text));
          for (const value of ['eve@evil.com', 'https://evil.com/', 'evil/app', 'evil'])
            expect(findLiteral(text, value, kind)).toBeUndefined();
        },
      ),
    );
  });
});

describe('isClean', () => {
  it.each<[TargetKind, string]>([
    ['address', 'o.brien+tag@mail.example.co.uk'],
    ['link', 'http://127.0.0.1:8080/x?y=%20z'],
    ['link', 'https://[::1]:8080/'],
    ['repository', 'acme/app.js'],
    ['domain', 'example.com/\u0430'],
    ['domain', '\u0431\u0430\u043d\u043a.com'],
    ['place', 'Проект Икс'],
    ['place', '日本語 General'],
  ])('a %s: %s', (kind, value) => {
    expect(isClean(value, kind)).toBe(true);
  });

  it.each<[TargetKind, string]>([
    ['address', 'bob@ex\u0430mple.com'],
    ['address', 'bob@sub.xn--exmple-4nf.com'],
    ['address', 'bob@example.com, eve@evil.com'],
    ['address', 'bob@example.com\n'],
    ['link', 'https://user:pw@example.com/'],
    ['link', 'https:\\\\example.com'],
    ['link', 'https://'],
    ['domain', 'ex\u0430mple.com'],
    ['domain', 'evil\u200b.com'],
    ['domain', 'xn--exmple-4nf.com'],
    ['repository', 'acme/..'],
    ['repository', 'acme'],
    ['place', 'Gener\u0430l'],
    ['place', 'General\u202e'],
  ])('no %s: %j', (kind, value) => {
    expect(isClean(value, kind)).toBe(false);
  });
});

it('finds addresses and links within a text', () => {
  expect(
    targetsWithin(
      'Ask eve@evil.com, or see https://evil.com/x?y=1, www.evil.com or evil.com/pay. Use node.js, e.g. 1/2.',
    ),
  ).toEqual([
    { kind: 'link', value: 'https://evil.com/x?y=1' },
    { kind: 'domain', value: 'www.evil.com' },
    { kind: 'domain', value: 'evil.com/pay' },
    { kind: 'address', value: 'eve@evil.com' },
  ]);
});

it.each([
  ['Pay at evil.com.', 'evil.com'],
  ['(evil.com)', 'evil.com'],
  ['see:evil.com', 'evil.com'],
  ['_evil.com_', 'evil.com'],
  ['EVIL.COM', 'EVIL.COM'],
  ['pay.evil.co.uk:8080', 'pay.evil.co.uk:8080'],
  ['evil.com?q=1', 'evil.com?q=1'],
  ['b\u00fccher.de', 'b\u00fccher.de'],
  ['\u0431\u0430\u043d\u043a.\u0440\u0444', '\u0431\u0430\u043d\u043a.\u0440\u0444'],
  ['evil\u200b.com', 'evil\u200b.com'],
  ['README.md', 'README.md'],
])('finds the domain in %j', (text, value) => {
  expect(targetsWithin(text)).toEqual([{ kind: 'domain', value }]);
});

it.each([
  'Node.js',
  'see config.json',
  'at 3.30',
  'v1.2.3',
  'e.g. this',
  'Hello. World',
  'U.S.A.',
  'Wait... what',
  'a.b',
])('finds no domain in %j', (text) => {
  expect(targetsWithin(text)).toEqual([]);
});

it('finds no domain in an address or in a link', () => {
  expect(
    targetsWithin('Ask ann.lee@mail.example.com or https://example.com/a.b/c.de?f=g.hi').map(({ kind }) => kind),
  ).toEqual(['link', 'address']);
});

it('reads the longest message in no time, whatever it is made of', () => {
  const started = process.cpuUsage();
  for (const piece of ['a', 'a.', 'a@', 'a-', '://', 'a/', 'www.', '.', '\u0430', 'a:', 'a.bc', 'a.bc ', '-.']) {
    const text = piece.repeat(8_000 / piece.length);
    targetsWithin(text);
    for (const kind of ['address', 'link', 'domain', 'repository', 'place'] as const) findLiteral(text, 'a', kind);
  }
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(1_000);
});
