import { answer } from '@relay/testing';
import { expect, it } from 'vitest';
import { newMasterKey, parseMasterKeys, Sealer } from '../platform/crypto/index.js';
import { tokenReply, useConnections } from '../rooms/connections/testing.js';
import { reseal } from './reseal.js';

const world = useConnections();

it('seals the data keys of connections anew while their tokens are refreshed, and loses neither', async () => {
  const { db, server, connect, process, masterKeys: old } = world();
  const next = newMasterKey('next');
  const both = `${next},${old}`;
  let given = 0;
  server.behave((response, received) =>
    tokenReply({ access_token: `access-${++given}`, refresh_token: `refresh-${given}`, expires_in: 3600 })(
      response,
      received,
    ),
  );
  const ids = await Promise.all(Array.from({ length: 60 }, () => connect()));
  const resealing = new Sealer(parseMasterKeys(both));
  const { refresher } = process({ masterKeys: both });
  for (let round = 2; round <= 4; round++) {
    await db('connections').update({ next_refresh_at: db.fn.now() });
    await Promise.all([refresher.refreshDue('google'), reseal(db, resealing)]);
    await refresher.refreshDue('google'); // what was locked by the other one
  }
  // The old master key is gone now: what was refreshed and sealed anew at the same time opens, and its latest tokens are there.
  const after = process({ masterKeys: next });
  const tokens = await Promise.all(ids.map((id) => after.token(id)));
  expect(tokens.map((token) => token.kind === 'token' && token.version)).toEqual(ids.map(() => 4));
  expect(new Set(tokens.map((token) => token.kind === 'token' && token.value)).size).toBe(60);
});

it('gives a connection a new data key with each authorization, and seals it with the master key of then', async () => {
  const { connect, authorizeAgain, row, kept } = world();
  const id = await connect();
  const before = (await row(id)).sealed_key;
  await authorizeAgain(id, { accessToken: 'again' });
  expect((await row(id)).sealed_key).not.toBe(before);
  expect(await kept(id)).toMatchObject({ accessToken: 'again' });
});

it('leaves a connection alone whose master key is lost, and the others work on', async () => {
  const { db, server, connect, process, masterKeys: old, row } = world();
  server.behave(answer(500));
  const [lost, good] = [await connect(), await connect()];
  const next = newMasterKey('next');
  await db('connections')
    .where({ id: lost })
    .update({ sealed_key: db.raw("replace(sealed_key, 'v1.test.', 'v1.gone.')") });
  const both = new Sealer(parseMasterKeys(`${next},${old}`));
  const counts = (await reseal(db, both)).find(({ table }) => table === 'connections');
  expect(counts).toEqual({ table: 'connections', resealed: 1, unreadable: 1 });
  const after = process({ masterKeys: next });
  expect(await after.token(good)).toMatchObject({ value: 'first-access-token' });
  expect(await after.token(lost)).toMatchObject({ kind: 'none', code: 'connection_unreadable', retryable: false });
  expect(await row(lost)).toMatchObject({ status: 'active' });
});
