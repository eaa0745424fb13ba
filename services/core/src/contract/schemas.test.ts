import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { catalog } from '../providers/index.js';
import { document, portable } from './schemas.js';

const judge = new Ajv2020({ strict: false, allErrors: true });
const faultsOf = (schema: object) => (judge.validateSchema(schema) === true ? null : judge.errorsText());

it.each(Object.keys(document.components.schemas))('%s of the contract is a JSON Schema', (name) => {
  expect(faultsOf(portable(document.components.schemas[name]))).toBeNull();
});

it.each(catalog.map(({ id, inputSchema, outputSchema }) => [id, inputSchema, outputSchema]))(
  '%s has JSON Schemas',
  (_, inputSchema, outputSchema) => {
    expect([faultsOf(inputSchema as object), faultsOf(outputSchema as object)]).toEqual([null, null]);
  },
);

it('a schema that is none is found', () => {
  expect(faultsOf({ type: 'object', properties: { name: { type: 'text' } } })).toContain('must be equal to one of');
});
