import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectedWorld, connectAccount, openConnectedWorld } from '../../../test/connecting.js';
import { openWorld, type TestWorld } from '../../../test/world.js';
import { newMasterKey, parseMasterKeys, Sealer } from '../../platform/crypto/index.js';
import { MasterKeyWatch } from './connections.master-keys.js';

const [OLD, NEW] = [newMasterKey('old'), newMasterKey('new')];

/** Its connections are sealed with the old master key. */
let world: ConnectedWorld;
/** A core on the same database that has lost it. */
let lost: TestWorld;

beforeAll(async () => {
  world = await openConnectedWorld({ masterKeys: OLD });
  const { clientId, clientSecret } = world.emulators.google.client;
  lost = await openWorld({
    masterKeys: NEW,
    beside: world,
    oauthClients: { google: { clientId, clientSecret, tenant: undefined } },
    providerUrls: { google: world.emulators.google.url },
  });
  world.emulators.google.allowRedirectUri(`${lost.baseUrl}/api/oauth/google/callback`);
});
afterAll(async () => {
  await lost.stop();
  await world.stop();
});

const ready = async (core: TestWorld) => (await core.call('system.ready', {})).body.checks.masterKeys;
const read = (core: TestWorld, key: string) =>
  core.call('actions.execute', { key, body: { action: 'google.gmail.list', input: {} } });

describe('without the master key of a connection', () => {
  it('a core is ready, says that a key is lost, and logs which one', async () => {
    await connectAccount(world, { provider: 'google' });
    expect([await ready(world), await ready(lost)]).toEqual(['ok', 'lost']);
    expect(lost.logged.find((line) => line.includes('RELAY_MASTER_KEYS'))).toContain('"masterKey":"old"');
  });

  it('an action through it fails with a reason, and one through another connection works', async () => {
    const refused = await read(lost, world.keys.developer);
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'connection_unreadable' }]);
    expect(refused.text).not.toContain('old');
    await connectAccount(lost, { provider: 'google' });
    expect((await read(lost, lost.keys.developer)).body).toMatchObject({ status: 'succeeded' });
  });

  it('the connection itself is as it was, for the core that has the key', async () => {
    expect((await read(world, world.keys.developer)).body).toMatchObject({ status: 'succeeded' });
  });
});

it('looks once a minute, and notices when the key is back', async () => {
  let now = 0;
  const deps = { db: world.db, log: { error: () => {} } as never, now: () => now };
  const watch = new MasterKeyWatch({ ...deps, sealer: new Sealer(parseMasterKeys(NEW)) });
  expect(await watch.lostKeys()).toEqual([{ name: 'old', connections: 1 }]);
  await world.db('connections').where('sealed_key', 'like', 'v1.old.%').delete();
  now = 59_000;
  expect(await watch.lostKeys()).toHaveLength(1);
  now = 61_000;
  expect(await watch.lostKeys()).toEqual([]);
});
