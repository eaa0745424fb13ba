import { expect, it } from 'vitest';
import { useWorld } from './world.js';

const world = useWorld({ rateLimit: { perSecond: 0.1, burst: 3 } });

it('answers 429 with Retry-After when a workspace asks too much, and leaves the others alone', async () => {
  const { call, keys, other } = world();
  const replies = [];
  for (const key of [keys.viewer, keys.developer, keys.admin, keys.viewer]) replies.push(await call('me.get', { key }));
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  const { headers, body } = replies[3]!;
  expect(body.code).toBe('rate_limited');
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(headers.get('ratelimit')).toMatch(/^"workspace";r=0;t=\d+$/);
  expect((await call('me.get', { key: other.keys.viewer })).status).toBe(200);
});
