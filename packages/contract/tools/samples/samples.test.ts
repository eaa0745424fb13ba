import { describe, expect, it } from 'vitest';
import type { Json } from './call.ts';
import { codeSamples } from './index.ts';

const THING = { type: 'object', properties: { id: { type: 'string' }, isNew: { type: 'boolean' } } };
const json = (schema: Json) => ({ content: { 'application/json': { schema } } });

/** A contract with this one operation, `things.make`. */
const contract = (operation: Json): Json => ({
  servers: [{ url: 'http://127.0.0.1:8787' }],
  security: [{ apiKey: ['viewer'] }],
  paths: {
    '/things/{thingId}': { post: { operationId: 'things.make', responses: { 200: json(THING) }, ...operation } },
  },
});
const ID = { name: 'thingId', in: 'path', required: true, example: 'thi_1' };
const body = (example: Json) => ({ content: { 'application/json': { schema: {}, example } } });
const SAMPLE = { result: 'newThing', shows: ['id', 'isNew'] };

const write = (operation: Json) => {
  const [{ samples }] = codeSamples(contract({ parameters: [ID], 'x-sample': SAMPLE, ...operation })) as [Json];
  return samples.map(({ source }: { source: string }) => source);
};

describe('the samples of an operation', () => {
  it('make one call with the same values, each in the manner of its language', () => {
    const requestBody = body({ isBig: true, note: null, labels: ['a', 'b'], extra: { camelCase: 1, 'a-b': 2 } });
    expect(write({ requestBody })).toEqual([
      `curl -sS --fail-with-body \\
  "\${RELAY_BASE_URL:-http://127.0.0.1:8787}/things/thi_1" \\
  -H "Authorization: Bearer $RELAY_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{
    "isBig": true,
    "note": null,
    "labels": ["a", "b"],
    "extra": { "camelCase": 1, "a-b": 2 }
  }'`,
      `import Relay from '@relay/sdk-js';

const relay = new Relay(); // RELAY_API_KEY, RELAY_BASE_URL
const newThing = await relay.things.make({
  thingId: 'thi_1',
  isBig: true,
  note: null,
  labels: ['a', 'b'],
  extra: { camelCase: 1, 'a-b': 2 },
});
console.log(newThing.id, newThing.isNew);`,
      `from relay_sdk import Relay

with Relay() as relay:  # RELAY_API_KEY, RELAY_BASE_URL
    new_thing = relay.things.make(
        thing_id="thi_1",
        is_big=True,
        note=None,
        labels=["a", "b"],
        extra={"camelCase": 1, "a-b": 2},
    )
    print(new_thing.id, new_thing.is_new)`,
    ]);
  });

  it('escape what their language would read as its own', () => {
    const [shell, javascript, python] = write({ requestBody: body({ note: `it's "\\n"` }) });
    expect(shell).toContain(`{ "note": "it'\\''s \\"\\\\n\\"" }`);
    expect(javascript).toContain(`note: 'it\\'s "\\\\n"'`);
    expect(python).toContain(`note="it's \\"\\\\n\\""`);
  });

  it('put the query into the URL, and into the arguments', () => {
    const parameters = [ID, { name: 'from', in: 'query' }];
    const [shell, javascript, python] = write({ parameters, 'x-sample': { ...SAMPLE, query: { from: '2026' } } });
    expect(shell).toContain('curl -sS --fail-with-body -X POST \\\n');
    expect(shell).toContain('/things/thi_1?from=2026"');
    expect(javascript).toContain("{ thingId: 'thi_1', from: '2026' }");
    expect(python).toContain('thing_id="thi_1", from_="2026"');
  });

  it('walk a page', () => {
    const page = { properties: { data: { type: 'array', items: THING }, nextCursor: {} } };
    const [, javascript, python] = write({ responses: { 200: json(page) } });
    expect(javascript).toContain("for await (const newThing of relay.things.make({ thingId: 'thi_1' })) {\n  console.");
    expect(python).toContain('    for new_thing in relay.things.make(thing_id="thi_1"):\n        print(');
  });

  it('print nothing of a reply without a body, and send no key where none is needed', () => {
    const [shell, javascript, python] = write({ responses: { 204: {} }, 'x-sample': undefined, security: [] });
    expect(shell).not.toContain('Authorization');
    expect(javascript).toMatch(/\nawait relay\.things\.make\({ thingId: 'thi_1' }\);$/);
    expect(python).toMatch(/\n {4}relay\.things\.make\(thing_id="thi_1"\)$/);
  });

  it('print of a union what every variant has', () => {
    const variant = (...names: string[]) => ({ properties: Object.fromEntries(names.map((name) => [name, {}])) });
    const responses = {
      200: { content: { 'text/event-stream': { schema: { oneOf: [variant('type', 'text'), variant('type')] } } } },
    };
    const showing = (name: string) => ({ responses, 'x-sample': { result: 'event', shows: [name] } });
    expect(write(showing('type'))[1]).toContain('console.log(event.type)');
    expect(() => write(showing('text'))).toThrow('the reply has no text');
  });

  it.each<[string, string, Json]>([
    ['an id without an example', 'give thingId an example', { parameters: [{ ...ID, example: undefined }] }],
    ['a body without an example', 'give the request body an example', { requestBody: body(undefined) }],
    ['a reply without a name', 'say what the reply is called', { 'x-sample': undefined }],
    ['a property that is not there', 'the reply has no name', { 'x-sample': { ...SAMPLE, shows: ['name'] } }],
    ['a query that is not there', 'there is no query parameter to', { 'x-sample': { ...SAMPLE, query: { to: '1' } } }],
  ])('are refused for %s, with a sentence', (_, sentence, operation) => {
    expect(() => write(operation)).toThrow(`contract: things.make: ${sentence}`);
  });
});
