import { describe, expect, it } from 'vitest';
import type { Json } from './change.ts';
import { changesOf, contractOf, describeRows, operationCalled } from './testing.ts';

describeRows('an operation', [
  ['that is removed', 'breaking', 'operation-removed', (_, item) => delete item.post],
  [
    'with another method',
    'breaking',
    'operation-removed',
    (operation, item) => {
      item.put = operation;
      delete item.post;
    },
  ],
  [
    'with another name',
    'breaking',
    'operation-id-changed',
    (operation) => {
      operation.operationId = 'things.other';
    },
  ],
  ['that is new', 'addition', 'added', (_, item) => Object.assign(item, { get: operationCalled('new') })],
  ['with another summary', 'text', 'text', (operation) => Object.assign(operation, { summary: 'Do that' })],
  ['with another sample', 'text', 'text', (operation) => Object.assign(operation['x-sample'], { shows: ['status'] })],
  ['without its sample', 'text', 'text', (operation) => delete operation['x-sample']],
  ['of another tag', 'text', 'text', (operation) => Object.assign(operation, { tags: ['other'] })],
  [
    'that needs a higher role',
    'breaking',
    'role-changed',
    (operation) => Object.assign(operation, { security: [{ apiKey: ['admin'] }] }),
  ],
  [
    'that needs a lower role',
    'addition',
    'role-changed',
    (operation) => Object.assign(operation, { security: [{ apiKey: ['viewer'] }] }),
  ],
  ['that needs the lower default role', 'addition', 'role-changed', (operation) => delete operation.security],
  ['that needs no key', 'addition', 'role-changed', (operation) => Object.assign(operation, { security: [] })],
]);

describe('a contract', () => {
  const changes = (mutate: (document: Json) => unknown, released = contractOf(2)) => {
    const current = structuredClone(released);
    mutate(current);
    return changesOf(released, current);
  };

  it('is the same as itself', async () => {
    expect(await changes(() => {})).toEqual([]);
  });

  it('with a path less breaks', async () => {
    const found = await changes(({ paths }) => delete paths['/m0']);
    expect(found).toMatchObject([{ kind: 'breaking', pointer: '#/paths/~1m0', rule: 'path-removed' }]);
  });

  it('with a higher default role breaks for the operations that name none', async () => {
    const released = contractOf(2);
    delete released.paths['/m0'].post.security;
    const found = await changes((document) => Object.assign(document, { security: [{ apiKey: ['admin'] }] }), released);
    expect(found).toMatchObject([{ kind: 'breaking', pointer: '#/paths/~1m0/post/security', rule: 'role-changed' }]);
  });

  it('breaks for an operation that had the default role and names a higher one', async () => {
    const released = contractOf(1);
    delete released.paths['/m0'].post.security;
    const found = await changes(({ paths }) => {
      paths['/m0'].post.security = [{ apiKey: ['developer'] }];
    }, released);
    expect(found).toMatchObject([
      { kind: 'breaking', rule: 'role-changed', sentence: 'It needed viewer, and now developer.' },
    ]);
  });

  it('breaks for an operation that had no body and requires one', async () => {
    const released = contractOf(1);
    const { requestBody } = released.paths['/m0'].post;
    delete released.paths['/m0'].post.requestBody;
    const demand = (required: boolean) =>
      changes(({ paths }) => Object.assign(paths['/m0'].post, { requestBody: { ...requestBody, required } }), released);
    expect(await demand(true)).toMatchObject([{ kind: 'breaking', rule: 'body-added' }]);
    expect(await demand(false)).toMatchObject([{ kind: 'addition', rule: 'added' }]);
  });

  it('breaks by another name of a path parameter, by which the clients take it', async () => {
    const released = contractOf(1);
    const withId = (operation: Json, name: string) => ({
      [`/m0/{${name}}`]: {
        post: { ...operation, parameters: [{ name, in: 'path', required: true, schema: { type: 'string' } }] },
      },
    });
    const operation = released.paths['/m0'].post;
    released.paths = withId(operation, 'thingId');
    const found = await changes((document) => Object.assign(document, { paths: withId(operation, 'id') }), released);
    expect(found.filter(({ kind }) => kind === 'breaking')).toEqual([
      {
        kind: 'breaking',
        pointer: '#/paths/~1m0~1{id}/post',
        rule: 'path-parameter-renamed',
        sentence: 'The clients take it by its name, which changed from `thingId` to `id`.',
      },
    ]);
  });

  it('breaks by another name of a schema, which is a type of the clients', async () => {
    const released = contractOf(1);
    const { schema } = released.paths['/m0'].post.responses[200].content['application/json'];
    const name = (document: Json, type: string) => {
      document.components.schemas = { [type]: schema };
      document.paths['/m0'].post.responses[200].content['application/json'].schema = {
        $ref: `#/components/schemas/${type}`,
      };
    };
    name(released, 'Thing');
    const found = await changes((document) => name(document, 'Object'), released);
    expect(found.filter(({ kind }) => kind === 'breaking')).toEqual([
      {
        kind: 'breaking',
        pointer: '#/components/schemas/Thing',
        rule: 'type-removed',
        sentence: 'The clients export no type `Thing` any more.',
      },
    ]);
  });

  it('with another server breaks: the clients call it unless told otherwise', async () => {
    const found = await changes(({ servers }) => Object.assign(servers[0], { url: 'https://relay.example.com' }));
    expect(found).toMatchObject([{ kind: 'breaking', rule: 'server-removed' }]);
  });

  it('with another way to authenticate breaks', async () => {
    const found = await changes(({ components }) =>
      Object.assign(components.securitySchemes.apiKey, { scheme: 'basic' }),
    );
    expect(found).toMatchObject([{ kind: 'breaking', rule: 'security-scheme-changed' }]);
  });

  it('with another title or version only reads differently', async () => {
    const found = await changes(({ info }) => Object.assign(info, { version: '2.0.0', title: 'Other things' }));
    expect(found.map(({ kind }) => kind)).toEqual(['text', 'text']);
  });

  it('breaks by a schema that is read first and sent, too', async () => {
    const released = contractOf(2);
    released.components.schemas = { Role: { type: 'string', enum: ['viewer', 'admin'] } };
    const use = (schema: Json) => Object.assign(schema.properties, { role: { $ref: '#/components/schemas/Role' } });
    use(released.paths['/m0'].post.responses[200].content['application/json'].schema);
    use(released.paths['/m1'].post.requestBody.content['application/json'].schema);
    const found = await changes(({ components }) => components.schemas.Role.enum.pop(), released);
    expect(found).toMatchObject([
      { kind: 'breaking', pointer: '#/components/schemas/Role/enum', rule: 'enum-values-removed' },
    ]);
  });
});
