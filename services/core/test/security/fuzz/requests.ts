// Requests as a stranger would make them: right, almost right, and not right at all.
import type { ContractOperation } from '@relay/testing';
import fc, { type Arbitrary } from 'fast-check';
import { bodySchemaOf, parametersOf } from '../fields.js';
import { HOSTILE, headerText, NOT_JSON, rawSegment, wildText } from './hostile.js';
import { anyJson, type Json, validFor } from './valid.js';

export interface FuzzedRequest {
  method: string;
  /** With its query, percent-encoded. */
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

const encoded = (text: string) => encodeURIComponent(text).replaceAll('.', '%2E');
const cursorOf = (id: string) => Buffer.from(id).toString('base64url');

/** What exists, so that a request can get far: values by the name of their field, and every id. */
export interface Known {
  byName: Record<string, Json[]>;
  all: string[];
}

/** Requests that are right in most of their parts, so that what is wrong gets far. */
export function requestsFor(operation: ContractOperation, known: Known): Arbitrary<FuzzedRequest> {
  const { method } = operation;
  const part = (right: Arbitrary<Json>, wild: Arbitrary<Json>) =>
    fc.oneof({ weight: 4, arbitrary: right }, { weight: 1, arbitrary: wild });
  return fc
    .record({
      path: part(
        pathFor(operation, (name) => fc.constantFrom(...(known.byName[name] ?? known.all))),
        pathFor(operation, () => wildSegment(known)),
      ),
      query: part(queryFor(operation), wildQueryFor(operation, known)),
      headers: part(rightHeaders, wildHeaders),
      body: bodyFor(operation, known),
    })
    .map(({ path, query, headers, body }) => ({ method, path: path + query, headers, body }));
}

const wildSegment = ({ all }: Known) => fc.oneof(fc.constantFrom(...all), wildText.map(encoded), rawSegment);

function pathFor(
  { path, pathParameters }: ContractOperation,
  segment: (name: string) => Arbitrary<string>,
): Arbitrary<string> {
  return fc
    .tuple(...pathParameters.map(segment))
    .map((values) =>
      pathParameters.reduce((result, name, index) => result.replace(`{${name}}`, () => values[index]!), path),
    );
}

const queryParameters = (operation: ContractOperation) =>
  parametersOf(operation).filter((parameter) => parameter.in === 'query');
const toQuery = (pairs: Array<string | undefined>) => {
  const given = pairs.filter((text) => text !== undefined);
  return given.length > 0 ? `?${given.join('&')}` : '';
};
const pairOf = (name: string, value: Arbitrary<unknown>) =>
  value.map((text) => `${name}=${encodeURIComponent(String(text))}`);

function queryFor(operation: ContractOperation): Arbitrary<string> {
  const some = queryParameters(operation).map(({ name, schema }) =>
    fc.option(pairOf(name, validFor(schema)), { nil: undefined, freq: 2 }),
  );
  return fc.tuple(...some).map(toQuery);
}

const STRAY = [
  'x=1',
  '__proto__=1',
  'limit[]=1',
  'limit=1&limit=2',
  '&&&',
  '%',
  '%zz=%',
  'a=b=c',
  '=',
  'from=1&from=2',
  'cursor=',
];

function wildQueryFor(operation: ContractOperation, { all }: Known): Arbitrary<string> {
  const wild = fc.oneof(
    fc.constantFrom(...all),
    fc.constantFrom(...all.map(cursorOf)),
    wildText,
    wildText.map(cursorOf),
  );
  const some = queryParameters(operation).map(({ name }) => fc.option(pairOf(name, wild), { nil: undefined, freq: 2 }));
  return fc.tuple(...some, fc.option(fc.constantFrom(...STRAY), { nil: undefined, freq: 2 })).map(toQuery);
}

/** Headers that refuse no request, whatever stands in them. */
const ignored = {
  'x-request-id': headerText,
  accept: headerText,
  'x-forwarded-for': headerText,
  traceparent: headerText,
};
const rightHeaders: Arbitrary<Record<string, string>> = fc.record(
  { ...ignored, 'idempotency-key': fc.uuid() },
  { requiredKeys: [] },
);
const MEDIA_TYPES = [
  'application/json; charset=utf-8',
  'application/json; charset=utf-16',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/problem+json',
  'x',
  '',
];
const wildHeaders: Arbitrary<Record<string, string>> = fc.record(
  {
    ...ignored,
    'idempotency-key': fc.oneof(headerText, fc.constantFrom('same', 'same', ' ', 'x'.repeat(256))),
    'content-type': fc.constantFrom(...MEDIA_TYPES),
    'content-encoding': fc.constantFrom('gzip', 'identity', 'br', 'x'),
  },
  { requiredKeys: [] },
);

function bodyFor(operation: ContractOperation, { all, byName }: Known): Arbitrary<string | undefined> {
  const schema = bodySchemaOf(operation);
  if (!schema) return fc.option(fc.constantFrom('{}', 'x', '[]'), { nil: undefined, freq: 3 });
  const forms: Json[] = schema.oneOf ?? [schema];
  const names = forms.flatMap(({ properties = {} }) => Object.keys(properties)).filter((name) => byName[name]);
  const existing = fc.record(Object.fromEntries(names.map((name) => [name, fc.constantFrom(...byName[name]!)])));
  const valid = fc
    .tuple(validFor(schema), existing)
    .map(([value, some]) => Object.fromEntries(Object.entries(value).map(([name, own]) => [name, some[name] ?? own])));
  const hostile = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.constantFrom(...all.map((id) => JSON.stringify(id))),
    anyJson.map((value) => JSON.stringify(value)),
  );
  return fc.oneof(
    { weight: 3, arbitrary: valid.map((value) => JSON.stringify(value)) },
    { weight: 3, arbitrary: fc.tuple(valid, hostile, fc.nat()).map(spoil) },
    { weight: 1, arbitrary: hostile },
    { weight: 1, arbitrary: fc.constantFrom(...NOT_JSON, undefined) },
  );
}

/** Writes hostile JSON, byte for byte, where one of the fields stands or a further one might. */
function spoil([value, hostile, choice]: [Json, string, number]): string {
  const names = [...Object.keys(value), 'thereIsNone'];
  return JSON.stringify({ ...value, [names[choice % names.length]!]: '@@here@@' }).replace('"@@here@@"', () => hostile);
}
