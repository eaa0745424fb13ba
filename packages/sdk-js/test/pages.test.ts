import { expect, it } from 'vitest';
import { AbortError } from '../src/index.js';
import { json } from './support/replies.js';
import { failureOf, useFaultServer } from './support/setup.js';

const fault = useFaultServer();
const page = (ids: string[], nextCursor: string | null) => json({ data: ids.map((id) => ({ id })), nextCursor });

it('goes on from a cursor', async () => {
  fault.script(page(['a'], 'c1'), page(['b'], null));
  const first = await fault.client().audit.list({ limit: 1 });
  expect(first).toEqual({ data: [{ id: 'a' }], nextCursor: 'c1' });
  const second = await fault.client().audit.list({ limit: 1, cursor: first.nextCursor! });
  expect(second.data).toEqual([{ id: 'b' }]);
});

it('can be walked again, which asks again', async () => {
  fault.script(page(['a'], 'c1'), page(['b'], null), page(['b'], null));
  const list = fault.client().executions.list();
  const ids: string[] = [];
  for (let walk = 0; walk < 2; walk++) for await (const { id } of list) ids.push(id);
  expect(ids).toEqual(['a', 'b', 'a', 'b']);
  expect(fault.received).toHaveLength(3);
});

it('ends with the signal of the call', async () => {
  const controller = new AbortController();
  fault.script(page(['a'], 'c1'));
  const walk = async () => {
    for await (const _ of fault.client().executions.list({}, { signal: controller.signal })) controller.abort();
  };
  expect(await failureOf(walk())).toBeInstanceOf(AbortError);
  expect(fault.received).toHaveLength(1);
});
