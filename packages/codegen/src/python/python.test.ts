import contract from '@relay/contract/openapi.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { renderPython } from './generate.ts';

const files = renderPython(contract, '1.2.3');
const fileOf = (name: string) => files.get(name) ?? '';

/** The least contract that has something to generate, with these operations and schemas beside. */
function contractWith({ paths = {}, schemas = {} }: { paths?: Json; schemas?: Json }): Json {
  return {
    servers: [{ url: 'http://127.0.0.1:1' }],
    tags: [{ name: 'rooms', description: 'Rooms.' }],
    paths: { '/rooms/{roomId}': { get: operation('rooms.get', { parameters: [inPath('roomId')] }) }, ...paths },
    components: { schemas: { Room: object({ id: text }), ...schemas } },
  };
}
const text = { type: 'string' };
const object = (properties: Json, required = Object.keys(properties)) => ({ type: 'object', properties, required });
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: text });
const reply = (schema: Json, media = 'application/json') => ({
  200: { description: 'It.', content: { [media]: { schema } } },
});
const body = (schema: Json) => ({ required: true, content: { 'application/json': { schema } } });
const operation = (operationId: string, more: Json = {}) => ({
  tags: [operationId.split('.')[0]],
  operationId,
  summary: 'Do it',
  responses: reply(reference('Room')),
  ...more,
});

describe('the Python client', () => {
  it('is the same on every run, byte for byte', () => {
    expect([...renderPython(contract, '1.2.3')]).toEqual([...files]);
  });

  it('has small files that no line of is too long', () => {
    for (const [name, content] of files) {
      const lines = content.split('\n');
      expect([name, lines.length < 500, lines.filter((line) => line.length > 120)]).toEqual([name, true, []]);
    }
  });

  it('has the version and where Relay is', () => {
    expect(fileOf('meta.py')).toContain('BASE_URL = "http://127.0.0.1:8787"\nVERSION = "1.2.3"\n');
  });

  it('names things as Python does, and says where each stands in the contract', () => {
    expect(fileOf('resources/executions.py')).toContain('        from_: datetime | str | None = None,\n');
    expect(fileOf('resources/executions.py')).toContain('"from": from_');
    expect(fileOf('models/common.py')).toContain('    preview_id: str | None = Field(alias="previewId")\n');
    expect(fileOf('resources/executions.py')).toContain(
      '        Source: `GET /api/executions`, for keys with the role `viewer` or more\n',
    );
  });

  it('hides nothing that Python or pydantic needs', () => {
    const made = renderPython(
      contractWith({ schemas: { Room: object({ class: text, schema: text, copy: text }) } }),
      '0.0.0',
    );
    for (const name of ['class', 'schema', 'copy'])
      expect(made.get('models/rooms.py')).toContain(`    ${name}_: str = Field(alias="${name}")\n`);
  });

  it('documents parameters, replies and errors', () => {
    for (const line of [
      '        """Execute a preview.\n',
      '            preview_id: The preview to execute.\n',
      '            GoneError: 410: The preview is expired or discarded.\n',
      '            The execution.\n',
    ])
      expect(fileOf('resources/actions.py')).toContain(line);
    expect(fileOf('resources/executions.py')).toContain(
      '            limit: How many items a page holds at the most. Default: 20.\n',
    );
  });

  it('shows the sample of the contract', () => {
    expect(fileOf('resources/executions.py')).toContain('                for execution in relay.executions.list(');
  });

  it('leaves the idempotency key to the transport', () => {
    for (const content of files.values()) expect(content).not.toMatch(/idempotency_key:/);
  });

  it('leaves the enums of replies open, and closes those that only requests use', () => {
    expect(fileOf('models/common.py')).toContain(
      'ExecutionStatus: TypeAlias = Literal["running", "succeeded", "failed", "outcome_unknown"] | str\n',
    );
    expect(fileOf('resources/audit.py')).toContain('format: Literal["csv", "json", "ndjson"] | None = None,');
  });

  it('leaves an enum open that may also be null', () => {
    expect(fileOf('models/providers.py')).toContain(
      'Literal["workspace", "environment", "emulator"] | str | None = Field(alias="configuredBy")',
    );
  });

  it('tells a null from nothing', () => {
    expect(fileOf('resources/api_keys.py')).toContain('expires_at: datetime | str | NotGiven | None = NOT_GIVEN,');
    expect(fileOf('resources/api_keys.py')).toContain('nullable=("expiresAt",)');
  });

  it('does not print what a reply shows once', () => {
    expect(fileOf('models/api_keys.py')).toContain('secret: str = Field(repr=False)');
  });

  it('streams events, whose union takes what it does not know', () => {
    const chat = {
      '/chat': {
        post: operation('rooms.talk', {
          requestBody: body(reference('Message')),
          responses: reply(reference('Event'), 'text/event-stream'),
        }),
      },
    };
    const tagged = (tag: string) => object({ type: { type: 'string', const: tag } });
    const mapping = { start: '#/components/schemas/Start', 'text-delta': '#/components/schemas/Delta' };
    const made = renderPython(
      contractWith({
        paths: chat,
        schemas: {
          Event: {
            oneOf: [reference('Start'), reference('Delta')],
            discriminator: { propertyName: 'type', mapping },
          },
          Message: object({ message: text }),
          Start: tagged('start'),
          Delta: tagged('text-delta'),
        },
      }),
      '0.0.0',
    );
    expect(made.get('resources/rooms.py')).toContain(
      'def talk(self, *, message: str, **options: Unpack[RequestOptions]) -> Stream[Event]:',
    );
    expect(made.get('resources/rooms.py')).toContain('return await self._transport.stream_events(_TALK,');
    expect(made.get('models/rooms.py')).toContain('    Event: TypeAlias = Start | Delta\n');
    expect(made.get('models/rooms.py')).toContain(
      '    Event = variants("type", {"start": Start, "text-delta": Delta})',
    );
    expect(made.get('models/rooms.py')).toContain('    type: Literal["start"]\n');
  });
});

describe('a body that is one of several', () => {
  const posted = (one: Json, other: Json) =>
    renderPython(
      contractWith({
        paths: { '/rooms': { post: operation('rooms.make', { requestBody: body(reference('Make')) }) } },
        schemas: {
          Make: { oneOf: [reference('One'), reference('Other')] },
          One: object(one),
          Other: object(other, ['name']),
        },
      }),
      '0.0.0',
    );

  it('has a signature for each, and one implementation for all', () => {
    const made = posted({ name: text, digest: text }, { name: text, size: { type: 'integer' } }).get(
      'resources/rooms.py',
    );
    for (const keyword of ['def', 'async def'])
      expect(made).toContain(
        `    @overload
    ${keyword} make(self, *, name: str, digest: str, **options: Unpack[RequestOptions]) -> Room: ...
    @overload
    ${keyword} make(self, *, name: str, size: int | None = None, **options: Unpack[RequestOptions]) -> Room: ...
    ${keyword} make(`,
      );
    expect(made).toContain(
      'self, *, name: str, digest: str | None = None, size: int | None = None, **options: Unpack[RequestOptions]\n',
    );
    expect(made).toContain('{"name": name, "digest": digest, "size": size}');
  });

  it('is refused where a name means two things', () => {
    expect(() => posted({ name: text }, { name: { type: 'integer' } })).toThrow(
      'python: rooms.make: name is something else in another body',
    );
  });
});

it('takes an object that a reply can hold, or a mapping', () => {
  const made = renderPython(
    contractWith({
      paths: {
        '/rooms': { post: operation('rooms.make', { requestBody: body(reference('Make')) }) },
      },
      schemas: { Make: object({ part: reference('Part') }), Part: object({ name: text }) },
    }),
    '0.0.0',
  );
  expect(made.get('resources/rooms.py')).toContain('part: Part | Mapping[str, Any], **options');
});

it('has nothing of what only a browser opens', () => {
  const made = renderPython(
    contractWith({ paths: { '/shown': { get: operation('rooms.show', { 'x-page': true }) } } }),
    '0.0.0',
  );
  expect(made.get('resources/rooms.py')).not.toContain('show');
});

describe('what it cannot express is refused with a sentence', () => {
  const schemaOf = (schema: Json) => contractWith({ schemas: { Room: object({ part: schema }) } });
  const post = (more: Json) => contractWith({ paths: { '/rooms': { post: operation('rooms.make', more) } } });
  const query = (name: string, schema: Json = text) => ({ name, in: 'query', schema });

  it.each([
    ['a keyword', schemaOf({ not: text }), 'Room.part: cannot express not'],
    ['a choice', schemaOf({ anyOf: [text] }), 'cannot express anyOf'],
    ['a format', schemaOf({ ...text, format: 'duration' }), 'cannot express the format duration'],
    ['an object within another', schemaOf(object({ a: text })), 'name this schema in components'],
    ['several types', schemaOf({ type: ['string', 'integer'] }), 'cannot be of several types'],
    ['an enum of numbers', schemaOf({ enum: [1, 2] }), 'an enum is of texts'],
    ['a union without a name', schemaOf({ oneOf: [text, { type: 'integer' }] }), 'a union has a name of its own'],
    [
      'a union without a discriminator',
      contractWith({ schemas: { Room: object({ part: reference('Any') }), Any: { oneOf: [text, text] } } }),
      'oneOf needs a discriminator',
    ],
    ['a header', post({ parameters: [{ name: 'X-Trace', in: 'header', schema: text }] }), 'cannot send X-Trace'],
    ['a query of a POST', post({ parameters: [query('a')] }), 'a POST has no query'],
    [
      'a list in a query',
      contractWith({
        paths: { '/x': { get: operation('rooms.x', { parameters: [query('ids', { type: 'array', items: text })] }) } },
      }),
      'ids must be a single value',
    ],
    ['an option as a parameter', post({ requestBody: body(reference('Slow')) }), 'timeout is the name of an option'],
    ['a body that is no object', post({ requestBody: body(text) }), 'the body must be an object'],
    ['bytes from a POST', post({ responses: reply({ ...text, format: 'binary' }, 'text/csv') }), 'only a GET'],
    ['a reply without a name', post({ responses: reply(text) }), 'a reply must be a named schema'],
  ])('%s', (_, document, sentence) => {
    document.components.schemas.Slow = object({ timeout: text });
    expect(() => renderPython(document, '0.0.0')).toThrow(sentence);
  });
});
