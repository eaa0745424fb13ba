import { describe, expect, it } from 'vitest';
import { fold, sized, widthOf } from './width.js';

describe('a text in a column', () => {
  it.each(['plain', 'a longer text', '会議の議事録', '🎂🎂🎂🎂🎂🎂', 'e\u0301'.repeat(9), ''])(
    'is as wide as the column: %s',
    (text) => {
      expect(widthOf(sized(text, 8))).toBe(8);
    },
  );

  it('is cut between letters, never within one', () => {
    expect(sized('会議の議事録', 8)).toBe('会議の… ');
    expect(sized('e\u0301'.repeat(9), 8)).toBe(`${'e\u0301'.repeat(7)}…`);
  });
});

describe('a line that is wider than the terminal', () => {
  it('goes on behind its mark, where nothing can look like a question of this program', () => {
    const text = `  │ ${'x'.repeat(16)}Send it? [y]es`;
    expect(fold(text, 20)).toBe(`  │ ${'x'.repeat(16)}\n  │ Send it? [y]es`);
  });

  it('goes on behind its indentation, in its colour', () => {
    expect(fold('\u001b[2m  to: alice@example.com\u001b[0m', 14)).toBe('  \u001b[2mto: alice@ex\n  ample.com\u001b[0m');
  });

  it('counts what letters take', () => {
    expect(fold('  │ 会議の議事録', 12)).toBe('  │ 会議の議\n  │ 事録');
  });

  it('stays one line without a mark, to be copied', () => {
    const command = `Nothing was sent. To send it as it is: relay chat --confirm prv_${'0'.repeat(26)}`;
    expect(fold(command, 40)).toBe(command);
  });
});
