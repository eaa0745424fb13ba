// A contract of many equal operations, of which each is changed by one row of a table; compared in one go.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Change, Json, Kind } from './change.ts';
import { compare } from './compare.ts';

/** What is changed, what that is, which rule says so, and the change itself. */
export type Row = [what: string, kind: Kind, rule: string, mutate: (operation: Json, item: Json) => unknown];

const json = (schema: Json) => ({ content: { 'application/json': { schema } } });

/** An operation with something of everything. */
export const operationCalled = (id: string): Json => ({
  operationId: `things.${id}`,
  tags: ['things'],
  summary: 'Do it',
  security: [{ apiKey: ['developer'] }],
  'x-body-limit': 1000,
  'x-sample': { result: 'thing', shows: ['id'] },
  parameters: [
    { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
    { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', pattern: '^[a-z0-9]+$' } },
  ],
  requestBody: {
    required: false,
    ...json({
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: { type: 'string', maxLength: 10, description: 'Its name.' },
        role: { type: 'string', enum: ['viewer', 'admin'] },
        expiresAt: { type: ['string', 'null'], format: 'date-time' },
        labels: { type: 'array', minItems: 1, items: { type: 'string' } },
      },
    }),
  },
  responses: {
    200: {
      headers: { 'Idempotent-Replayed': { schema: { type: 'string' } } },
      ...json({
        type: 'object',
        required: ['id', 'status'],
        properties: {
          id: { type: 'string' },
          status: { type: 'string', enum: ['running', 'done'] },
          finishedAt: { type: ['string', 'null'], format: 'date-time' },
          isOk: { type: 'boolean', const: true },
          tags: { type: 'array', items: { type: 'string' } },
          headers: { type: 'object', additionalProperties: { type: 'string' } },
          error: { oneOf: [{ type: 'object' }, { type: 'null' }] },
          part: {
            discriminator: { propertyName: 'type' },
            oneOf: [{ type: 'object', required: ['type'], properties: { type: { const: 'text' } } }],
          },
        },
      }),
    },
    404: { description: 'Not there', ...json({ type: 'object' }) },
  },
});

/** A contract with so many operations: `POST /m0`, `POST /m1` … */
export const contractOf = (count: number): Json => ({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1.0.0' },
  servers: [{ url: 'http://127.0.0.1:8787' }],
  security: [{ apiKey: ['viewer'] }],
  paths: Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`/m${index}`, { post: operationCalled(`m${index}`) }]),
  ),
  components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
});

export async function changesOf(released: Json, current: Json): Promise<Change[]> {
  const folder = await mkdtemp(join(tmpdir(), 'relay-contract-'));
  try {
    const files = [join(folder, 'released.yaml'), join(folder, 'current.yaml')] as const;
    await writeFile(files[0], JSON.stringify(released, null, 1));
    await writeFile(files[1], JSON.stringify(current, null, 1));
    return await compare(...files);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Tests that each row is found where it was made, is of its kind, and that nothing graver is found there. */
export function describeRows(subject: string, rows: Row[]): void {
  describe(subject, () => {
    let changes: Change[];
    beforeAll(async () => {
      const current = contractOf(rows.length);
      for (const [index, [, , , mutate]] of rows.entries()) {
        const item = current.paths[`/m${index}`];
        mutate(item.post, item);
      }
      changes = await changesOf(contractOf(rows.length), current);
    }, 60_000);

    it.each(rows.map(([what, kind, rule], index) => ({ what, kind, rule, index })))(
      '$what: $kind',
      ({ kind, rule, index }) => {
        const found = changes.filter(({ pointer }) => new RegExp(`^#/paths/~1m${index}(/|$)`).test(pointer));
        const sentence = expect.stringMatching(/^[\w`].*\.$/);
        expect(found).toContainEqual(expect.objectContaining({ kind, rule, sentence }));
        expect(found.some((change) => change.kind === 'breaking')).toBe(kind === 'breaking');
      },
    );
  });
}
