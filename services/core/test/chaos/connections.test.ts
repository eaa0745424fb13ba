// Core dies at each step of a refresh and of a disconnect: afterwards a connection works, or is gone for good.
import { type Receiver, startReceiver } from '@relay/testing';
import { cloneDatabase } from '@relay/testing/postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { newMasterKey, parseMasterKeys, Sealer } from '../../src/platform/crypto/index.js';
import { newId } from '../../src/platform/ids.js';
import { storeTokens } from '../../src/rooms/connections/connections.tokens.store.js';
import { Vault } from '../../src/rooms/connections/index.js';
import { SEED } from './chance.js';
import { ask, type ChaosWorld, openChaos } from './chaos-world.js';
import { eventually } from './eventually.js';

const MASTER_KEYS = newMasterKey('connections');
const CLIENT_ID = 'chaos';
const vault = new Vault(new Sealer(parseMasterKeys(MASTER_KEYS)));

let google: Receiver;
let world: ChaosWorld;
/** Where the next life of core dies. */
let armed: string | undefined;

beforeAll(async () => {
  google = await startReceiver();
  let given = 0;
  google.behave((response, { path }) => {
    if (path !== '/token') return void response.end();
    given++;
    const tokens = { access_token: `access-${given}`, refresh_token: `refresh-${given}`, expires_in: 3600 };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(tokens));
  });
  world = await openChaos({
    seed: SEED,
    databaseUrl: await cloneDatabase(inject('postgresUrl')),
    faultPoint: () => (armed && !world.cores[0]!.diedAt.includes(armed) ? armed : undefined),
    environment: {
      RELAY_MASTER_KEYS: MASTER_KEYS,
      RELAY_GOOGLE_URL: google.url,
      RELAY_GOOGLE_CLIENT_ID: CLIENT_ID,
      RELAY_GOOGLE_CLIENT_SECRET: 'chaos-secret',
    },
  });
}, 120_000);
afterAll(async () => {
  await world?.stop();
  await google?.stop();
});

/** A connection, and a core that will die at this point. */
async function connectBefore(point: string): Promise<string> {
  const { db, workspaceId, cores } = world;
  armed = point;
  await cores[0]!.end('SIGKILL');
  await cores[0]!.ready();
  google.received.length = 0;
  const id = newId('conn');
  const row = { workspace_id: workspaceId, id, provider: 'google', created_by: 'key_chaos' };
  await db.transaction(async (transaction) => {
    await transaction('connections').insert(row);
    await storeTokens(transaction, vault, { workspaceId, id, provider: 'google' }, FIRST);
    await transaction('connections').where({ id }).update({ status: 'active', account_id: id });
  });
  return id;
}
const FIRST = { accessToken: 'first', refreshToken: 'first', clientId: CLIENT_ID, expiresIn: 3600 };
const died = (point: string) => eventually(`core died at ${point}`, async () => world.cores[0]!.diedAt.includes(point));
const rowOf = (id: string) => world.db('connections').where({ id }).first();
const paths = () => google.received.map(({ path }) => path);

it.each([
  ['refresh.after-claim', 1],
  ['refresh.after-reply', 2],
  ['refresh.after-settle', 1],
])(
  'a connection whose refresh was cut off at %s has the newest tokens afterwards',
  async (point, requests) => {
    const id = await connectBefore(point);
    await ask(world, 'update connections set next_refresh_at = now() where id = ?', [id]);
    await died(point);
    await ask(
      world,
      'update connections set refresh_lease_expires_at = now() where refresh_lease_expires_at is not null',
    );
    const row = await eventually('somebody has refreshed it', async () => {
      const found = await rowOf(id);
      return found.version === 2 && found;
    });
    const place = { workspaceId: world.workspaceId, id, provider: 'google', version: 2 };
    const kept = vault.open(place, { sealedKey: row.sealed_key, sealedTokens: row.sealed_tokens });
    expect([row.status, row.refresh_lease_expires_at, paths().length]).toEqual(['active', null, requests]);
    expect(kept.accessToken.replace('access', 'refresh')).toBe(kept.refreshToken);
    expect(kept.accessToken).toMatch(/^access-\d+$/);
  },
  60_000,
);

it('a disconnect that was cut off before the provider was asked has erased, and says that nobody knows the rest', async () => {
  const id = await connectBefore('disconnect.after-erase');
  const { client, key } = world;
  const { body } = await client.call('connections.delete', { key, path: { connectionId: id } });
  expect(world.cores[0]!.diedAt).toContain('disconnect.after-erase');
  expect(body).toMatchObject({ status: 'revoked', account: null });
  expect(body.reason).toContain('Whether Google has revoked them is not known');
  expect(await rowOf(id)).toMatchObject({ sealed_key: null, sealed_tokens: null, account_id: null });
  const events = await world.db('audit_events').where({ subject_id: id });
  expect(events.map(({ type }) => type)).toEqual(['connection.revoked']);
  expect(paths()).toEqual([]);
}, 60_000);
