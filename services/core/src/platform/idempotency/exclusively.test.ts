// Work under a key that takes longer than its take: who has the key then is another request.

import { cloneDatabase } from '@relay/testing/postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { newMasterKey, parseMasterKeys, Sealer } from '../crypto/index.js';
import { type Db, openDatabase } from '../db/index.js';
import { Idempotency, type IdempotentCall } from './index.js';

let db: Db;
let idempotency: Idempotency;
const workspaceId = 'ws_1';
beforeAll(async () => {
  db = openDatabase({ url: await cloneDatabase(inject('postgresUrl')), prepared: true });
  const sealer = new Sealer(parseMasterKeys(newMasterKey('test')));
  idempotency = new Idempotency({ db, sealer });
  await db('organisations').insert({ id: 'org_1', name: 'test' });
  await db('workspaces').insert({ id: workspaceId, organisation_id: 'org_1', name: 'test' });
});
afterAll(() => db.destroy());

const callWith = (key: string): IdempotentCall => ({ workspaceId, operation: 'chat.send', key, request: {} });

/** Two requests with one key: the time of the first one's take is over before it is done. */
async function overtaken(key: string) {
  const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const began = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const run = (index: number, work: Promise<string>) => {
    const running = idempotency.exclusively(callWith(key), () => {
      began[index]!.resolve();
      return work;
    });
    running.catch(() => {});
    return running;
  };
  const slow = run(0, first.promise);
  await began[0]!.promise;
  await db('idempotency_keys').where({ key }).update({ expires_at: db.fn.now() });
  const next = run(1, second.promise);
  await began[1]!.promise;
  return { first, second, slow, next };
}

it('does not free the key of the request that has taken it since', async () => {
  const { first, second, slow, next } = await overtaken('overtaken-failure');
  first.reject(new Error('too late'));
  await expect(slow).rejects.toThrow('too late');
  await expect(idempotency.exclusively(callWith('overtaken-failure'), async () => 'third')).rejects.toThrow(
    'still under way',
  );
  second.resolve('second');
  expect((await next).body).toBe('second');
});

it('does not keep its reply in the place of theirs', async () => {
  const { first, second, slow, next } = await overtaken('overtaken-success');
  first.resolve('first');
  expect((await slow).body).toBe('first');
  second.resolve('second');
  await next;
  const again = await idempotency.exclusively(callWith('overtaken-success'), async () => 'third');
  expect(again).toEqual({ headers: { 'Idempotent-Replayed': 'true' }, body: 'second' });
});
