import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { type CatalogAction, renderPostman } from './generate.ts';

const contract = (): Json =>
  JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('@relay/contract/openapi.json')), 'utf8'));
const CATALOG: CatalogAction[] = [
  { id: 'test.do', name: 'Do', description: 'It does.', examples: [{ summary: 'Do it', input: { times: 2 } }] },
];
const render = (mutate: (document: Json) => void = () => {}) => {
  const document = contract();
  mutate(document);
  return renderPostman(CATALOG, document);
};
const collectionOf = (files: Record<string, string>) => JSON.parse(files['relay.postman_collection.json']!);

describe('the collection', () => {
  it('follows the contract', () => {
    const files = render(({ paths }) => {
      paths['/api/me'].get.summary = 'Who is it';
      paths['/api/me'].get.parameters = [
        { name: 'verbose', in: 'query', description: 'More.', schema: { type: 'boolean', default: true } },
      ];
    });
    const [item] = collectionOf(files).item.find(({ name }: Json) => name === 'Me').item;
    expect(item).toMatchObject({
      name: 'Who is it',
      request: { url: { query: [{ key: 'verbose', value: 'true', description: 'More.', disabled: true }] } },
    });
    expect(files).not.toEqual(render());
  });

  it('has a request for each example of the catalog', () => {
    const actions = collectionOf(render()).item.find(({ name }: Json) => name === 'Actions');
    const [folder] = actions.item.at(-1).item;
    expect(folder).toMatchObject({ name: 'test.do', description: 'Do. It does.' });
    expect(folder.item.map(({ name, request }: Json) => [name, JSON.parse(request.body.raw)])).toEqual([
      ['Do it', { action: 'test.do', input: { times: 2 } }],
    ]);
  });

  it('asks of a page what its items are', () => {
    const executions = collectionOf(render()).item.find(({ name }: Json) => name === 'Executions');
    const list = executions.item.find(({ name }: Json) => name === 'List executions');
    const script = list.event[0].script.exec.join('\n');
    expect(script).toContain('"nextCursor"');
    expect(script).toMatch(/data: \{ "type": "array", "items": \{ "type": "object", "required": \[ "id", "previewId"/);
  });
});

describe('the generator refuses with a sentence', () => {
  it.each<[string, string, (document: Json) => void]>([
    [
      'an operation that no step calls',
      'no step calls me.update; add one to SCENARIO',
      ({ paths }) => (paths['/api/me'].patch = { ...paths['/api/me'].get, operationId: 'me.update' }),
    ],
    [
      'a step for an operation that is gone',
      'SCENARIO calls me.get, which the contract does not have',
      ({ paths }) => delete paths['/api/me'],
    ],
    [
      'a problem that nobody has named',
      'say which problem is the 409 of me.get',
      ({ paths }) => (paths['/api/me'].get.responses['409'] = { $ref: '#/components/responses/Conflict' }),
    ],
    [
      'a reply without an example',
      'give this schema an example: {"type":"string"}',
      ({ components }) => {
        delete components.schemas.Health.examples;
        components.schemas.Health.properties.version = { type: 'string' };
      },
    ],
  ])('%s', (_, sentence, mutate) => {
    expect(() => render(mutate)).toThrow(`postman: ${sentence}`);
  });
});
