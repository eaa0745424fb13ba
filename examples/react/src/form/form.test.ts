import { describe, expect, it } from 'vitest';
import { type Draft, type Group, newRow, type Row, toDraft } from './draft.ts';
import { type Json, toField } from './field.ts';
import { errorsOf as errorsOfReply, placeErrors, placesOf } from './places.ts';
import { idOf, isWithin, memberOf } from './pointer.ts';
import { readDraft } from './read-draft.ts';

/** As in `webhook.send`, with more kinds of fields. */
const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['url', 'count'],
  properties: {
    url: { type: 'string', format: 'uri', maxLength: 2048, description: 'Where to send it.' },
    method: { type: 'string', enum: ['POST', 'PUT'], default: 'POST' },
    headers: { type: 'object', additionalProperties: { type: 'string' } },
    payload: { default: {} },
    receiverDeduplicates: { type: 'boolean', default: false },
    urgent: { type: 'boolean' },
    count: { type: 'integer' },
    body: { type: 'string', maxLength: 100_000 },
    to: { type: 'array', items: { type: 'string', format: 'email' } },
    attachments: {
      type: 'array',
      items: {
        type: 'object',
        required: ['filename'],
        properties: { filename: { type: 'string' }, size: { type: 'number' } },
      },
    },
    nickname: { type: ['string', 'null'], title: 'Nick' },
    either: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  },
};
const field = toField(schema);
const properties = field.kind === 'group' ? field.properties : [];
const kinds = Object.fromEntries(properties.map(({ name, field }) => [name, field.kind]));

const filled = (changes: Group): Draft => ({ ...(toDraft(field) as Group), ...changes });
const inputOf = (changes: Group) => readDraft(field, filled(changes)).value as { [name: string]: Json };
const errorsOf = (changes: Group) => readDraft(field, filled(changes)).errors;
const rowsOf = (name: string, values: Json): Row[] =>
  toDraft(properties.find((property) => property.name === name)!.field, values) as Row[];

describe('the fields of a schema', () => {
  it('have a kind for each type, and are JSON where no kind fits', () => {
    expect(kinds).toEqual({
      url: 'text',
      method: 'choice',
      headers: 'map',
      payload: 'json',
      receiverDeduplicates: 'switch',
      urgent: 'choice', // "not said" is an answer too
      count: 'number',
      body: 'text',
      to: 'list',
      attachments: 'list',
      nickname: 'text',
      either: 'json',
    });
    expect(toField(true).kind).toBe('json');
    expect(toField({ type: ['string', 'number'] }).kind).toBe('json');
    expect(toField({ type: 'object', additionalProperties: true }).kind).toBe('json');
    expect(toField({ type: 'array' }).kind).toBe('json');
  });

  it('have labels that a person reads', () => {
    expect(properties.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['URL', 'Receiver deduplicates', 'Nick', 'Attachments']),
    );
  });

  it('say whether they are required, what they are for, and how much room they need', () => {
    expect(properties.filter(({ required }) => required).map(({ name }) => name)).toEqual(['url', 'count']);
    expect(properties[0]!.field).toEqual({
      kind: 'text',
      format: 'uri',
      long: false,
      description: 'Where to send it.',
    });
    expect(properties.find(({ name }) => name === 'body')!.field).toMatchObject({ long: true });
  });
});

describe('what is sent', () => {
  it('is what was filled in, with the defaults, and without what was left empty', () => {
    expect(inputOf({ url: 'https://example.com', count: '3' })).toEqual({
      url: 'https://example.com',
      method: 'POST',
      payload: {},
      receiverDeduplicates: false,
      count: 3,
    });
  });

  it.each<Json>([
    {
      url: 'https://a.test',
      method: 'PUT',
      payload: [1, { a: null }],
      receiverDeduplicates: true,
      urgent: false,
      count: -1.5,
    },
    {
      url: 'x',
      method: 'POST',
      headers: { 'x-a': '1', 'x~b/c': '' },
      payload: 'text',
      receiverDeduplicates: false,
      count: 0,
    },
    {
      url: 'x',
      method: 'POST',
      payload: {},
      receiverDeduplicates: false,
      count: 1,
      to: ['a@b.test', ''],
      attachments: [{ filename: 'a', size: 2 }, { filename: 'b' }],
    },
  ])('is what it was edited from (%#)', (value) => {
    expect(readDraft(field, toDraft(field, value))).toEqual({ value, errors: {} });
  });

  it('keeps a member with a name that JavaScript gives a meaning', () => {
    const headers = [{ ...newRow({ kind: 'text', long: false }, '__proto__', 'x') }];
    expect(JSON.stringify(inputOf({ headers }).headers)).toBe('{"__proto__":"x"}');
  });

  it('leaves out rows of a map that nobody filled in', () => {
    const headers = [newRow({ kind: 'text', long: false }), ...rowsOf('headers', { accept: 'text/plain' })];
    expect(inputOf({ headers }).headers).toEqual({ accept: 'text/plain' });
  });
});

describe('what cannot be sent', () => {
  it.each<[string, Group, string, RegExp]>([
    ['a number that is none', { count: '3 pieces' }, '/count', /not a number/],
    ['JSON that is none', { payload: '{"a":' }, '/payload', /not JSON/],
    [
      'a number that would be rounded',
      { payload: '{"id": 12345678901234567890}' },
      '/payload',
      /^12345678901234567890 has more/,
    ],
    [
      'a value without a name',
      { headers: [newRow({ kind: 'text', long: false }, '', 'x')] },
      '/headers',
      /needs a name/,
    ],
    [
      'a name that stands twice',
      { headers: [...rowsOf('headers', { a: '1' }), ...rowsOf('headers', { a: '2' })] },
      '/headers',
      /a stands here twice/,
    ],
  ])('is %s', (_, changes, pointer, sentence) => {
    expect(errorsOf(changes)).toEqual({ [pointer]: [expect.stringMatching(sentence)] });
  });

  it('is not a long number within a text, nor one that JavaScript keeps', () => {
    expect(errorsOf({ payload: '{"id": "12345678901234567890", "n": 9007199254740992}' })).toEqual({});
  });
});

describe('errors of Relay', () => {
  it('are about the member "input" of what was sent, but for those that are not', () => {
    const errors = [
      { pointer: '/input/url', detail: 'A.' },
      { pointer: '/input/url', detail: 'B.' },
      { pointer: '/input', detail: 'C.' },
      { pointer: '/inputs', detail: 'D.' },
    ];
    expect(errorsOfReply(errors)).toEqual({ '/url': ['A.', 'B.'], '': ['C.', '/inputs: D.'] });
  });

  it('name what an ambiguous name could mean', () => {
    const choices = [
      { value: 'spaces/a', label: 'Team (3 members)' },
      { value: 'spaces/b', label: 'Team (5 members)' },
    ];
    expect(errorsOfReply([{ pointer: '/input/space', detail: 'Two are called Team.', choices }])).toEqual({
      '/space': ['Two are called Team. Team (3 members): spaces/a, Team (5 members): spaces/b'],
    });
  });

  const draft = filled({ headers: rowsOf('headers', { 'x/y': '1' }), to: rowsOf('to', ['a', 'b']) });
  const places = placesOf(field, draft);

  it('stand at the field that they point to', () => {
    const errors = {
      '/url': ['It must match.'],
      '/headers/x~1y': ['Bad.'],
      '/to/1': ['It must be an e-mail address.'],
    };
    expect(placeErrors(errors, places)).toEqual(errors);
  });

  it('stand at the nearest field around it, with the rest of the pointer, where there is none', () => {
    expect(placeErrors({ '/payload/a/0': ['No.'], '/headers/gone': ['No.'], '/unknown': ['No.'] }, places)).toEqual({
      '/payload': ['/a/0: No.'],
      '/headers': ['/gone: No.'],
      '': ['/unknown: No.'],
    });
  });
});

it('writes JSON Pointers, and ids that are unique for them', () => {
  expect(memberOf('/headers', 'a/b~c')).toBe('/headers/a~1b~0c');
  expect([isWithin('/to/1', '/to'), isWithin('/total', '/to')]).toEqual([true, false]);
  expect(idOf('/headers/x y')).not.toContain(' ');
});
