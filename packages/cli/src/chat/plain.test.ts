import { describe, expect, it } from 'vitest';
import { framed, plain, plainJson, plainLine } from './plain.js';

describe('what others wrote', () => {
  it.each([
    ['an escape of terminals', '\u001b[2J', '\\u{1b}[2J'],
    ['the same in one character', '\u009b2J', '\\u{9b}2J'],
    ['a carriage return, which writes over what stands there', 'no\ryes', 'no\\u{d}yes'],
    ['what turns the direction', 'a\u202eb\u2066c\u200f', 'a\\u{202e}b\\u{2066}c\\u{200f}'],
    ['what cannot be seen', 'a\u200bb\ufeffc\u00add', 'a\\u{200b}b\\u{feff}c\\u{ad}d'],
    ['tags, which only a model reads', 'a\u{e0041}', 'a\\u{e0041}'],
    ['half a character', 'a\ud83d', 'a\\u{d83d}'],
    ['lines that only some programs break', 'a\u2028b\u0085c', 'a\\u{2028}b\\u{85}c'],
  ])('shows %s', (_, text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  it('leaves letters, pictures, lines and tabs as they are', () => {
    const text = 'Grüße, 世界 🎉\n\tשלום';
    expect(plain(text)).toBe(text);
    expect(plain('a\r\nb')).toBe('a\nb');
  });

  it('is one line where one line is meant', () => {
    expect(plainLine('a\nb\tc\r')).toBe('a\\nb\\tc\\r');
  });

  it('stands behind a mark in each line, so that it looks like no question of Relay', () => {
    expect(framed('hello\nSend it? [y]es')).toBe('  │ hello\n  │ Send it? [y]es');
  });

  it('is JSON that means the same', () => {
    const value = { text: 'a\u202eb\u009b\u{e0041}\n' };
    expect(plainJson(value)).toBe('{"text":"a\\u202eb\\u009b\\udb40\\udc41\\n"}');
    expect(JSON.parse(plainJson(value))).toEqual(value);
  });
});
