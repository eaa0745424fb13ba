// JSON Schema 2020-12, which is what OpenAPI 3.1 uses, compiled by ajv: the only judge of requests and of actions' inputs.
import openapi from '@relay/contract/openapi.json' with { type: 'json' };
import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { fullFormats } from 'ajv-formats/dist/formats.js';

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is walked by name
export type Json = any;
export const document: Json = openapi;
const DOCUMENT_ID = 'relay:openapi';

export function dereference(value: Json): Json {
  if (value?.$ref === undefined) return value;
  const path: string[] = value.$ref.slice(2).split('/');
  return dereference(path.reduce((node: Json, key) => node[key.replaceAll('~1', '/').replaceAll('~0', '~')], document));
}

/**
 * An OpenAPI schema in the form that ajv accepts. Local references become absolute; `discriminator` loses its mapping, which ajv
 * refuses, and gains `type: object`, without which ajv lets every non-object through, because it replaces `oneOf`.
 */
export function portable(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(portable);
  if (schema === null || typeof schema !== 'object') return schema;
  const { discriminator, ...rest } = schema;
  const result: Json = {};
  for (const [key, value] of Object.entries(rest))
    result[key] = key === '$ref' ? `${DOCUMENT_ID}${value}` : portable(value);
  if (discriminator === undefined) return result;
  if (typeof discriminator !== 'object' || !schema.oneOf) return { ...result, discriminator: portable(discriminator) };
  return { ...result, type: 'object', discriminator: { propertyName: discriminator.propertyName } };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-](0\d|1[0-5]):\d{2})$/i;
const YEAR_1 = Date.parse('0001-01-01T00:00:00Z');
const YEAR_9999 = Date.parse('9999-12-31T23:59:59.999Z');

// ajv also takes what is not RFC 3339 (a space, a zone without minutes) and what Postgres or Date cannot hold: zones of more than
// 15 hours, a 60th second, years that leave four digits in UTC.
function isInstant(text: string): boolean {
  const time = Date.parse(text);
  const { validate } = fullFormats['date-time'] as { validate: (text: string) => boolean };
  return INSTANT.test(text) && validate(text) && time >= YEAR_1 && time <= YEAR_9999;
}

function engine(coerceTypes: 'array' | false, allErrors: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    validateSchema: false, // a tenth of a start; a test judges what this would
    strictTypes: true,
    allowUnionTypes: true,
    discriminator: true,
    useDefaults: true,
    coerceTypes,
    allErrors,
    verbose: true, // an error brings its schema along, whose description tells people more than a pattern
  });
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addFormat('date-time', isInstant);
  ajv.addVocabulary(['example', 'xml', 'externalDocs', 'components']); // OpenAPI words that are not JSON Schema
  for (const name of ['int32', 'int64', 'float', 'double', 'binary', 'password']) ajv.addFormat(name, true);
  ajv.addSchema({ $id: DOCUMENT_ID, components: { schemas: portable(document.components.schemas) } });
  return ajv;
}

const exact = engine(false, false);
const exhaustive = engine(false, true);
const textual = engine('array', true);

/** Judges JSON: nothing is coerced, and it stops at the first error. */
export const compileExact = (schema: AnySchema): ValidateFunction => exact.compile(schema);
/** Judges JSON and finds every error; only ever shown a small body. Compiled when first needed. */
export const compileExhaustive = (schema: AnySchema): (() => ValidateFunction) =>
  lazily(() => exhaustive.compile(schema));
/** Judges path, query and headers, which arrive as text. */
export const compileTextual = (schema: AnySchema): ValidateFunction => textual.compile(schema);

export function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
