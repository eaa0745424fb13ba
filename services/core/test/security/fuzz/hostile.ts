// Texts and values that have broken something somewhere.
import fc from 'fast-check';

/** Any text that a URL can hold after encoding: every code point but lone surrogates. */
export const wildText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '',
    '\0',
    '..',
    '../..',
    '%00',
    '*',
    '0',
    '-1',
    '1e9',
    'null',
    'undefined',
    '[object Object]',
    '__proto__',
  ),
  fc.constantFrom('2026-01-01T00:00:00+23:59', '9999-12-31T23:59:59-14:00', '2026-12-31T23:59:60Z', '999999999999999'),
  fc.constantFrom(
    "' or 1=1 --",
    '"; drop table previews; --',
    '{{7*7}}',
    '#{7*7}',
    '<script>',
    '\u202e',
    'x'.repeat(3_000),
  ),
);
export const rawSegment = fc.constantFrom(
  '%',
  '%zz',
  '%00',
  '%ff',
  '%c0%ae',
  '%2e%2e%2f',
  '%u0041',
  ';a=b',
  '..;',
  '%0d%0aX-A:b',
);
export const headerText = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCharCode(code)),
  maxLength: 300,
});

/** JSON with the values in it that `JSON.parse` and the database are not agreed about. */
export const HOSTILE = [
  '1e400',
  '-1e400',
  '1e-400',
  '-0',
  '123456789012345678901234567890',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '[]',
  '{}',
  'null',
  `${'['.repeat(3_000)}${']'.repeat(3_000)}`,
  '{"__proto__":{"role":"admin"}}',
  '{"constructor":{"prototype":{}}}',
  '{"toJSON":1,"length":-1}',
  `"${'x'.repeat(20_000)}"`,
  `{"${'k'.repeat(5_000)}":1}`,
  '{"$ref":"#"}',
  '{"a":1,"a":2}',
  '"2026-01-01T00:00:00+99:99"',
  '9007199254740993',
];
export const NOT_JSON = [
  '',
  ' ',
  '{',
  '{"a":}',
  '{"a":1,}',
  "{'a':1}",
  'NaN',
  'undefined',
  '\ufeff{}',
  '{"a":1}{"b":2}',
  '\0',
  '"\t"',
  '// x',
  '<a/>',
  '[1,2',
];
