import { answer } from '@relay/testing';
import { describe, expect, it } from 'vitest';
import { useProviderWorld } from '../../../test/actions/provider-world.js';
import { retainPreviews } from '../previews/index.js';

const world = useProviderWorld();
const create = async (more: object = {}) => (await world().run('fake.note.create', { text: 'Hello' }, more)).body;
const undo = (executionId: string, headers: Record<string, string> = {}, key = world().world.keys.developer) =>
  world().world.call('executions.undo', { key, path: { executionId }, headers });

describe('an undo', () => {
  it('is a preview of the action that compensates, and nothing is undone before it is confirmed', async () => {
    const execution = await create();
    expect(execution.undoable).toBe(true);
    world().arrived();
    const { status, body } = await undo(execution.id);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'ready',
      action: 'fake.note.delete',
      connectionId: world().connectionId,
      undoOf: execution.id,
      input: { noteId: 'n1' },
    });
    expect(world().arrived()).toEqual([]);
    const done = await world().confirm(body);
    expect([done.body.status, done.body.undoable, world().arrived()]).toEqual([
      'succeeded',
      false,
      ['DELETE /notes/n1'],
    ]);
    const again = await undo(execution.id);
    expect([again.status, again.body.code]).toEqual([409, 'already_undone']);
  });

  it('that failed can be asked for again', async () => {
    const execution = await create();
    const first = await undo(execution.id);
    world().provider.behave(answer(403));
    expect((await world().confirm(first.body)).body.status).toBe('failed');
    expect((await undo(execution.id)).status).toBe(201);
  });

  it('answers the same for the same key', async () => {
    const execution = await create();
    const [first, second] = [
      await undo(execution.id, { 'idempotency-key': 'undo' }),
      await undo(execution.id, { 'idempotency-key': 'undo' }),
    ];
    expect([second.status, second.text, second.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true']);
    const other = await undo((await create()).id, { 'idempotency-key': 'undo' });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('is told by the audit log with what it undoes', async () => {
    const execution = await create();
    const { body } = await undo(execution.id);
    const [event] = await world().world.db('audit_events').where({ subject_id: body.id });
    expect(event.data).toMatchObject({ action: 'fake.note.delete', undoOf: execution.id, input: { noteId: 'n1' } });
  });

  it('is refused where nothing undoes it', async () => {
    const { body } = await world().run('fake.note.delete', { noteId: 'n1' });
    const reply = await undo(body.id);
    expect([body.undoable, reply.status, reply.body.code]).toEqual([false, 409, 'not_undoable']);
    const read = await world().read({});
    expect((await undo(read.body.id)).body.code).toBe('not_undoable');
  });

  it('is refused where the action says that this one cannot be undone', async () => {
    const { body: preview } = await world().preview('fake.note.create', { text: 'x' });
    world().provider.behave(answer(201, '{"id":"kept"}'));
    const { body } = await world().confirm(preview);
    expect([body.status, body.undoable, (await undo(body.id)).body.code]).toEqual(['succeeded', false, 'not_undoable']);
  });

  it('is refused for what did not succeed', async () => {
    const { body: preview } = await world().preview('fake.note.create', { text: 'x' });
    world().provider.behave(answer(400));
    const { body } = await world().confirm(preview);
    expect([body.status, body.undoable, (await undo(body.id)).body.code]).toEqual(['failed', false, 'not_undoable']);
  });

  it('is refused when what it did was removed because of its age', async () => {
    const execution = await create();
    const { db, call, keys } = world().world;
    await db('previews')
      .where({ id: execution.previewId! })
      .update({ created_at: db.raw("now() - interval '31 days'") });
    await retainPreviews(db, { previewDays: 7, bodyDays: 30 });
    const { body } = await call('executions.get', { key: keys.viewer, path: { executionId: execution.id } });
    expect([body.undoable, body.output, (await undo(execution.id)).body.code]).toEqual([false, null, 'not_undoable']);
    expect((await db('previews').where({ id: execution.previewId! }).first()).account_id).toBeNull();
  });

  it('is refused when the connection is not active any more', async () => {
    const connectionId = await world().connect();
    const execution = await create({ connectionId });
    await world().change({ status: 'expired' }, connectionId);
    const reply = await undo(execution.id);
    expect([reply.status, reply.body.code]).toEqual([409, 'connection_not_active']);
  });

  it.each(['exe_01h455vb4pex5vsknk084sn02q', 'nonsense'])('answers 404 for %s', async (executionId) => {
    const { status, body } = await undo(executionId);
    expect([status, body.code]).toEqual([404, 'execution_not_found']);
  });

  it('does not find the execution of another workspace, and is refused for a viewer', async () => {
    const execution = await create();
    const theirs = await undo(execution.id, {}, world().world.other.keys.admin);
    expect([theirs.status, theirs.body.code]).toEqual([404, 'execution_not_found']);
    expect((await undo(execution.id, {}, world().world.keys.viewer)).status).toBe(403);
  });
});
