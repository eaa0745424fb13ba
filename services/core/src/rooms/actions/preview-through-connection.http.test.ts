import { answer, hang, inTurn, reset } from '@relay/testing';
import { describe, expect, it } from 'vitest';
import { elsewhere, hiddenWrite, onlyWith, works } from '../../../test/actions/fake-provider.js';
import { useProviderWorld } from '../../../test/actions/provider-world.js';

const bugs: Array<Record<string, unknown>> = [
  { method: 'POST' },
  { method: 'DELETE' },
  { headers: { 'X-HTTP-Method-Override': 'POST' } },
];
const hidden = bugs.map((request, index) => ({ ...hiddenWrite(request), id: `fake.hidden.${index}` }));
const leaving = { ...hiddenWrite({ url: 'https://evil.example.com/' }), id: 'fake.leaving' };
const world = useProviderWorld([...hidden, leaving, elsewhere(() => 'https://evil.example.com/')], {
  sendDeadlineMs: 1_000,
});
const create = (input: object = {}, more: object = {}, headers: Record<string, string> = {}) =>
  world().preview('fake.note.create', { text: 'Hello', ...input }, more, headers);

describe('a preview through a connection', () => {
  it('looks up what it needs, with the token, and sends nothing else', async () => {
    const { status, body } = await create();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      connectionId: world().connectionId,
      undoOf: null,
      summary: 'Note for ada@example.com',
      request: { method: 'POST', url: `${world().provider.url}/folders/f1/notes`, addedAtSend: ['authorization'] },
      input: { text: 'Hello', folder: 'inbox' },
    });
    expect(world().arrived()).toEqual(['GET /folders?name=inbox']);
    const read = await world().world.call('previews.get', {
      key: world().world.keys.viewer,
      path: { previewId: body.id },
    });
    expect(read.body).toEqual(body);
  });

  it("takes the workspace's only connection when none is named", async () => {
    const { body } = await create({}, { connectionId: undefined });
    expect(body.connectionId).toBe(world().connectionId);
  });

  it('is dated by the database, and tells nobody the token', async () => {
    const { body, text } = await create();
    const { rows } = await world().world.db.raw('select now() as now');
    const { at } = JSON.parse(body.request.body!);
    expect(Math.abs(Date.parse(at) - rows[0].now.getTime())).toBeLessThan(5_000);
    const row = await world().world.db('previews').where({ id: body.id }).first();
    expect(text + JSON.stringify(row)).not.toContain('fake-token');
    expect(row.account_id).toBe('ada');
  });

  it('asks what a name means that means several things', async () => {
    const { status, body } = await create({ folder: 'plans' });
    expect([status, body.code]).toEqual([422, 'invalid_input']);
    expect(body.errors).toEqual([
      {
        pointer: '/input/folder',
        code: 'ambiguous_name',
        detail: 'Several folders have this name.',
        choices: [
          { value: 'f2', label: '/team/plans' },
          { value: 'f3', label: '/home/plans' },
        ],
      },
    ]);
  });

  it('says where it finds nothing of a name', async () => {
    const { status, body } = await create({ folder: 'nowhere' });
    expect([status, body.errors?.[0]?.pointer, body.errors?.[0]?.code]).toEqual([422, '/input/folder', 'not_found']);
  });

  it.each(hidden.map(({ id }, index) => [JSON.stringify(bugs[index]), id]))(
    'never sends %s, whatever an adapter asks for',
    async (_, id) => {
      const { status, body } = await world().preview(id, { noteId: 'n1' });
      expect([status, body.code, world().arrived()]).toEqual([500, 'internal', []]);
    },
  );

  it('takes no token elsewhere', async () => {
    const { status, body } = await world().preview('fake.leaving', { noteId: 'n1' });
    expect([status, body.code]).toEqual([502, 'origin_refused']);
  });

  it('is refused for an action that needs none', async () => {
    const input = { url: world().provider.url };
    const { status, body } = await world().preview('webhook.send', input);
    expect([status, body.errors]).toEqual([
      422,
      [{ pointer: '/connectionId', code: 'no_connection', detail: expect.any(String) }],
    ]);
  });

  it('warns when the provider wants no more requests for now', async () => {
    const until = new Date(Date.now() + 60_000);
    await world().change({ throttled_until: until });
    const { status, body } = await world().preview('fake.note.delete', { noteId: 'n1' });
    await world().change({ throttled_until: null });
    expect([status, body.warnings]).toEqual([
      201,
      [{ code: 'throttled', detail: expect.stringContaining(`throttled until ${until.toISOString()}`) }],
    ]);
  });

  it('answers the kept reply although the connection is gone by now', async () => {
    const connectionId = await world().connect();
    const send = () => create({}, { connectionId }, { 'idempotency-key': 'kept' });
    const first = await send();
    await world().world.db('connections').where({ id: connectionId }).delete();
    world().arrived();
    const second = await send();
    expect([second.status, second.text, world().arrived()]).toEqual([201, first.text, []]);
  });
});

describe('a provider that, at a preview,', () => {
  it('does not know the token any more gets a newer one, once', async () => {
    const { connections, provider } = world();
    const before = connections.refreshed;
    provider.behave(onlyWith(() => `fake-token-${before + 100}`));
    connections.version = before + 99;
    const { status } = await create();
    expect([status, connections.refreshed - before, world().arrived().length]).toEqual([201, 1, 2]);
  });

  it.each<[string, Parameters<typeof inTurn>[0], number, string, number?]>([
    ['rejects every token', answer(401), 409, 'provider_auth', 401],
    ['forbids it', answer(403), 409, 'provider_permission', 403],
    ['knows nothing of it', answer(404), 422, 'provider_not_found', 404],
    ['finds it wrong', answer(400), 422, 'provider_invalid', 400],
    ['fails', answer(500), 502, 'provider_unavailable', 500],
    ['is behind a gateway that lost it', answer(503), 502, 'provider_unavailable', 503],
    ['drops the connection', reset, 502, 'provider_unavailable'],
    ['hangs', hang, 504, 'provider_timeout'],
  ])('%s', async (_, behaviour, status, code, answered) => {
    world().provider.behave(behaviour);
    const { status: heard, body } = await create();
    expect([heard, body.code, body.providerStatus]).toEqual([status, code, answered]);
  });

  it('has a moment of weakness is asked again', async () => {
    world().provider.behave(inTurn(answer(503), reset, works));
    expect((await create()).status).toBe(201);
    expect(world().arrived()).toHaveLength(3);
  });

  it('wants fewer requests: the caller hears for how long, and so does every other caller', async () => {
    const connectionId = await world().connect({ accountId: 'limited' });
    world().provider.behave(answer(429, '', { 'retry-after': '60' }));
    const first = await create({}, { connectionId });
    expect([first.status, first.body.code, first.headers.get('retry-after')]).toEqual([429, 'rate_limited', '60']);
    world().provider.behave(works);
    world().arrived();
    const second = await create({}, { connectionId });
    expect([second.status, second.body.code, world().arrived()]).toEqual([429, 'rate_limited', []]);
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(50);
    expect((await create()).status).toBe(201); // by the other connection
  });

  it('cannot be asked without a token', async () => {
    world().connections.none = {
      kind: 'none',
      code: 'connection_expired',
      detail: 'Its owner must authorize it again.',
      retryable: false,
    };
    const { status, body } = await create();
    expect([status, body.code, world().arrived()]).toEqual([409, 'connection_expired', []]);
  });
});
