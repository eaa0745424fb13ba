import { describe, expect, it } from 'vitest';
import { useWorld } from '../../../test/world.js';

const world = useWorld();
const url = 'https://hooks.example.com/relay';
const key = () => world().keys.admin;
type Body = { url: string; description?: string; events?: string[]; status?: string };

const create = (body: Body = { url }, from = key()) =>
  world().call('webhooks.endpoints.create', { key: from, body: body as never });
const update = (endpointId: string, body: Partial<Body>) =>
  world().call('webhooks.endpoints.update', { key: key(), path: { endpointId }, body: body as never });
const get = (endpointId: string) => world().call('webhooks.endpoints.get', { key: key(), path: { endpointId } });
const remove = (endpointId: string) => world().call('webhooks.endpoints.delete', { key: key(), path: { endpointId } });
const rotate = (endpointId: string, graceSeconds?: number) =>
  world().call('webhooks.endpoints.rotateSecret', {
    key: key(),
    path: { endpointId },
    body: graceSeconds === undefined ? {} : { graceSeconds },
  });
const events = (subject_id: string) => world().db('audit_events').where({ subject_id }).orderBy('id');

describe('webhooks.endpoints.create', () => {
  it('makes an endpoint for all events, and shows its secret once', async () => {
    const { status, body } = await create();
    expect(status).toBe(201);
    const { secret, ...endpoint } = body;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    expect(endpoint).toEqual({
      id: expect.stringMatching(/^whe_/),
      url,
      description: '',
      events: ['*'],
      status: 'enabled',
      disabledReason: null,
      createdAt: endpoint.createdAt,
      updatedAt: endpoint.createdAt,
    });
    expect((await get(body.id)).body).toEqual(endpoint);
    expect(await events(body.id)).toMatchObject([
      { type: 'webhook_endpoint.created', actor_id: world().workspace.keyIds.admin, data: { url, events: ['*'] } },
    ]);
  });

  it('keeps its secret, and a URL with secrets in its query, sealed and out of replies, the audit log and the log', async () => {
    const { body } = await create({ url: 'https://hooks.example.com/?api_key=c4n4ry&page=2#part' });
    expect(body.url).toBe('https://hooks.example.com/?api_key=********&page=2');
    await update(body.id, { url: 'https://hooks.example.com/?token=c4n4ry' });
    const rotated = await rotate(body.id, 60);
    const shown = await Promise.all([
      get(body.id),
      world().call('webhooks.endpoints.list', { key: key() }),
      world().call('audit.list', { key: key() }),
    ]);
    const tables = ['webhook_endpoints', 'webhook_endpoint_secrets', 'audit_events', 'idempotency_keys'];
    const stored = JSON.stringify(await Promise.all(tables.map((table) => world().db(table))));
    const everywhere = [...shown.map(({ text }) => text), stored, ...world().logged].join('\n');
    for (const secret of ['c4n4ry', body.secret.slice(6), rotated.body.secret.slice(6)])
      expect(everywhere).not.toContain(secret);
  });

  it.each([
    ['an address of this machine', 'http://[::1]:8080/'],
    ['a private address', 'http://10.1.2.3/'],
    ['a cloud metadata address', 'http://169.254.169.254/latest/meta-data/'],
    ['an address that is translated to a private one', 'http://[64:ff9b::a00:1]/'],
    ['a user name and a password', 'https://user:c4n4ry@hooks.example.com/'],
  ])('refuses %s', async (_, refused) => {
    const { status, body, text } = await create({ url: refused });
    expect([status, body.errors]).toMatchObject([422, [{ pointer: '/url', code: 'url_refused' }]]);
    expect(text).not.toContain('c4n4ry');
  });

  it("refuses Relay's own address, although this machine is allowed here", async () => {
    const { status, body } = await create({ url: world().baseUrl });
    expect([status, body.errors?.[0]?.code]).toEqual([422, 'url_refused']);
  });

  it.each([
    ['no URL', {}, '/url'],
    ['half a URL', { url: 'hooks.example.com' }, '/url'],
    ['another protocol', { url: 'ftp://hooks.example.com/' }, '/url'],
    ['a URL that is too long', { url: `${url}/${'x'.repeat(2048)}` }, '/url'],
    ['a description that is too long', { url, description: 'x'.repeat(201) }, '/description'],
    ['no events', { url, events: [] }, '/events'],
    ['an event twice', { url, events: ['*', '*'] }, '/events'],
    ['an event that does not exist', { url, events: ['ping'] }, '/events/0'],
  ])('refuses %s', async (_, body, pointer) => {
    const reply = await create(body as Body);
    expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  it('makes twenty at the most, also when many are made at the same time', async () => {
    const from = world().other.keys.admin;
    const replies = await Promise.all(Array.from({ length: 24 }, () => create({ url }, from)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(20);
    const refused = replies.filter(({ status }) => status !== 201);
    expect(new Set(refused.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(['409 endpoint_limit']),
    );
  });

  it('makes one for one Idempotency-Key, and shows the same secret again', async () => {
    const headers = { 'idempotency-key': 'create-1' };
    const again = () => world().call('webhooks.endpoints.create', { key: key(), body: { url }, headers });
    const [first, second] = [await again(), await again()];
    expect([second.text, second.headers.get('idempotent-replayed')]).toEqual([first.text, 'true']);
  });
});

describe('webhooks.endpoints.list', () => {
  it("pages through the workspace's own, newest first", async () => {
    const made = [(await create()).body.id, (await create()).body.id];
    const list = (query: Record<string, string | number>) =>
      world().call('webhooks.endpoints.list', { key: key(), query });
    const first = await list({ limit: 1 });
    const second = await list({ limit: 1, cursor: first.body.nextCursor! });
    expect([first.body.data[0]!.id, second.body.data[0]!.id]).toEqual(made.reverse());
    const all = (await list({ limit: 100 })).body.data;
    const ours = await world().db('webhook_endpoints').where({ workspace_id: world().workspace.id });
    expect(all.map(({ id }) => id).sort()).toEqual(ours.map(({ id }) => id).sort());
  });
});

describe('webhooks.endpoints.update', () => {
  it('changes what the body names and leaves the rest', async () => {
    const { body } = await create({ url, description: 'first' });
    const { secret: _, ...before } = body;
    const changed = await update(body.id, { events: ['execution.failed'] });
    const after = { ...before, events: ['execution.failed'], updatedAt: changed.body.updatedAt };
    expect(changed.body).toEqual(after);
    expect(Date.parse(after.updatedAt)).toBeGreaterThan(Date.parse(before.updatedAt));
    expect((await get(body.id)).body).toEqual(after);
    expect((await events(body.id)).at(-1)).toMatchObject({
      type: 'webhook_endpoint.updated',
      data: { events: ['execution.failed'] },
    });
  });

  it('gives up what is pending when it disables, and forgets failures and reason when it enables', async () => {
    const { db, call } = world();
    const endpointId = (await create()).body.id;
    await call('webhooks.endpoints.ping', { key: key(), path: { endpointId } });
    expect((await update(endpointId, { status: 'disabled' })).body).toMatchObject({
      status: 'disabled',
      disabledReason: null,
    });
    const [delivery] = await db('webhook_deliveries').where({ endpoint_id: endpointId });
    expect(delivery).toMatchObject({ status: 'failed', last_error: 'The endpoint was disabled.' });
    await db('webhook_endpoints')
      .where({ id: endpointId })
      .update({ failing_since: db.fn.now(), disabled_reason: 'x' });
    expect((await update(endpointId, { status: 'enabled' })).body).toMatchObject({
      status: 'enabled',
      disabledReason: null,
    });
    const [row] = await db('webhook_endpoints').where({ id: endpointId });
    expect(row.failing_since).toBeNull();
    expect((await db('webhook_deliveries').where({ endpoint_id: endpointId }))[0]).toEqual(delivery);
  });

  it('refuses a URL that may not be sent to, and one that is masked', async () => {
    const { id } = (await create({ url: `${url}?token=t0ken` })).body;
    const refused = await update(id, { url: 'http://10.0.0.1/' });
    expect([refused.status, refused.body.errors]).toMatchObject([422, [{ pointer: '/url', code: 'url_refused' }]]);
    const masked = await update(id, { url: (await get(id)).body.url });
    expect([masked.status, masked.body.errors]).toMatchObject([422, [{ pointer: '/url', code: 'url_masked' }]]);
  });

  it.each([
    [{}, ''],
    [{ status: 'paused' }, '/status'],
    [{ url: 7 }, '/url'],
    [{ events: [] }, '/events'],
  ])('refuses %j', async (body, pointer) => {
    const reply = await update((await get((await create()).body.id)).body.id, body as Partial<Body>);
    expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });
});

describe('webhooks.endpoints.delete', () => {
  it('removes the endpoint with its deliveries and secrets, and says so in the audit log', async () => {
    const { db, call } = world();
    const endpointId = (await create()).body.id;
    await call('webhooks.endpoints.ping', { key: key(), path: { endpointId } });
    expect((await remove(endpointId)).status).toBe(204);
    for (const table of ['webhook_deliveries', 'webhook_endpoint_secrets'])
      expect(await db(table).where({ endpoint_id: endpointId })).toEqual([]);
    expect([(await get(endpointId)).body.code, (await remove(endpointId)).body.code]).toEqual([
      'endpoint_not_found',
      'endpoint_not_found',
    ]);
    expect((await events(endpointId)).at(-1)).toMatchObject({ type: 'webhook_endpoint.deleted', data: { url } });
  });
});

describe('webhooks.endpoints.rotateSecret', () => {
  it('makes another secret and keeps one older one, as long as its grace lasts', async () => {
    const { body } = await create();
    const rotated = [await rotate(body.id, 3600), await rotate(body.id, 60), await rotate(body.id, 3600)];
    expect(new Set([body, ...rotated.map((reply) => reply.body)].map(({ secret }) => secret)).size).toBe(4);
    const secrets = await world().db('webhook_endpoint_secrets').where({ endpoint_id: body.id }).orderBy('created_at');
    expect(secrets.map(({ expires_at }) => expires_at !== null)).toEqual([true, false]);
    expect((await events(body.id)).at(-1)).toMatchObject({
      type: 'webhook_endpoint.secret_rotated',
      data: { graceSeconds: 3600 },
    });
  });

  it('leaves one current secret after ten rotations at the same time', async () => {
    const { id } = (await create()).body;
    const replies = await Promise.all(Array.from({ length: 10 }, () => rotate(id, 60)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    const current = await world().db('webhook_endpoint_secrets').where({ endpoint_id: id, expires_at: null });
    expect(current).toHaveLength(1);
  });

  it.each([-1, 1.5, 2_592_001])('refuses a grace of %j', async (graceSeconds) => {
    const reply = await rotate((await world().db('webhook_endpoints').first()).id, graceSeconds);
    expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([422, '/graceSeconds']);
  });
});
