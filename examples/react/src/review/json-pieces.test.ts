import { expect, it } from 'vitest';
import { isJson, jsonPieces } from './json-pieces.ts';

const pretty = (json: string) =>
  jsonPieces(json)
    .map(({ text }) => text)
    .join('');

it.each(['{}', '[]', '0', '"a"', '{"a":{"b":[1,[],{},"x, y: {z}"]},"c":null}', '[[[true]]]', '{"a\\"b":"\\\\"}'])(
  'indents %s as JSON.stringify does',
  (json) => {
    expect(pretty(json)).toBe(JSON.stringify(JSON.parse(json), null, 2));
  },
);

it('keeps what JSON.parse would change', () => {
  expect(pretty('{"n":12345678901234567890,"a":1.0,"a":"\\u00e9"}')).toBe(
    '{\n  "n": 12345678901234567890,\n  "a": 1.0,\n  "a": "\\u00e9"\n}',
  );
});

it('tells names from texts', () => {
  expect(
    jsonPieces('{"a":["b",1,true]}')
      .filter(({ kind }) => kind !== 'mark')
      .map(({ kind }) => kind),
  ).toEqual(['name', 'string', 'number', 'word']);
});

it('knows what is no JSON', () => {
  expect([isJson('{"a":1}'), isJson('a=1'), isJson('')]).toEqual([true, false, false]);
});
