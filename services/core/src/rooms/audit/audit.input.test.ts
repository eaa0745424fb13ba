import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditInput } from './audit.input.js';

const sha256 = (...parts: Array<string | Buffer>) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return `sha256-${hash.digest('base64url')}`;
};

describe('the input in an event', () => {
  it('is what is shown', () => {
    expect(auditInput({ url: 'https://example.com/', payload: { n: 1 } })).toEqual({
      data: { input: { url: 'https://example.com/', payload: { n: 1 } } },
      salts: {},
    });
  });

  it('has a commitment for each masked value, which the salt and the value prove', () => {
    const secrets = { '/headers/authorization': 'Bearer s3cr3t', '/url': 'https://example.com/?token=s3cr3t' };
    const { data, salts } = auditInput({ headers: { authorization: '********' } }, secrets);
    expect(Object.keys(data.commitments!)).toEqual(Object.keys(secrets));
    for (const [pointer, value] of Object.entries(secrets))
      expect(data.commitments![pointer]).toBe(sha256(Buffer.from(salts[pointer]!, 'base64url'), value));
    expect(JSON.stringify(data)).not.toContain('s3cr3t');
  });

  it('has another commitment for the same value each time', () => {
    const commitments = [1, 2].map(() => auditInput({}, { '/a': 'pin 1234' }).data.commitments!['/a']);
    expect(commitments[0]).not.toBe(commitments[1]);
  });

  it('leaves out long texts of a large input, with their digests, and keeps the rest', () => {
    const content = 'é'.repeat(40_000);
    const { data } = auditInput({ to: ['a@example.com'], attachments: [{ 'a/b': content, name: 'x' }] });
    expect(data).toEqual({
      input: { to: ['a@example.com'], attachments: [{ 'a/b': null, name: 'x' }] },
      omitted: { '/attachments/0/a~1b': sha256(content) },
    });
  });

  it('keeps long texts while the input is not large', () => {
    const text = 'x'.repeat(20_000);
    expect(auditInput({ text }).data).toEqual({ input: { text } });
  });

  it('is a digest only when it is large all over', () => {
    const { data } = auditInput({ list: Array.from({ length: 10_000 }, (_, index) => index), half: '\ud800' });
    expect(data).toEqual({ input: null, omitted: { '': expect.stringMatching(/^sha256-/) } });
  });
});
