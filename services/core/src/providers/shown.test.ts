import { expect, it } from 'vitest';
import { shown } from './shown.js';

it.each([
  ['Hello', 'Hello'],
  ['  a\r\n\tb\u2028c ', 'a b c'],
  ['a\u202egnp.exe', 'a gnp.exe'],
  ['a\u0000b\u0007', 'a b'],
  ['👋'.repeat(121), `${'👋'.repeat(120)}…`],
  ['👋'.repeat(120), '👋'.repeat(120)],
])('shows %j as one line that reads as what it is', (text, line) => {
  expect(shown(text)).toBe(line);
});
