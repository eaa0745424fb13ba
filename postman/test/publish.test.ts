// scripts/publish-postman.ts against a stand-in for Postman's API, which answers as its reference says.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { spawnProgram } from '@relay/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readCollection, readEnvironment } from './support/files.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/publish-postman.ts', import.meta.url));
const KEY = 'PMAK-canary';

let server: Server;
let url: string;
let received: { call: string; key: string | undefined; body: unknown }[];
/** What the workspace has, by kind. */
let listed: Record<string, { name: string; uid: string }[]>;
let refusal: [number, object] | undefined;
beforeEach(async () => {
  received = [];
  listed = { collections: [], environments: [] };
  refusal = undefined;
  server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    received.push({
      call: `${request.method} ${request.url}`,
      key: request.headers['x-api-key'] as string,
      body: body && JSON.parse(body),
    });
    const [status, reply] = refusal ?? [200, request.method === 'GET' ? listed : {}];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => void server.close());

async function publish(environment: Record<string, string>) {
  const program = spawnProgram(SCRIPT, { POSTMAN_API_URL: url, ...environment });
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
  expect(received.filter(({ body }) => body)).toEqual([
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
  expect(received.filter(({ body }) => body).map(({ call }) => call)).toEqual([
    'PUT /collections/1-b',
    'PUT /environments/1-d',
    'PUT /environments/1-c',
  ]);
});

it('does not guess between two of the same name', async () => {
  listed.collections = [
    { name: 'Relay API', uid: '1-a' },
    { name: 'Relay API', uid: '1-b' },
  ];
  const { exitCode, output } = await publish(secrets);
  expect(exitCode).toBe(1);
  expect(output).toContain('The workspace has 2 collections called "Relay API"; keep one.');
  expect(received.map(({ call }) => call)).toEqual(['GET /collections?workspace=ws%201']);
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
    expect(received).toEqual([]);
  },
);
