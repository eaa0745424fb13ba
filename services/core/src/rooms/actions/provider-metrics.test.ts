// Of one process: each counts for itself.
import { answer, inTurn } from '@relay/testing';
import { expect, it } from 'vitest';
import { useProviderWorld } from '../../../test/actions/provider-world.js';

const world = useProviderWorld();

it('the metrics count requests by provider, action and result, and limits', async () => {
  const connectionId = await world().connect();
  const { registry } = world().world.container.metrics;
  const value = async (line: string) =>
    Number(new RegExp(`^${line} (\\S+)$`, 'm').exec(await registry.metrics())?.[1] ?? 0);
  const lines = [
    'relay_provider_requests_total\\{provider="fake",action="fake.note.list",result="succeeded"\\}',
    'relay_provider_requests_total\\{provider="fake",action="fake.note.delete",result="provider_permission"\\}',
    'relay_provider_requests_total\\{provider="fake",action="fake.note.delete",result="rate_limited"\\}',
    'relay_provider_limits_total\\{provider="fake",action="fake.note.delete"\\}',
    'relay_provider_request_duration_seconds_count\\{provider="fake",action="fake.note.delete"\\}',
  ];
  const before = await Promise.all(lines.map(value));
  await world().read({ limit: 1 });
  world().provider.behave(inTurn(answer(403), answer(429, '', { 'retry-after': '60' })));
  for (const _ of [403, 429]) await world().run('fake.note.delete', { noteId: 'n1' }, { connectionId });
  const after = await Promise.all(lines.map(value));
  expect(after.map((count, index) => count - before[index]!)).toEqual([2, 1, 1, 1, 2]);
});
