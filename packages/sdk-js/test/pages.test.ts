import { expect, it } from 'vitest';
import { AbortError } from '../src/index.js';
import { json, problem } from './support/fault-server.js';
import { failureOf, recordPauses, useFaultServer } from './support/setup.js';

const fault = useFaultServer();
const page = (ids: string[], nextCursor: string | null) => json({ data: ids.map((id) => ({ id })), nextCursor });
const urls = () => fault.server.received.map(({ url }) => url);

it('walks every page, with the same filters', async () => {
  fault.server.script(page(['a', 'b'], 'c1'), page([], 'c2'), page(['c'], null));
  const ids: string[] = [];
  for await (const { id } of fault.client().executions.list({ status: 'failed' })) ids.push(id);
  expect(ids).toEqual(['a', 'b', 'c']);
  expect(urls()).toEqual(['', '&cursor=c1', '&cursor=c2'].map((cursor) => `/api/executions?status=failed${cursor}`));
});

it('has on a page what the contract puts beside its items', async () => {
  const publicKeys = [{ id: 'k1', publicKey: '-----BEGIN PUBLIC KEY-----' }];
  const checkpoints = (id: string, nextCursor: string | null) => json({ data: [{ id }], nextCursor, publicKeys });
  fault.server.script(checkpoints('acp_2', 'c1'), checkpoints('acp_2', 'c1'), checkpoints('acp_1', null));
  expect((await fault.client().audit.checkpoints({ limit: 1 })).publicKeys).toEqual(publicKeys);
  const ids: string[] = [];
  for await (const { id } of fault.client().audit.checkpoints({ limit: 1 })) ids.push(id);
  expect(ids).toEqual(['acp_2', 'acp_1']);
});

it('keeps the ids of a path on every page', async () => {
  fault.server.script(page(['whd_2'], 'c1'), page(['whd_1'], null));
  for await (const _ of fault.client().webhooks.deliveries.list({ endpointId: 'whe_1', status: 'failed' }));
  const path = '/api/webhooks/endpoints/whe_1/deliveries?status=failed';
  expect(urls()).toEqual([path, `${path}&cursor=c1`]);
});

it('gives one page when it is awaited, and goes on from a cursor', async () => {
  fault.server.script(page(['a'], 'c1'), page(['b'], null));
  const first = await fault.client().audit.list({ limit: 1 });
  expect(first).toEqual({ data: [{ id: 'a' }], nextCursor: 'c1' });
  const second = await fault.client().audit.list({ limit: 1, cursor: first.nextCursor! });
  expect(second.data).toEqual([{ id: 'b' }]);
});

it('fetches no page that nobody asks for', async () => {
  fault.server.script(page(['a', 'b'], 'c1'));
  for await (const _ of fault.client().apiKeys.list()) break;
  expect(urls()).toEqual(['/api/api-keys']);
});

it('retries a page in the middle, and throws what stays wrong', async () => {
  recordPauses();
  fault.server.script(page(['a'], 'c1'), problem(503, 'unavailable'), page(['b'], 'c2'), problem(403, 'no'));
  const ids: string[] = [];
  const walk = async () => {
    for await (const { id } of fault.client().actions.list()) ids.push(id);
  };
  expect(await failureOf(walk())).toMatchObject({ status: 403 });
  expect(ids).toEqual(['a', 'b']);
});

it('ends with the signal of the call', async () => {
  const controller = new AbortController();
  fault.server.script(page(['a'], 'c1'));
  const walk = async () => {
    for await (const _ of fault.client().executions.list({}, { signal: controller.signal })) controller.abort();
  };
  expect(await failureOf(walk())).toBeInstanceOf(AbortError);
  expect(urls()).toHaveLength(1);
});
