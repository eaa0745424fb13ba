import { describe, expect, it } from 'vitest';
import { tokensOf } from './token.js';

const read = (text: string) => tokensOf(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('tokens', () => {
  it('keep marks of the sentence apart from targets', () => {
    expect(read('Mail ann@x.example, (bo@x.example): https://x.example/a.')).toEqual([
      ['word', 'Mail'],
      ['address', 'ann@x.example'],
      ['punctuation', ','],
      ['punctuation', '('],
      ['address', 'bo@x.example'],
      ['punctuation', ')'],
      ['punctuation', ':'],
      ['link', 'https://x.example/a'],
      ['punctuation', '.'],
    ]);
  });

  it('split addresses that nothing but a comma parts, and leave a broken one whole', () => {
    expect(read('ann@x.example,bo@x.example')).toHaveLength(3);
    expect(read('ann@x,example')).toEqual([['address', 'ann@x,example']]);
  });

  it('take a quotation as one, and an apostrophe as none', () => {
    expect(read(`say "it's on" or 'go' don't`).map(([kind]) => kind)).toEqual([
      'word',
      'quote',
      'word',
      'quote',
      'word',
    ]);
    expect(read('say “hi there”').at(-1)).toEqual(['quote', '“hi there”']);
  });

  it('take JSON as one, with what is in its strings', () => {
    expect(read('send {"a": "}", "b": [1]} now')[1]).toEqual(['json', '{"a": "}", "b": [1]}']);
    expect(tokensOf('send {a: 1}')[1]).toMatchObject({ kind: 'json', problem: 'malformed' });
  });

  it('part a field from its value', () => {
    expect(read('subject:Hello')).toEqual([
      ['word', 'subject'],
      ['punctuation', ':'],
      ['word', 'Hello'],
    ]);
  });

  it('mend keywords for reading, while their places stay those of the text', () => {
    const [token] = tokensOf('emial ann');
    expect(token).toMatchObject({ word: 'email', start: 0, end: 5 });
  });

  it('see an address that is spelled out, and no clean one', () => {
    expect(tokensOf('mail bob at acme dot co dot uk now').map(({ kind, problem }) => [kind, problem])).toEqual([
      ['word', undefined],
      ['address', 'malformed'],
      ['word', undefined],
    ]);
  });
});
