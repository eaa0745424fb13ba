import { describe, expect, it } from 'vitest';
import { readMailbox } from './address.js';
import { refusalOf } from './testing.js';

const read = (text: string) => readMailbox(text, '/to/0');

describe('an address', () => {
  it.each([
    ['bob@acme.com', undefined, 'bob@acme.com'],
    [' bob@acme.com ', undefined, 'bob@acme.com'],
    ['Bob <bob@acme.com>', 'Bob', 'bob@acme.com'],
    ['<bob@acme.com>', undefined, 'bob@acme.com'],
    ['"Doe, Jane" <jane@acme.com>', 'Doe, Jane', 'jane@acme.com'],
    ['Doe, Jane <jane@acme.com>', 'Doe, Jane', 'jane@acme.com'],
    ['"Jane \\"JD\\" Doe" <jane@acme.com>', 'Jane "JD" Doe', 'jane@acme.com'],
    ['Zoë Łukasiewicz 🚀 <zoe@acme.com>', 'Zoë Łukasiewicz 🚀', 'zoe@acme.com'],
    ['bob@acme.com <bob@acme.com>', undefined, 'bob@acme.com'],
    ["o'hara+x.y=z@mail.acme.co.uk", undefined, "o'hara+x.y=z@mail.acme.co.uk"],
    ['bob@müller.de', undefined, 'bob@xn--mller-kva.de'],
    ['bob@例え.jp', undefined, 'bob@xn--r8jz45g.jp'],
  ])('%s is %s at %s', (text, name, address) => {
    expect(read(text)).toEqual({ name, address });
  });

  it.each([
    'bob',
    'bob@localhost',
    '@acme.com',
    'bob@',
    'bob@@acme.com',
    'a@b@acme.com',
    'bob@acme.com, eve@evil.com',
    'bob@acme.com; eve@evil.com',
    'bob@acme.com eve@evil.com',
    'bob@acme.com\r\nBcc: eve@evil.com',
    'bob@acme.com, Eve <eve@evil.com>',
    'bob@acme.com <eve@evil.com>',
    '<bob@acme.com> <eve@evil.com>',
    'Bob <bob@acme.com> Eve',
    'Bob <bob@acme.com',
    'Friends: bob@acme.com;',
    'Bob "the <bob@acme.com>',
    'B"o"b <bob@acme.com>',
    'Bob\r\nBcc: x <bob@acme.com>',
    'Bob\u0000 <bob@acme.com>',
    'Bo\u2028b <bob@acme.com>',
    'Bob \u202emoc.live <bob@acme.com>',
    '=?utf-8?Q?Eve?= <bob@acme.com>',
    '"bob x"@acme.com',
    'bob.@acme.com',
    '.bob@acme.com',
    'bo..b@acme.com',
    'bob@acme..com',
    'bob@-acme.com',
    'bob@acme.c_m',
    'bob@10.0.0.1',
    'bob@[10.0.0.1]',
    'bob@０ｘ7f.1',
    'bob@acme.com/x',
    'bob@acme%2ecom',
    'bób@acme.com',
    'bob(comment)@acme.com',
    `${'b'.repeat(65)}@acme.com`,
    `bob@${'a.'.repeat(125)}com`,
  ])('is not one: %j', (text) => {
    expect(refusalOf(() => read(text))).toEqual(['/to/0', 'invalid_address']);
  });
});
