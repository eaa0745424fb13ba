import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { generate } from '../tools/generate.js';
import { markOpenReplies } from '../tools/open-replies.js';
import { readOperation } from '../tools/resources/operation.js';

const checkedOut = fileURLToPath(new URL('../src/generated', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'relay-generated-'));
afterAll(() => rmSync(temporary, { recursive: true }));

const filesOf = (directory: string) =>
  Object.fromEntries(
    readdirSync(directory)
      .sort()
      .map((name) => [name, readFileSync(join(directory, name), 'utf8')]),
  );

describe('the generated code', () => {
  const { 'resources.gen.ts': resources = '', 'types.gen.ts': types = '' } = filesOf(checkedOut);

  it('is the same on every run, byte for byte', async () => {
    for (const run of ['first', 'second']) {
      await generate(join(temporary, run));
      expect(filesOf(join(temporary, run))).toEqual(filesOf(checkedOut));
    }
  });

  it('documents operations, their parameters and their errors', () => {
    for (const line of [
      ' * List executions',
      " * The workspace's executions, newest first.",
      ' * @param parameters.status Only executions with this status.',
      ' * @param parameters.limit How many items a page holds at the most. Default: 20.',
      ' * @throws {GoneError} 410: The preview is expired or discarded.',
    ])
      expect(resources).toContain(line);
    const undocumented = resources
      .split('\n')
      .filter((line) => /@(param|returns|throws)/.test(line) && !/@\S+ \S+ .*\w|@returns \w/.test(line));
    expect(undocumented).toEqual([]);
  });

  it('shows nothing of its generator in a hover', () => {
    expect(resources).not.toMatch(/ThrowOnError|__registry|HeyApi/);
    expect(resources).toContain(
      'list(parameters?: ExecutionsListParameters, options?: RequestOptions): PagePromise<ExecutionPage> {',
    );
  });

  it('takes either of two bodies, and nothing of the other', () => {
    const [, type = ''] = /ActionsExecuteParameters = (.*?);\n\n/s.exec(resources) ?? [];
    const plain = type.replaceAll(/\/\*.*?\*\//gs, '').replaceAll(/\s+/g, ' ');
    expect(plain).toBe(
      '{ previewId: string; digest: string; action?: never; input?: never; connectionId?: never; } | ' +
        '{ previewId?: never; digest?: never; action: string; input: JsonObject; connectionId?: string; }',
    );
    expect(resources).toContain('execute(parameters: ActionsExecuteParameters, options?: RequestOptions)');
    expect(resources).toContain(' * @param parameters.connectionId The connection to read through');
  });

  it('has nothing of what only a browser opens', () => {
    expect(resources).toContain("path: '/api/connections'");
    expect(resources).not.toContain('/api/oauth');
  });

  it('leaves an enum open that may also be null', () => {
    expect(types).toContain("configuredBy: 'workspace' | 'environment' | 'emulator' | null | (string & {});");
  });

  it('hands bytes on as a stream', () => {
    expect(resources).toContain(
      'export(parameters?: AuditExportParameters, options?: RequestOptions): APIPromise<ByteStream> {',
    );
  });

  it('leaves the idempotency key to the transport', () => {
    expect(resources).not.toMatch(/idempotency.?key\??:/i);
  });

  it('leaves the enums of replies open', () => {
    expect(types).toContain(
      "export type ExecutionStatus = 'running' | 'succeeded' | 'failed' | 'outcome_unknown' | (string & {});",
    );
  });
});

it('opens the enums and the unions that a reply can hold, and no others', () => {
  const choice = (...values: unknown[]) =>
    ({ type: 'string', enum: values }) as { enum: unknown[]; 'x-relay-open'?: boolean };
  const union = () => ({ oneOf: [], discriminator: {} }) as { 'x-relay-open'?: boolean };
  const schemas = {
    Sent: {
      properties: { mode: choice('fast', 'slow'), way: union(), shared: { $ref: '#/components/schemas/Shared' } },
    },
    Shared: choice('a', 'b'),
    Read: {
      properties: { nested: { $ref: '#/components/schemas/Nested' }, examples: { example: { enum: ['data'] } } },
    },
    Nested: {
      properties: {
        kind: choice('x'),
        shared: { $ref: '#/components/schemas/Shared' },
        again: { $ref: '#/components/schemas/Read' },
        level: choice(1, 2),
        either: union(),
      },
    },
  };
  const reference = (name: string) => ({
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  markOpenReplies({
    components: { schemas },
    paths: { '/x': { post: { requestBody: reference('Sent'), responses: { 200: reference('Read') } } } },
  });
  const { Sent, Shared, Nested } = schemas;
  const isOpen = (...schemas: { 'x-relay-open'?: boolean }[]) =>
    schemas.map((schema) => schema['x-relay-open'] ?? false);
  expect(isOpen(Shared, Nested.properties.kind, Nested.properties.either)).toEqual([true, true, true]);
  expect(isOpen(Sent.properties.mode, Sent.properties.way, Nested.properties.level)).toEqual([false, false, false]);
});

describe('an operation that the transport cannot send is refused with a sentence', () => {
  const good = {
    id: 'x',
    operationId: 'rooms.get',
    method: 'get',
    path: '/x',
    responses: { 204: { schema: {} } },
  } as const;
  const parameter = (name: string, schema: object = { type: 'string' }) =>
    ({ name, schema, location: 'query', explode: true, style: 'form' }) as const;
  const body = {
    mediaType: 'application/json',
    schema: { type: 'object', properties: { id: { type: 'string' } } },
  } as const;

  const bytes = { mediaType: 'text/csv', schema: { type: 'string', format: 'binary' } } as const;

  it.each([
    [{ operationId: 'get' }, 'operationId must read <room>.<verb>'],
    [{ responses: {} }, 'exactly one success'],
    [{ responses: { 200: { mediaType: 'text/csv', schema: {} } } }, 'cannot read text/csv'],
    [{ responses: { 200: { mediaType: 'application/json', schema: {} } } }, 'a reply must be a named schema'],
    [{ method: 'post', responses: { 200: bytes } }, 'only a GET can be answered by a stream'],
    [{ responses: { 200: { mediaType: 'text/event-stream', schema: {} } } }, 'a reply must be a named schema'],
    [{ parameters: { header: { trace: parameter('X-Trace') } } }, 'cannot send X-Trace'],
    [{ parameters: { query: { ids: parameter('ids', { type: 'array' }) } } }, 'ids must be a single value'],
    [{ method: 'post', parameters: { query: { a: parameter('a') } } }, 'a POST has no query'],
    [{ method: 'post', body, parameters: { path: { id: parameter('id') } } }, 'two parameters are called id'],
    [{ method: 'post', body: { ...body, schema: { type: 'string' } } }, 'the body must be an object'],
  ])('%j', (change, sentence) => {
    expect(() => readOperation({ ...good, ...change } as Parameters<typeof readOperation>[0], () => ({}))).toThrow(
      sentence,
    );
  });
});
