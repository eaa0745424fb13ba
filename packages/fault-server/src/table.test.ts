import contract from '@relay/contract/openapi.json' with { type: 'json' };
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { fillSamples } from './samples.ts';
import { readTable } from './table.ts';

const { cases, samples } = readTable();
const operations = new Map(
  Object.values(contract.paths)
    .flatMap((item) => Object.values(item))
    .flatMap((operation) => ('operationId' in operation ? [[operation.operationId, operation] as const] : [])),
);

it('has an id and a name for each case, and none twice', () => {
  for (const key of ['id', 'name'] as const) {
    const seen = cases.map((one) => one[key]);
    expect(seen.filter((value, index) => seen.indexOf(value) !== index)).toEqual([]);
  }
});

it('scripts a reply for each attempt that a case expects', () => {
  for (const { id, server, expect: expected } of cases)
    expect(server.length, id).toBeGreaterThanOrEqual(expected.attempts);
});

describe('the JSON replies', () => {
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  ajv.addSchema(contract, 'contract');
  /** Cases about what a newer server may say. */
  const fromTomorrow = /tomorrow|does not know/;
  const successes = cases
    .filter(({ name, call }) => call.operation && !fromTomorrow.test(name))
    .flatMap(({ id, call, server }) =>
      server.flatMap((reply) => (reply.type === 'json' ? [[id, call.operation!, reply] as const] : [])),
    );

  it.each(successes)('of %s are what the contract says of %s', (_, name, { status = 200, body }) => {
    const operation = operations.get(name === 'executions.wait' ? 'executions.get' : name);
    const responses = Object.entries((operation as { responses: object }).responses);
    const success = responses.find(([code]) => code.startsWith('2'))!;
    const validate = ajv.compile({ $ref: `contract${schemaOf(success[1])}` });
    expect(String(status)).toBe(success[0]);
    expect(validate(fillSamples(body, samples)), JSON.stringify(validate.errors)).toBe(true);
  });
});

function schemaOf(response: unknown): string {
  return (response as { content: { 'application/json': { schema: { $ref: string } } } }).content['application/json']
    .schema.$ref;
}
