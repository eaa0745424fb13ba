import { describe, expect, it } from 'vitest';
import { readValue, writeValue } from './edit.js';

describe('a typed value', () => {
  it.each([
    ['a text as it stands', 'See you = soon', { type: 'string' }, 'See you = soon'],
    ['a text with line breaks as JSON', '"one\\ntwo"', { type: 'string' }, 'one\ntwo'],
    ['a quote that is no JSON as it stands', '"one" or "two"', { type: 'string' }, '"one" or "two"'],
    ['a list by its commas', 'a@example.com, b@example.com', { type: 'array' }, ['a@example.com', 'b@example.com']],
    ['a list as JSON', '["a"]', { type: 'array' }, ['a']],
    ['a number', '7', { type: ['integer', 'null'] }, 7],
    ['a yes', 'yes', { type: 'boolean' }, true],
    ['a no', 'false', { type: 'boolean' }, false],
    ['JSON where anything goes', '{"a":1}', {}, { a: 1 }],
    ['nothing as leaving the field out', '', { type: 'string' }, null],
  ])('reads %s', (_, text, schema, value) => {
    expect(readValue(text, schema)).toEqual({ value });
  });

  it.each([
    ['seven', 'integer', 'This has to be a number.'],
    ['perhaps', 'boolean', 'This has to be yes or no.'],
    ['{', 'object', 'This has to be JSON.'],
  ])('says what is wrong with %s', (text, type, problem) => {
    expect(readValue(text, { type })).toEqual({ problem });
  });

  it.each<[unknown, object]>([
    ['plain', { type: 'string' }],
    ['two\nlines', { type: 'string' }],
    [['a', 'b'], { type: 'array' }],
    [['a, b'], { type: 'array' }],
    [{ a: [1] }, {}],
    [7, { type: 'integer' }],
  ])('is written such that it is read again: %j', (value, schema) => {
    expect(readValue(writeValue(value), schema as Record<string, unknown>)).toEqual({ value });
  });
});
