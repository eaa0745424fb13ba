import { renderPostman } from '@relay/codegen/postman';
import { callable } from '@relay/contract/callable';
import { catalog } from '@relay/core/catalog';
import { contract, operationsOf } from '@relay/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { Collection, VariableScope } from 'postman-collection';
import { describe, expect, it } from 'vitest';
import { itemsOf, type Reply, readCollection, readEnvironment, readText } from './support/files.ts';

const operations = operationsOf(callable(contract));
const collection = await readCollection();
const environments = [await readEnvironment('local'), await readEnvironment('cloud')];

const items = itemsOf(collection);

describe('the committed files', () => {
  it('are what the contract and the catalog make, byte for byte, on every run', async () => {
    for (const files of [renderPostman(catalog), renderPostman(catalog)])
      for (const [name, text] of Object.entries(files)) expect(await readText(name), name).toBe(text);
  });

  it("are read whole by Postman's own library", () => {
    const read = JSON.parse(JSON.stringify(new Collection(collection)));
    expect(itemsOf(read)).toHaveLength(items.length);
    for (const [index, item] of itemsOf(read).entries()) {
      const { id, name, request, event, response } = items[index]!;
      expect(item).toMatchObject({ id, name, request: { method: request.method } });
      expect(item.event[0]?.script.exec).toEqual(event[0]?.script.exec);
      expect(item.response).toHaveLength(response.length);
    }
    for (const environment of environments)
      expect(JSON.parse(JSON.stringify(new VariableScope(environment))).values).toHaveLength(environment.values.length);
  });

  it('have no two ids that are the same', () => {
    const ids = [...JSON.stringify(collection).matchAll(/"(?:_postman_)?id":"([0-9a-f-]{36})"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(100);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('variables', () => {
  it('are described, every one', () => {
    const all = [collection.variable, ...environments.map(({ values }) => values)].flat();
    for (const { key, description } of all) expect(description, key).toMatch(/\S+ \S+.*\.$/);
  });

  it('are declared where they are used', () => {
    const used = new Set([...JSON.stringify(collection).matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!));
    const kept = collection.variable.map(({ key }) => key);
    for (const { values } of environments) {
      const declared = [...kept, ...values.map(({ key }) => key)];
      expect([...used].filter((name) => !declared.includes(name))).toEqual([]);
    }
  });

  it('that hold a secret are typed so, and empty', () => {
    for (const { values } of environments)
      expect(values.filter(({ type }) => type === 'secret')).toMatchObject([
        { key: 'apiKey', value: '' },
        { key: 'clientSecret', value: '' },
      ]);
    expect(collection.auth).toMatchObject({ type: 'bearer', bearer: [{ value: '{{apiKey}}' }] });
  });
});

describe('folders', () => {
  it('are described, every one', () => {
    const folders = [...JSON.stringify(collection).matchAll(/"name":"([^"]+)",("description":"[^"]+",)?"item":/g)];
    expect(folders.length).toBeGreaterThan(collection.item.length);
    for (const [, name, description] of folders) expect(description, name).toBeDefined();
  });
});

describe('requests', () => {
  it('have an example for each of every action', () => {
    const bodies = items.map(({ request }) => request.body?.raw).flatMap((raw) => (raw ? [JSON.parse(raw)] : []));
    for (const { id, examples } of catalog) {
      expect(examples.length, id).toBeGreaterThan(0);
      for (const { input } of examples) expect(bodies).toContainEqual({ action: id, input });
    }
  });

  it('have tests, each', () => {
    for (const { name, event } of items) expect(String(event[0]!.script.exec), name).toMatch(/pm\.test\(.*pm\.test\(/s);
  });
});

describe('saved replies', () => {
  const ajv = new Ajv2020({ strict: false });
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  const check = (schema: object, body: unknown) => {
    const isValid = ajv.compile({ ...schema, components: contract.components });
    return isValid(body) ? null : isValid.errors;
  };
  const mediaOf = ({ header }: Reply) => JSON.stringify(header);

  it('are what the contract promises: a success and the problems that it names', () => {
    for (const { id, method, path } of operations) {
      const { responses, summary } = contract.paths[path][method.toLowerCase()];
      const { response } = items.find(({ name }) => name === summary)!;
      const named = Object.keys(responses).filter((status) => status !== 'default');
      expect(
        response.map(({ code }) => String(code)),
        id,
      ).toEqual(expect.arrayContaining(named));
      for (const reply of response) {
        const { content } = {
          ...responses[reply.code],
          ...(reply.code >= 400 && contract.components.responses.Problem),
        };
        const [media] = Object.keys(content ?? { '': undefined });
        expect(mediaOf(reply)).toContain(media);
        if (/json$/.test(media!) && media !== 'application/x-ndjson')
          expect(check(content[media!].schema, JSON.parse(reply.body)), `${id} ${reply.code}`).toBeNull();
      }
    }
  });
});
