import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectedWorld, connectAccount, openConnectedWorld } from '../../test/connecting.js';
import { openWorld, type TestWorld } from '../../test/world.js';
import { newMasterKey, parseMasterKeys, Sealer } from '../platform/crypto/index.js';
import { reseal, SEALED_COLUMNS } from './reseal.js';

const [OLD, NEW] = [newMasterKey('old'), newMasterKey('new')];
const sealerWith = (...keys: string[]) => new Sealer(parseMasterKeys(keys.join()));
const both = sealerWith(NEW, OLD);
const SEALED_BY_DATA_KEYS = 'connections.sealed_tokens';
const IDEMPOTENCY = { 'Idempotency-Key': 'shows-a-secret' };

let world: ConnectedWorld;
/** A core that has the new master key only. */
let after: TestWorld;
let preview: { id: string; digest: string };
let shown: string;
let endpointId: string;
let connectionId: string;
let sessionId: string;

const createKey = (core: TestWorld) =>
  core.call('apiKeys.create', {
    key: world.keys.admin,
    headers: IDEMPOTENCY,
    body: { name: 'shown once', role: 'viewer' },
  });

beforeAll(async () => {
  world = await openConnectedWorld({ masterKeys: OLD });
  const { call, keys, receiver, container } = world;
  const input = { url: `${receiver.url}?token=in-the-url`, headers: { Authorization: 'Bearer in-a-header' } };
  ({ body: preview } = await call('actions.preview', { key: keys.developer, body: { action: 'webhook.send', input } }));
  shown = (await createKey(world)).text;
  const endpoint = await call('webhooks.endpoints.create', {
    key: keys.admin,
    body: { url: `${receiver.url}?token=of-the-endpoint`, events: ['execution.succeeded'] },
  });
  endpointId = endpoint.body.id;
  const own = { clientId: 'a-client-of-our-own', clientSecret: 'a-client-secret' };
  await call('providers.configure', { key: keys.admin, path: { provider: 'microsoft' }, body: own });
  connectionId = (await connectAccount(world, { provider: 'google' })).id;
  await connectAccount(world, { provider: 'github' });
  await call('connections.create', { key: keys.developer, body: { provider: 'google' } }); // and nobody has followed its link
  const said = { message: `Send a webhook to ${receiver.url}/said` };
  ({ sessionId } = (await call('chat.send', { key: keys.developer, body: said })).body);
  await container.chainer.chainOnce();
  await container.signer.signDue();
});
afterAll(async () => {
  await after?.stop();
  await world.stop();
});

it('knows every column that holds sealed values', async () => {
  const { rows } = await world.db.raw(
    "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and column_name like 'sealed%' and data_type = 'text'",
  );
  const known: string[] = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
  expect(rows.map(({ name }: { name: string }) => name).sort()).toEqual(
    [...known.filter((name) => name !== 'idempotency_keys.reply'), SEALED_BY_DATA_KEYS].sort(),
  );
});

describe('sealing anew', () => {
  it('changes every value that an older key has sealed, and finds nothing to do the second time', async () => {
    const counts = Object.fromEntries((await reseal(world.db, both)).map(({ table, ...counts }) => [table, counts]));
    expect(counts).toEqual({
      audit_keys: { resealed: 1, unreadable: 0 },
      webhook_secrets: { resealed: 2, unreadable: 0 },
      webhook_endpoints: { resealed: 1, unreadable: 0 },
      webhook_endpoint_secrets: { resealed: 1, unreadable: 0 },
      provider_configurations: { resealed: 1, unreadable: 0 },
      connections: { resealed: 2, unreadable: 0 },
      authorizations: { resealed: 1, unreadable: 0 },
      previews: { resealed: 1, unreadable: 0 },
      chat_sessions: { resealed: 1, unreadable: 0 },
      chat_messages: { resealed: 2, unreadable: 0 },
      chat_suggestions: { resealed: 1, unreadable: 0 },
      idempotency_keys: { resealed: 1, unreadable: 0 },
    });
    for (const { resealed } of await reseal(world.db, both)) expect(resealed).toBe(0);
  });

  it('lets a core do everything with the new key alone', async () => {
    const { clientId, clientSecret } = world.emulators.google.client;
    after = await openWorld({
      masterKeys: NEW,
      beside: world,
      oauthClients: { google: { clientId, clientSecret, tenant: undefined } },
      providerUrls: { google: world.emulators.google.url },
    });
    const { call, container } = after;
    const { keys, receiver } = world;
    const replayed = await createKey(after);
    expect([replayed.text, replayed.headers.get('idempotent-replayed')]).toEqual([shown, 'true']);
    const body = { previewId: preview.id, digest: preview.digest };
    expect((await call('actions.execute', { key: keys.developer, body })).body.status).toBe('succeeded');
    expect(receiver.received.at(-1)).toMatchObject({ headers: { authorization: 'Bearer in-a-header' } });
    const session = await call('chat.sessions.get', { key: keys.developer, path: { sessionId } });
    expect(session.body.messages[1]!.suggestions[0]!.input.url).toBe(`${receiver.url}/said`);
    await call('webhooks.endpoints.ping', { key: keys.admin, path: { endpointId } });
    await container.webhookDeliverer.deliverOnce();
    expect(receiver.received.map(({ path }) => path)).toContain('/?token=of-the-endpoint');
    const connection = () => world.db('connections').where({ id: connectionId });
    await connection().update({ next_refresh_at: world.db.fn.now() });
    await container.refresher.refreshDue('google');
    expect(await connection().first('status', 'version')).toEqual({ status: 'active', version: 2 });
    await container.chainer.chainOnce();
    await container.signer.signDue();
    expect((await call('audit.verify', { key: keys.admin })).body).toMatchObject({ valid: true });
  });

  it('leaves what no key opens as it is, and says how many there are', async () => {
    const lost = sealerWith(newMasterKey('lost')).seal('whsec_lost', [
      'webhook_secrets',
      world.workspace.id,
      'whk_lost',
    ]);
    const row = { workspace_id: world.workspace.id, id: 'whk_lost', sealed: lost, expires_at: world.db.fn.now() };
    await world.db('webhook_secrets').insert(row);
    const counts = (await reseal(world.db, both)).find(({ table }) => table === 'webhook_secrets');
    expect(counts).toMatchObject({ resealed: 0, unreadable: 1 });
    expect((await world.db('webhook_secrets').where({ id: 'whk_lost' }).first()).sealed).toBe(lost);
  });

  it('passes what it cannot open, however much of it there is', async () => {
    const lost = sealerWith(newMasterKey('lost'));
    const rows = Array.from({ length: 450 }, (_, index) => {
      const id = `whk_0${String(index).padStart(4, '0')}`;
      const sealer = index === 449 ? sealerWith(OLD) : lost;
      const sealed = sealer.seal('whsec_x', ['webhook_secrets', world.other.id, id]);
      return { workspace_id: world.other.id, id, sealed, expires_at: world.db.fn.now() };
    });
    await world.db('webhook_secrets').insert(rows);
    const counts = (await reseal(world.db, both)).find(({ table }) => table === 'webhook_secrets');
    expect(counts).toMatchObject({ resealed: 1, unreadable: 450 });
  });
});
