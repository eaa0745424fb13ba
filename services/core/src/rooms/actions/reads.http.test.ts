import { answer } from '@relay/testing';
import { describe, expect, it } from 'vitest';
import { useProviderWorld } from '../../../test/actions/provider-world.js';

const world = useProviderWorld();
const count = async (table: string) => Number((await world().world.db(table).count())[0]!.count);
const get = async (executionId: string) => {
  const { call, keys } = world().world;
  return (await call('executions.get', { key: keys.viewer, path: { executionId } })).body;
};
const newest = async () =>
  (await world().world.db('executions').orderBy('id', 'desc').first()) as Record<string, unknown>;

describe('a read', () => {
  it('runs at once, without a preview, and shows what it found', async () => {
    const before = await count('previews');
    const { status, body } = await world().read({ limit: 2 });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      previewId: null,
      connectionId: world().connectionId,
      action: 'fake.note.list',
      status: 'succeeded',
      effectClass: 'natural',
      output: {
        notes: [
          { id: 'n1', text: 'the text of n1' },
          { id: 'n2', text: 'the text of n2' },
        ],
      },
      error: null,
      undoable: false,
      attempts: 1,
      confirmedBy: world().world.workspace.keyIds.developer,
    });
    expect(body.durationMs).toBe(Date.parse(body.finishedAt!) - Date.parse(body.startedAt));
    expect(world().arrived().sort()).toEqual(['GET /notes/n1', 'GET /notes/n2', 'GET /notes?limit=2']);
    expect(await count('previews')).toBe(before);
  });

  it('keeps that it ran, and nothing of what it found', async () => {
    const { body } = await world().read({});
    expect(await get(body.id)).toEqual({ ...body, output: null });
    const [event, ...more] = await world().world.db('audit_events').where({ subject_id: body.id });
    expect([more, event.type, event.actor_id]).toEqual([
      [],
      'execution.succeeded',
      world().world.workspace.keyIds.developer,
    ]);
    expect(event.data).toEqual({
      action: 'fake.note.list',
      connectionId: world().connectionId,
      input: { limit: 10 },
    });
    const { db } = world().world;
    for (const table of ['executions', 'audit_events', 'webhook_deliveries', 'idempotency_keys'])
      expect(JSON.stringify(await db(table))).not.toContain('the text of');
  });

  it('tells webhook endpoints that it ran, without what it found', async () => {
    const { call, keys, db } = world().world;
    const url = 'https://hooks.example.com/';
    const endpoint = await call('webhooks.endpoints.create', { key: keys.admin, body: { url } });
    const { body } = await world().read({});
    const deliveries = await db('webhook_deliveries').where({ endpoint_id: endpoint.body.id });
    await call('webhooks.endpoints.delete', { key: keys.admin, path: { endpointId: endpoint.body.id } });
    expect(deliveries.map(({ event_type, payload }) => [event_type, payload.data])).toEqual([
      ['execution.succeeded', { ...body, output: null }],
    ]);
  });

  it('answers the same for the same key, kept sealed, and does not ask the provider again', async () => {
    const headers = { 'idempotency-key': 'a read' };
    const first = await world().read({ limit: 1 }, {}, headers);
    world().arrived();
    const second = await world().read({ limit: 1 }, {}, headers);
    expect([second.text, second.headers.get('idempotent-replayed'), world().arrived()]).toEqual([
      first.text,
      'true',
      [],
    ]);
    const kept = await world().world.db('idempotency_keys').where({ key: 'a read' }).first();
    expect([kept.sealed, kept.reply.includes('the text of')]).toEqual([true, false]);
    const other = await world().read({ limit: 2 }, {}, headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('happens once for ten requests with one key', async () => {
    const before = await count('executions');
    const headers = { 'idempotency-key': 'ten reads' };
    const replies = await Promise.all(Array.from({ length: 10 }, () => world().read({}, {}, headers)));
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(await count('executions')).toBe(before + 1);
  });

  it.each([
    ['a field that there is none of', { colour: 'red' }, 'unknown_field', '/input/colour'],
    ['a value that is too large', { limit: 51 }, 'invalid_input', '/input/limit'],
    ['what the action finds wrong', { folder: 'nowhere' }, 'invalid_input', '/input/folder'],
  ])('refuses %s, and keeps nothing', async (_, input, code, pointer) => {
    const before = await count('executions');
    const { status, body } = await world().read(input);
    expect([status, body.code, body.errors?.[0]?.pointer, await count('executions')]).toEqual([
      422,
      code,
      pointer,
      before,
    ]);
  });

  it('is refused for a write, and a preview of it is, too', async () => {
    const write = await world().read({}, { action: 'fake.note.delete' });
    expect([write.status, write.body.code]).toEqual([409, 'preview_required']);
    const preview = await world().preview('fake.note.list', {});
    expect([preview.status, preview.body.code]).toEqual([409, 'action_reads']);
    expect(world().arrived()).toEqual([]);
  });

  it.each<[object, Array<[string, string]>]>([
    [{ action: 'fake.note.list', input: {}, colour: 'red' }, [['/colour', 'unknown_field']]],
    [{ action: 'fake.note.list' }, [['/input', 'required']]],
    [{ previewId: 'prv_x' }, [['/digest', 'required']]],
    [{ previewId: 'prv_x', digest: 'x', input: {} }, [['/input', 'unknown_field']]],
    [
      {},
      [
        ['/previewId', 'required'],
        ['/digest', 'required'],
      ],
    ],
  ])('or a confirm, whichever %j is meant to be: what is wrong is told of that one alone', async (body, errors) => {
    const reply = await world().world.call('actions.execute', {
      key: world().world.keys.developer,
      body: body as { previewId: string; digest: string },
    });
    expect(reply.body.errors?.map(({ pointer, code }) => [pointer, code])).toEqual(errors);
  });

  it('is refused for a viewer', async () => {
    const { status, body } = await world().read({}, {}, {}, world().world.keys.viewer);
    expect([status, body.code]).toEqual([403, 'forbidden']);
  });

  it('does not find the connection of another workspace', async () => {
    const connectionId = await world().connect({}, world().world.other.id);
    const { status, body } = await world().read({}, { connectionId });
    expect([status, body.code, world().arrived()]).toEqual([404, 'connection_not_found', []]);
  });

  it.each([
    [403, 409, 'provider_permission'],
    [500, 502, 'provider_unavailable'],
    [429, 429, 'rate_limited'],
  ])('that the provider answers %i is a problem, and is kept as failed', async (answered, status, code) => {
    const connectionId = await world().connect({ accountId: `of ${answered}` });
    world().provider.behave(answer(answered, '', { 'retry-after': '30' }));
    const headers = { 'idempotency-key': `failed ${answered}` };
    const reply = await world().read({}, { connectionId }, headers);
    expect([reply.status, reply.body]).toMatchObject([status, { code, providerStatus: answered }]);
    const row = await newest();
    expect(row).toMatchObject({
      action: 'fake.note.list',
      connection_id: connectionId,
      status: 'failed',
      attempts: 1,
      error: { code, providerStatus: answered },
    });
    const [event] = await world()
      .world.db('audit_events')
      .where({ subject_id: row.id as string });
    expect([event.type, event.data]).toEqual([
      'execution.failed',
      { action: 'fake.note.list', connectionId, code, input: { limit: 10 } },
    ]);
    expect(
      await world()
        .world.db('idempotency_keys')
        .where({ key: `failed ${answered}` }),
    ).toEqual([]);
  });

  it('without a token sends nothing, and is kept as failed', async () => {
    world().connections.none = { kind: 'none', code: 'connection_expired', detail: 'Again.', retryable: false };
    const { status, body } = await world().read({});
    expect([status, body.code, world().arrived()]).toEqual([409, 'connection_expired', []]);
    expect(await newest()).toMatchObject({ status: 'failed', attempts: 0, error: { code: 'connection_expired' } });
  });
});

describe('actions.list', () => {
  const idsOf = async (query: Record<string, string | boolean>, key = world().world.keys.viewer) => {
    const { body } = await world().world.call('actions.list', { key, query: { limit: 100, ...query } as never });
    return body.data.map(({ id }) => id);
  };

  it('tells what can run now, and what cannot', async () => {
    const { db, keys, other } = world().world;
    await db('connections').whereNot({ id: world().connectionId }).delete();
    const ours = await idsOf({ connected: true });
    expect(ours).toEqual(expect.arrayContaining(['fake.note.create', 'fake.note.list', 'webhook.send']));
    expect(await idsOf({ connected: false, provider: 'fake' })).toEqual([]);
    expect(await idsOf({ connected: true, provider: 'fake' }, other.keys.viewer)).toEqual([]);
    expect(await idsOf({ connected: true }, other.keys.viewer)).toContain('webhook.send');
    await world().change({ scopes: [] });
    expect(await idsOf({ connected: false, provider: 'fake' }, keys.viewer)).toContain('fake.note.create');
    await world().change({ scopes: ['notes'], status: 'expired' });
    expect(await idsOf({ connected: true, provider: 'fake' }, keys.viewer)).toEqual([]);
    await world().change({ status: 'active' });
  });
});
