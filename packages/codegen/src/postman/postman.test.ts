import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { type CatalogAction, renderPostman } from './generate.ts';

const contract = (): Json =>
  JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('@relay/contract/openapi.json')), 'utf8'));
const CATALOG: CatalogAction[] = [
  {
    id: 'test.do',
    name: 'Do',
    description: 'It does.',
    kind: 'write',
    requiresConnection: false,
    examples: [{ summary: 'Do it', input: { times: 2 } }],
  },
  {
    id: 'test.look',
    name: 'Look',
    description: 'It looks.',
    kind: 'read',
    requiresConnection: true,
    examples: [{ summary: 'Look at it', input: {} }],
  },
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
    const folders = actions.item.at(-1).item;
    expect(folders).toMatchObject([{ name: 'test.do', description: 'Do. It does.' }, { name: 'test.look' }]);
    const requests = folders.flatMap(({ item }: Json) => item);
    expect(requests.map(({ name, request }: Json) => [name, request.url.raw, JSON.parse(request.body.raw)])).toEqual([
      ['Do it', '{{baseUrl}}/api/actions/preview', { action: 'test.do', input: { times: 2 } }],
      ['Look at it', '{{baseUrl}}/api/actions/execute', { action: 'test.look', input: {} }],
    ]);
    const [ofWrite, ofRead] = requests.map(({ event }: Json) => event[0].script.exec.join('\n'));
    expect(ofWrite).toContain("pm.test('answers 201', ");
    expect(ofRead).toContain("pm.test('answers 200, or 409 connection_required, ");
  });

  it('asks nothing more of a request that may be refused, and was', () => {
    const executions = collectionOf(render()).item.find(({ name }: Json) => name === 'Executions');
    const { event } = executions.item.at(-1);
    const script = event[0].script.exec.join('\n');
    const told: string[] = [];
    const run = (code: number, body: object) => {
      const chain: Json = new Proxy(() => chain, { get: () => chain });
      const expected = (value: unknown) => ({
        to: { be: { oneOf: (list: unknown[]) => list.includes(value) || told.push(`no ${value}`) } },
      });
      const test = (name: string, run: () => void) => {
        told.push(name);
        run();
      };
      const response = { code, json: () => body, to: chain };
      const pm = { response, expect: expected, test };
      new Function('pm', script)(pm);
      return told.splice(0);
    };
    const head = 'answers 201, or 409 not_undoable';
    expect(run(409, { code: 'not_undoable' })).toEqual([head, 'carries a request id']);
    expect(run(409, { code: 'other' })).toEqual([head, 'no 409 other', 'carries a request id']);
  });

  it('configures a provider with the OAuth client of the person who runs it', () => {
    const providers = collectionOf(render()).item.find(({ name }: Json) => name === 'Providers');
    const { request } = providers.item.find(({ name }: Json) => name === 'Configure a provider');
    expect(JSON.parse(request.body.raw)).toMatchObject({ clientId: '{{clientId}}', clientSecret: '{{clientSecret}}' });
  });

  it('resets a provider only for who has configured it by the collection', () => {
    const providers = collectionOf(render()).item.find(({ name }: Json) => name === 'Providers');
    const { event } = providers.item.find(({ name }: Json) => name === 'Reset a provider');
    const { script } = event.find(({ listen }: Json) => listen === 'prerequest');
    const isSkipped = (clientId: string | undefined) => {
      let skipped = false;
      const variables = { get: (name: string) => (name === 'clientId' ? clientId : 'x') };
      const execution = { skipRequest: () => (skipped = true) };
      new Function('pm', script.exec.join('\n'))({ variables, execution });
      return skipped;
    };
    expect([undefined, '', 'ours'].map(isSkipped)).toEqual([true, true, false]);
    expect(event.filter(({ listen }: Json) => listen === 'test')).toHaveLength(1);
  });

  it('has no page that only a browser opens', () => {
    const paths = collectionOf(render()).item.flatMap(({ item }: Json) =>
      item.map(({ request }: Json) => request?.url.raw),
    );
    expect(paths).toContain('{{baseUrl}}/api/connections');
    expect(paths.filter((path: string) => path?.includes('/api/oauth/'))).toEqual([]);
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
