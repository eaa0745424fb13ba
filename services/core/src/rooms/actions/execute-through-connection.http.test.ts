import { answer, inTurn, reset } from '@relay/testing';
import { describe, expect, it, vi } from 'vitest';
import { badCompensation, badReader, elsewhere, onlyWith, works } from '../../../test/actions/fake-provider.js';
import { useProviderWorld } from '../../../test/actions/provider-world.js';

let evilUrl = '';
const world = useProviderWorld([elsewhere(() => evilUrl), badReader, badCompensation], { sendDeadlineMs: 5_000 });
const create = async (more: object = {}) => (await world().preview('fake.note.create', { text: 'Hello' }, more)).body;
const statusOf = async (previewId: string) => {
  const { call, keys } = world().world;
  return (await call('previews.get', { key: keys.viewer, path: { previewId } })).body.status;
};
/** A provider that knows only a token that nobody has: with the next refresh, they do. */
const knowsOnlyTheNextToken = () => {
  const next = `fake-token-${world().connections.version + 1}`;
  world().provider.behave(onlyWith(() => next));
};

describe('a confirm through a connection', () => {
  it('sends what was previewed, and the token', async () => {
    const preview = await create();
    world().arrived();
    const { status, body } = await world().confirm(preview);
    expect([status, world().arrived()]).toEqual([200, ['POST /folders/f1/notes']]);
    expect(body).toMatchObject({
      status: 'succeeded',
      connectionId: world().connectionId,
      output: { noteId: 'n1' },
      attempts: 1,
    });
    const sent = world().provider.received.at(-1)!;
    expect(sent.body).toBe(preview.request.body);
    const { host: _, connection: _connection, 'content-length': _length, authorization, ...headers } = sent.headers;
    expect([headers, authorization]).toEqual([preview.request.headers, `Bearer ${world().connections.token}`]);
    const { call, keys } = world().world;
    const read = await call('executions.get', { key: keys.viewer, path: { executionId: body.id } });
    expect(read.body).toEqual(body);
  });

  it('is told by the audit log with its connection', async () => {
    const preview = await create();
    const { body } = await world().confirm(preview);
    const rows = await world().world.db('audit_events').whereIn('subject_id', [preview.id, body.id]).orderBy('id');
    expect(rows.map(({ type, data }) => [type, data.connectionId])).toEqual([
      ['preview.created', world().connectionId],
      ['execution.started', world().connectionId],
      ['execution.succeeded', world().connectionId],
    ]);
  });

  it.each([
    ['is expired', { status: 'expired' }, 'connection_not_active'],
    [
      'was disconnected',
      { status: 'revoked', account_id: null, sealed_tokens: null, sealed_key: null, client_id: null },
      'connection_not_active',
    ],
    ['waits for its owner', { status: 'pending' }, 'connection_not_active'],
    ['leads to another account', { account_id: 'bob' }, 'connection_changed'],
  ])('is refused when the connection %s by then, and the preview stays ready', async (_, change, code) => {
    const connectionId = await world().connect();
    const preview = await create({ connectionId });
    await world().change(change, connectionId);
    world().arrived();
    const reply = await world().confirm(preview);
    expect([reply.status, reply.body.code, world().arrived()]).toEqual([409, code, []]);
    expect(await statusOf(preview.id)).toBe('ready');
  });

  it('is refused when the connection is gone, and goes on when it is active again', async () => {
    const connectionId = await world().connect();
    const preview = await create({ connectionId });
    await world().change({ status: 'expired' }, connectionId);
    expect((await world().confirm(preview)).status).toBe(409);
    await world().change({ status: 'degraded' }, connectionId);
    expect((await world().confirm(preview)).body.status).toBe('succeeded');
    const other = await world().connect();
    const orphan = await create({ connectionId: other });
    await world().world.db('connections').where({ id: other }).delete();
    expect((await world().confirm(orphan)).body.code).toBe('connection_not_active');
  });

  it('does not use up an idempotency key when it is refused', async () => {
    const connectionId = await world().connect();
    const { id: previewId, digest } = await create({ connectionId });
    const { call, keys } = world().world;
    const send = () =>
      call('actions.execute', {
        key: keys.developer,
        headers: { 'idempotency-key': 'refused' },
        body: { previewId, digest },
      });
    await world().change({ status: 'expired' }, connectionId);
    expect((await send()).status).toBe(409);
    await world().change({ status: 'active' }, connectionId);
    expect((await send()).body.status).toBe('succeeded');
  });

  it('is not sent through the connection of another account that was written into the plan', async () => {
    const preview = await create();
    const other = await world().connect({ accountId: 'eve' });
    const { db } = world().world;
    await db('previews').where({ id: preview.id }).update({ connection_id: other, account_id: 'eve' });
    world().arrived();
    const { body } = await world().confirm(preview);
    expect([body.status, body.error?.code, world().arrived()]).toEqual(['failed', 'plan_unreadable', []]);
  });

  it('takes no token to a host that is not the provider', async () => {
    evilUrl = `${world().world.receiver.url}/steal`;
    const already = world().world.receiver.received.length;
    const asked = world().connections.asked;
    const { body } = await world().run('fake.elsewhere', { noteId: 'n1' });
    expect([body.status, body.error?.code, body.attempts]).toEqual(['failed', 'origin_refused', 0]);
    expect([world().world.receiver.received.length - already, world().connections.asked - asked]).toEqual([0, 0]);
  });
});

describe('a bug of an adapter', () => {
  it('that cannot read the answer leaves the outcome to a look, and settles it', async () => {
    const { body } = await world().run('fake.bad.reader', {});
    expect([body.status, body.attempts]).toEqual(['succeeded', 1]);
    expect(world().arrived()).toEqual([`PUT /notes/${body.previewId}`, `GET /notes/${body.previewId}`]);
    expect(world().world.logged.join('\n')).toContain('an answer could not be read');
  });

  it('that cannot tell how to undo it makes it no less a success', async () => {
    const { body } = await world().run('fake.bad.compensation', {});
    expect([body.status, body.undoable]).toEqual(['succeeded', false]);
  });
});

describe('a token', () => {
  it.each(['fake.note.create', 'fake.note.put', 'fake.note.delete'])(
    'that %s finds rejected is replaced by a newer one, for a 401 says that nothing happened',
    async (action) => {
      const input =
        action === 'fake.note.create' ? { text: 'x' } : action === 'fake.note.delete' ? { noteId: 'n' } : {};
      const { body: preview } = await world().preview(action, input);
      knowsOnlyTheNextToken();
      const { refreshed } = world().connections;
      const { body } = await world().confirm(preview);
      expect([body.status, body.attempts, world().connections.refreshed - refreshed]).toEqual(['succeeded', 2, 1]);
    },
  );

  it('that is rejected twice is told, and not asked for again', async () => {
    const preview = await create();
    world().provider.behave(answer(401));
    const { refreshed } = world().connections;
    const { body } = await world().confirm(preview);
    expect(body).toMatchObject({
      status: 'failed',
      attempts: 2,
      error: { code: 'provider_auth', providerStatus: 401 },
    });
    expect(world().connections.refreshed - refreshed).toBe(1);
  });

  it.each(['connection_expired', 'connection_degraded', 'connection_revoked', 'connection_unreadable'] as const)(
    'that there is none of (%s) fails the execution, and nothing is sent',
    async (code) => {
      const preview = await create();
      const retryable = code === 'connection_degraded';
      world().connections.none = { kind: 'none', code, detail: 'There is none.', retryable };
      world().arrived();
      const { body } = await world().confirm(preview);
      expect([body.status, body.attempts, body.error]).toEqual([
        'failed',
        0,
        { code, detail: 'There is none.', retryable },
      ]);
      expect(world().arrived()).toEqual([]);
    },
  );

  it('that a bug of ours keeps back fails the execution, and leaves nobody in doubt', async () => {
    const preview = await create();
    vi.spyOn(world().connections, 'accessToken').mockRejectedValueOnce(new Error('a bug'));
    world().arrived();
    const { status, body, text } = await world().confirm(preview);
    expect([status, body.status, body.attempts, body.error?.code]).toEqual([200, 'failed', 0, 'internal']);
    expect([world().arrived(), text.includes('a bug')]).toEqual([[], false]);
  });

  it('that the provider says back is masked', async () => {
    const preview = await create();
    const { token } = world().connections;
    world().provider.behave(answer(201, `{"id":"ü ${token} and ${token}"}`));
    const { body, text } = await world().confirm(preview);
    expect([body.output, text.includes(token)]).toEqual([{ noteId: 'ü ******** and ********' }, false]);
  });

  it('does not make a lost reply known: the repeat that finds it rejected tells nothing of the first', async () => {
    const { body: preview } = await world().preview('fake.note.delete', { noteId: 'n1' });
    world().provider.behave(inTurn(reset, answer(401)));
    const { body } = await world().confirm(preview);
    expect([body.status, body.attempts]).toEqual(['outcome_unknown', 3]);
  });

  it('goes with a probe, too', async () => {
    const { body: preview } = await world().preview('fake.note.put', {});
    world().provider.behave(
      inTurn(
        reset,
        onlyWith(() => world().connections.token),
      ),
    );
    world().arrived();
    const { body } = await world().confirm(preview);
    expect([body.status, body.output]).toEqual(['succeeded', { noteId: preview.id }]);
    expect(world().arrived()).toEqual([`PUT /notes/${preview.id}`, `GET /notes/${preview.id}`]);
  });

  it('goes with a probe of the reconciler, and without one it says unknown', async () => {
    const crash = async () => {
      world().provider.behave(works);
      const { body } = await world().run('fake.note.put', {});
      const { db } = world().world;
      const running = { status: 'running', finished_at: null, output: null, error: null, undoable: false };
      await db('executions')
        .where({ id: body.id })
        .update({ ...running, lease_expires_at: db.raw("now() - interval '1 second'") });
      return body.id;
    };
    const settled = async (executionId: string) => {
      await world().world.container.reconciler.reconcile();
      const { call, keys } = world().world;
      return (await call('executions.get', { key: keys.viewer, path: { executionId } })).body;
    };
    const found = await crash();
    world().provider.behave(onlyWith(() => world().connections.token));
    expect(await settled(found)).toMatchObject({
      status: 'succeeded',
      undoable: true,
      connectionId: world().connectionId,
    });
    const lost = await crash();
    world().connections.none = { kind: 'none', code: 'connection_expired', detail: 'x', retryable: false };
    expect(await settled(lost)).toMatchObject({ status: 'outcome_unknown', error: { code: 'interrupted' } });
  });
});
