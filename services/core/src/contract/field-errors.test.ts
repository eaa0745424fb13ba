import { expect, it } from 'vitest';
import { toFieldErrors } from './field-errors.js';
import { compileExhaustive, type Json } from './schemas.js';

function errorsOf(schema: Json, value: unknown) {
  const check = compileExhaustive(schema)();
  return check(value) ? [] : toFieldErrors(check.errors!, '/input');
}
const pattern = '^[\\x20-\\x7e]*$';

it('says in the words of the schema which form is asked for', () => {
  const schema = { type: 'object', properties: { name: { type: 'string', pattern, description: 'Plain text.' } } };
  expect(errorsOf(schema, { name: 'a\nb' })).toEqual([
    {
      pointer: '/input/name',
      detail: 'It does not have the form that is asked for: Plain text.',
      code: 'pattern',
    },
  ]);
});

it('shows the pattern of a schema without words', () => {
  const schema = { type: 'object', properties: { name: { type: 'string', pattern } } };
  expect(errorsOf(schema, { name: 'a\nb' })).toEqual([
    {
      pointer: '/input/name',
      detail: `It has characters or a form that is not allowed here. Allowed is what matches ${pattern}`,
      code: 'pattern',
    },
  ]);
});

it('points once at what has a name that is not allowed', () => {
  const schema = { type: 'object', propertyNames: { type: 'string', pattern: '^[a-z]+$', description: 'Letters.' } };
  expect(errorsOf(schema, { good: 1, 'no/name': 2 })).toEqual([
    {
      pointer: '/input/no~1name',
      detail: 'Its name does not have the form that is asked for: Letters.',
      code: 'pattern',
    },
  ]);
});
