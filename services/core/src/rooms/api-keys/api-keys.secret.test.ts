import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newKeySecret, parseKey } from './api-keys.secret.js';

it('parses the keys that it makes', () => {
  const { secret, lookup, hint } = newKeySecret('test');
  expect(parseKey(secret)).toEqual({ mode: 'test', lookup });
  expect(secret.startsWith(hint)).toBe(true);
  expect(secret).toMatch(/^relay_test_[0-9A-Za-z]{50}$/);
});

it('notices every single mistyped character', () => {
  const { secret } = newKeySecret('live');
  fc.assert(
    fc.property(fc.nat(secret.length - 1), fc.constantFrom(...'0aZ9_-'), (index, letter) => {
      fc.pre(secret[index] !== letter);
      expect(parseKey(secret.slice(0, index) + letter + secret.slice(index + 1))).toBeUndefined();
    }),
  );
});

it('notices two swapped neighbours', () => {
  const { secret } = newKeySecret('live');
  for (let index = 11; index < secret.length - 1; index++) {
    const swapped = secret.slice(0, index) + secret[index + 1] + secret[index] + secret.slice(index + 2);
    if (swapped !== secret) expect(parseKey(swapped)).toBeUndefined();
  }
});
