import { expect, it } from 'vitest';
import { Hasher } from './api-keys.hasher.js';

it('verifies what it hashed, and nothing else', async () => {
  const hasher = new Hasher();
  const hash = await hasher.hash('relay_test_x');
  expect(hash).toMatch(/^\$argon2id\$/);
  expect([await hasher.verify(hash, 'relay_test_x'), await hasher.verify(hash, 'relay_test_y')]).toEqual([true, false]);
});

it('refuses what does not fit into the queue, and serves the rest', async () => {
  const hasher = new Hasher({ concurrency: 1, maxWaiting: 2 });
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => hasher.hash('x')));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected']);
  expect((results[4] as PromiseRejectedResult).reason).toMatchObject({ code: 'busy', status: 503 });
  await expect(hasher.hash('again')).resolves.toBeTruthy();
});
