// scripts/publish-postman.ts against a stand-in for Postman's API, which answers as its reference says.
import { fileURLToPath } from 'node:url';
import { answer, type Receiver, spawnProgram, startReceiver } from '@relay/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readCollection, readEnvironment } from './support/files.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/publish-postman.ts', import.meta.url));
const KEY = 'PMAK-canary';

let postman: Receiver;
/** What the workspace has, by kind. */
let listed: Record<string, { name: string; uid: string }[]>;
let refusal: [number, object] | undefined;
beforeEach(async () => {
  listed = { collections: [], environments: [] };
  refusal = undefined;
  postman = await startReceiver();
  postman.behave((response, request) => {
    const [status, reply] = refusal ?? [200, request.method === 'GET' ? listed : {}];
    answer(status, JSON.stringify(reply), { 'content-type': 'application/json' })(response, request);
  });
});
afterEach(() => postman.stop());

const received = () =>
  postman.received.map(({ method, path, headers, body }) => ({
    call: `${method} ${path}`,
    key: headers['x-api-key'],
    body: body && JSON.parse(body),
  }));

async function publish(environment: Record<string, string>) {
  const program = spawnProgram(SCRIPT, { POSTMAN_API_URL: postman.url, ...environment });
  return { exitCode: await program.exited, output: program.output() };
}
const secrets = { POSTMAN_API_KEY: KEY, POSTMAN_WORKSPACE_ID: 'ws 1' };

it('creates what the workspace does not have', async () => {
  const { exitCode, output } = await publish(secrets);
  expect([exitCode, output.trim().split('\n')]).toEqual([
    0,
    ['collection "Relay API"', 'environment "Relay local"', 'environment "Relay cloud"'].map(
      (it) => `created the ${it}`,
    ),
  ]);
  expect(received().filter(({ body }) => body)).toEqual([
    { call: 'POST /collections?workspace=ws%201', key: KEY, body: { collection: await readCollection() } },
    { call: 'POST /environments?workspace=ws%201', key: KEY, body: { environment: await readEnvironment('local') } },
    { call: 'POST /environments?workspace=ws%201', key: KEY, body: { environment: await readEnvironment('cloud') } },
  ]);
});

it('replaces what has the same name, and touches nothing else', async () => {
  listed = {
    collections: [
      { name: 'Mine', uid: '1-a' },
      { name: 'Relay API', uid: '1-b' },
    ],
    environments: [
      { name: 'Relay cloud', uid: '1-c' },
      { name: 'Relay local', uid: '1-d' },
    ],
  };
  expect((await publish(secrets)).exitCode).toBe(0);
  expect(
    received()
      .filter(({ body }) => body)
      .map(({ call }) => call),
  ).toEqual(['PUT /collections/1-b', 'PUT /environments/1-d', 'PUT /environments/1-c']);
});

it('does not guess between two of the same name', async () => {
  listed.collections = [
    { name: 'Relay API', uid: '1-a' },
    { name: 'Relay API', uid: '1-b' },
  ];
  const { exitCode, output } = await publish(secrets);
  expect(exitCode).toBe(1);
  expect(output).toContain('The workspace has 2 collections called "Relay API"; keep one.');
  expect(received().map(({ call }) => call)).toEqual(['GET /collections?workspace=ws%201']);
});

it("fails with Postman's own words, and without the key", async () => {
  refusal = [401, { error: { name: 'AuthenticationError', message: 'Invalid API Key.' } }];
  const { exitCode, output } = await publish(secrets);
  expect(exitCode).toBe(1);
  expect(output).toContain('Postman answered 401 to GET /collections?workspace=ws%201');
  expect(output).toContain('Invalid API Key.');
  expect(output).not.toContain(KEY);
});

it.each<Record<string, string>>([{}, { POSTMAN_API_KEY: KEY }, { POSTMAN_WORKSPACE_ID: 'ws_1', POSTMAN_API_KEY: '' }])(
  'says that it publishes nothing when a secret is missing',
  async (environment) => {
    expect(await publish(environment)).toEqual({
      exitCode: 0,
      output: 'Not published: POSTMAN_API_KEY and POSTMAN_WORKSPACE_ID are not both set.\n',
    });
    expect(postman.received).toEqual([]);
  },
);
