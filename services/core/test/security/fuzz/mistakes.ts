// Values that a JSON Schema of the contract refuses, each wrong in one place that is known.
import fc, { type Arbitrary } from 'fast-check';
import { resolved } from '../fields.js';
import { anyJson, type Json } from './valid.js';

/** What is wrong, where the reply must point, and how a right value becomes a wrong one. */
export interface Mistake {
  what: string;
  path: string[];
  /** What to write at `path`; nothing when it is to be left out. */
  wrong: Arbitrary<Json> | undefined;
}

export const pointerOf = (path: string[]) =>
  path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const typeOf = (value: Json) => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
};

/** The last ones are RFC 3339, but nothing can hold them. */
const NO_INSTANTS = [
  ...[
    '',
    'yesterday',
    '2026-02-30T00:00:00Z',
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00:00+01',
  ],
  ...['0000-01-01T00:00:00Z', '2026-01-01T00:00:00+23:59', '9999-12-31T23:59:59-14:00', '2026-12-31T23:59:60Z'],
];

/** Every kind of mistake that can be made below `path`. */
export function mistakesIn(given: Json, path: string[] = []): Mistake[] {
  const schema = resolved(given);
  if (schema.allOf) return mistakesIn(Object.assign({}, ...schema.allOf), path);
  const at = (what: string, wrong: Arbitrary<Json>): Mistake => ({ what, path, wrong });
  return [
    ...(schema.type
      ? [
          at(
            'another type',
            anyJson.filter((value) => !accepts([schema.type].flat(), value)),
          ),
        ]
      : []),
    ...(schema.enum
      ? [
          at(
            'no such value',
            fc.string().filter((value) => !schema.enum.includes(value)),
          ),
        ]
      : []),
    ...textMistakes(schema, at),
    ...numberMistakes(schema, at),
    ...listMistakes(schema, at, path),
    ...objectMistakes(schema, path),
  ];
}

const accepts = (types: string[], value: Json) =>
  types.includes(typeOf(value)) || (types.includes('number') && typeof value === 'number');

type At = (what: string, wrong: Arbitrary<Json>) => Mistake;

function textMistakes({ type, enum: values, minLength, maxLength, format, pattern }: Json, at: At): Mistake[] {
  if (values || ![type].flat().includes('string')) return [];
  return [
    ...(minLength ? [at('too short', fc.constant(''))] : []),
    ...(maxLength
      ? [
          at(
            'too long',
            fc.integer({ min: 1, max: 50 }).map((more) => 'x'.repeat(maxLength + more)),
          ),
        ]
      : []),
    ...(format === 'date-time' ? [at('no instant', fc.constantFrom(...NO_INSTANTS))] : []),
    ...(format === 'uri'
      ? [at('no URL', fc.constantFrom('', 'x', '//x', 'ftp://x', 'javascript:x', 'http://a b'))]
      : []),
    ...(pattern && format === undefined
      ? [
          at(
            'another pattern',
            fc
              .string({ unit: fc.constantFrom('é', 'ß', 'a', '/'), minLength: 1 })
              .filter((value) => !new RegExp(pattern).test(value)),
          ),
        ]
      : []),
  ];
}

function numberMistakes({ type, minimum, maximum }: Json, at: At): Mistake[] {
  return [
    ...(minimum === undefined ? [] : [at('too small', fc.integer({ max: minimum - 1 }))]),
    ...(maximum === undefined ? [] : [at('too large', fc.integer({ min: maximum + 1 }))]),
    ...([type].flat().includes('integer') ? [at('no integer', fc.constantFrom(0.5, 1e-7, -1.5))] : []),
  ];
}

function listMistakes({ items, minItems, uniqueItems }: Json, at: At, path: string[]): Mistake[] {
  if (!items) return [];
  const inside = mistakesIn(items).filter(({ path: below }) => below.length === 0);
  const [value] = resolved(items).enum ?? ['x'];
  return [
    ...(minItems ? [at('too few', fc.constant([]))] : []),
    ...(uniqueItems ? [at('twice the same', fc.constant([value, value]))] : []),
    ...inside.map(({ what, wrong }) => ({ what: `an item of ${what}`, path, wrong: wrong?.map((item) => [item]) })),
  ];
}

const SPECIAL_NAMES = ['thereIsNone', '__proto__', 'constructor', '', ' ', 'a/b~c', 'é', 'x'.repeat(300)];

function objectMistakes(
  { properties, required = [], additionalProperties, propertyNames, minProperties }: Json,
  path: string[],
) {
  const known = Object.entries<Json>(properties ?? {});
  const single = (value: Arbitrary<Json>): Arbitrary<Json> => value.map((one) => ({ name: one }));
  return [
    ...known.flatMap(([name, schema]) => mistakesIn(schema, [...path, name])),
    ...required.map((name: string) => ({ what: 'left out', path: [...path, name], wrong: undefined })),
    ...(additionalProperties === false
      ? SPECIAL_NAMES.map((name) => ({ what: 'unknown', path: [...path, name], wrong: anyJson }))
      : []),
    ...(minProperties ? [{ what: 'empty', path, wrong: fc.constant({}) }] : []),
    ...(propertyNames
      ? [{ what: 'a bad name', path, wrong: fc.constantFrom({ 'a b': '' }, { 'a:b': '' }, { é: '' }) }]
      : []),
    ...(typeof additionalProperties === 'object' && additionalProperties.type
      ? mistakesIn(additionalProperties).map(({ what, wrong }) => ({
          what: `a value of ${what}`,
          path,
          wrong: wrong && single(wrong),
        }))
      : []),
  ] as Mistake[];
}

/** A copy of `value` with the mistake in it; a field that JSON writes and `{}` would swallow is written too. */
export function withMistake(value: Json, path: string[], wrong: { value: Json } | undefined): Json {
  const [name, ...rest] = path;
  if (name === undefined) return wrong!.value;
  const copy = new Map(Object.entries(value ?? {}));
  if (rest.length > 0) copy.set(name, withMistake(value?.[name], rest, wrong));
  else if (wrong) copy.set(name, wrong.value);
  else copy.delete(name);
  return Object.fromEntries(copy);
}
