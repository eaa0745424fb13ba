import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canariesIn, canaryOf } from './forms.js';

const secret = 'a "canary"/+? sings é'; // has something that every encoding changes
const canary = canaryOf('canary', secret);
const master = `main:${randomBytes(32).toString('base64')}`;
const bytes = Buffer.from(master.slice(5), 'base64');
const around = (before: number, what: Buffer) => Buffer.concat([randomBytes(before), what, randomBytes(7)]);

describe('canariesIn', () => {
  it.each<[string, string]>([
    ['as it is', `x${secret}y`],
    ['in JSON', JSON.stringify({ a: secret })],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ a: secret }))],
    ['in a URL', `https://example.com/?a=${encodeURIComponent(secret)}`],
    ['in hexadecimal', around(3, Buffer.from(secret)).toString('hex').toUpperCase()],
    ...[0, 1, 2, 3].flatMap(
      (before): Array<[string, string]> => [
        [`in base64 behind ${before} bytes`, around(before, Buffer.from(secret)).toString('base64')],
        [`in base64url behind ${before} bytes`, around(before, Buffer.from(secret)).toString('base64url')],
      ],
    ),
  ])('finds a secret %s', (_, text) => {
    expect(canariesIn(text, [canary])).toEqual(['canary']);
  });

  it.each<[string, string]>([
    ['its text', master],
    ['its base64 alone', bytes.toString('base64')],
    ['its bytes in hexadecimal', bytes.toString('hex')],
    ['its bytes inside others', around(1, bytes).toString('base64url')],
  ])('finds a key by %s', (_, text) => {
    expect(canariesIn(text, [canaryOf('master key', master)])).toEqual(['master key']);
  });

  it('finds nothing elsewhere', () => {
    expect(canariesIn(`${secret.slice(1)} ${randomBytes(2_000).toString('base64')}`, [canary])).toEqual([]);
  });
});
