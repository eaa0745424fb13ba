// What a person imports, run as Postman would run it, against a core.
import { callable } from '@relay/contract/callable';
import {
  answer,
  contract,
  type DevelopmentCore,
  operationsOf,
  type Receiver,
  startDevelopmentCore,
  startReceiver,
} from '@relay/testing';
import type { NewmanRunExecution } from 'newman';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCollection, readEnvironment } from './support/files.ts';
import { assertionsOf, runCollection } from './support/run.ts';

const operations = operationsOf(callable(contract));

let core: DevelopmentCore;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
  core = await startDevelopmentCore({ RELAY_OUTBOUND_ALLOW: new URL(receiver.url).host, RELAY_EMULATORS: 'on' });
});
afterAll(async () => {
  await core.stop();
  await receiver.stop();
});

/** The operation that a request called; a path with a fixed last word goes before one with an id there. */
function operationOf({ request }: NewmanRunExecution): string | undefined {
  const path = `/${request.url.path!.join('/')}`;
  return [...operations]
    .sort((one, other) => one.pathParameters.length - other.pathParameters.length)
    .find(
      (operation) =>
        operation.method === request.method &&
        new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
    )?.id;
}

const isDone = ({ response }: NewmanRunExecution) => response.code < 400;

it('calls every operation but the one that takes away, in the local environment with nothing but a key and a port', async () => {
  const { apiKey, baseUrl } = core.credentials;
  const { executions, failures } = await runCollection(await readEnvironment('local'), { apiKey, baseUrl });
  expect(failures).toEqual([]);
  const called = new Set(executions.map(operationOf));
  expect(operations.map(({ id }) => id).filter((id) => !called.has(id))).toEqual(['providers.reset']);
  expect(assertionsOf(executions).filter(({ skipped }) => skipped)).toEqual([]);
  for (const execution of executions)
    expect(assertionsOf([execution]).length, execution.item.name).toBeGreaterThanOrEqual(isDone(execution) ? 3 : 2);
  const refused = executions.filter((execution) => !isDone(execution)).map(({ item }) => item.name);
  expect(refused).toEqual(expect.arrayContaining(['Run a read', 'Preview the undo of an execution']));
  const inbox = (await (await fetch(`${baseUrl}/dev/inbox/messages`)).json()) as { data: object[] };
  expect(inbox.data.length).toBeGreaterThanOrEqual(3); // two executions and a ping
});

/** How the workspace uses Google, or what it is told to. */
async function google(method = 'GET', body?: object): Promise<{ clientId: string; configuredBy: string }> {
  const { apiKey, baseUrl } = core.credentials;
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  return (await (await fetch(`${baseUrl}/api/providers/google`, init)).json()) as Awaited<ReturnType<typeof google>>;
}

it('leaves an OAuth client alone that it did not configure', async () => {
  await google('PUT', { clientId: 'from-elsewhere', clientSecret: 'from elsewhere' });
  const { apiKey, baseUrl } = core.credentials;
  const run = await runCollection(await readEnvironment('local'), { apiKey, baseUrl }, { folder: 'Providers' });
  expect(run.failures).toEqual([]);
  expect((await google()).clientId).toBe('from-elsewhere');
  await google('DELETE');
});

it('takes an account that waits for its owner for an answer', async () => {
  const { apiKey, baseUrl } = core.credentials;
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const call = (path: string, init: object) => fetch(`${baseUrl}/api/connections${path}`, { headers, ...init });
  const made = await call('', { method: 'POST', body: JSON.stringify({ provider: 'google' }) });
  const { id } = (await made.json()) as { id: string };
  const run = await runCollection(await readEnvironment('local'), { apiKey, baseUrl }, { folder: 'Actions' });
  await call(`/${id}`, { method: 'DELETE' });
  expect([made.status, run.failures]).toEqual([201, []]);
  const read = run.executions.find(({ item }) => item.name === 'Run a read')!;
  expect([read.response.code, `${read.response.stream}`]).toEqual([
    409,
    expect.stringContaining('connection_not_active'),
  ]);
});

it('sends webhooks to the receiver that the cloud environment names, and removes the OAuth client that it names', async () => {
  const { apiKey, baseUrl } = core.credentials;
  const client = { clientId: 'ours', clientSecret: 'ours' };
  const values = { apiKey, baseUrl, webhookUrl: receiver.url, ...client };
  const { executions, failures } = await runCollection(await readEnvironment('cloud'), values);
  expect(failures).toEqual([]);
  expect(new Set(executions.map(operationOf)).size).toBe(operations.length);
  const bodies = receiver.received.map(({ body }) => JSON.parse(body));
  expect(bodies.filter(({ event }) => event === 'order.shipped')).toHaveLength(2);
  expect(bodies.some(({ type }) => type === 'ping')).toBe(true);
  const answered = executions.filter((execution) => /^providers[.](configure|reset)$/.test(operationOf(execution)!));
  const replies = answered.map(({ response }) => JSON.parse(response.stream!.toString()).clientId);
  expect([replies[0], replies[1] === replies[0]]).toEqual(['ours', false]);
  expect((await google()).configuredBy).toBe('emulator');
});

it('has folders that can each be run alone', async () => {
  const { apiKey, baseUrl } = core.credentials;
  const environment = await readEnvironment('local');
  for (const { name } of (await readCollection()).item) {
    const { executions, failures } = await runCollection(environment, { apiKey, baseUrl }, { folder: name });
    expect([name, failures]).toEqual([name, []]);
    expect(executions.length).toBeGreaterThan(0);
  }
});

it('reads the deliveries again for as long as the ping is on its way', async () => {
  const { apiKey, baseUrl } = core.credentials;
  const values = { apiKey, baseUrl, webhookUrl: receiver.url };
  const held: (() => void)[] = [];
  receiver.behave((response) => void held.push(() => response.end()));
  let reads = 0;
  const onRequest = (name: string) => {
    if (name === "List an endpoint's deliveries" && ++reads === 3) {
      receiver.behave(answer(204));
      for (const release of held) release();
    }
  };
  const run = await runCollection(await readEnvironment('cloud'), values, { folder: 'Deliveries', onRequest });
  expect(run.failures).toEqual([]);
  expect(reads).toBeGreaterThanOrEqual(3);
});

it('fails, and says why, when Relay refuses', async () => {
  const { baseUrl } = core.credentials;
  const values = { apiKey: 'relay_test_no', baseUrl };
  const { failures } = await runCollection(await readEnvironment('local'), values, { folder: 'Me' });
  expect(failures.map(({ error }) => error.test)).toEqual(['answers 200', 'is a Me']);
});
