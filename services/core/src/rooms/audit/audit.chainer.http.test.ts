import { describe, expect, it } from 'vitest';
import { openWorld, useWorld } from '../../../test/world.js';
import { openDatabase } from '../../platform/db/index.js';
import { createLogger } from '../../platform/log.js';
import { Chainer } from './audit.chainer.js';

const world = useWorld();
const pending = async () => Number((await world().db('audit_events').where({ chained: false }).count())[0]!.count);
const verify = async (key: string) => (await world().call('audit.verify', { key })).body;

async function execute() {
  const { call, keys, receiver } = world();
  const body = { action: 'webhook.send', input: { url: receiver.url, payload: { text: '\u2028' } } };
  const { id: previewId, digest } = (await call('actions.preview', { key: keys.developer, body })).body;
  return call('actions.execute', { key: keys.developer, body: { previewId, digest } });
}

describe('the chainer', () => {
  it('numbers every event once, without gaps, while 200 executes run and two processes chain', async () => {
    const { container, databaseUrl, workspace, keys, other, db } = world();
    const elsewhere = openDatabase({ url: databaseUrl, prepared: false });
    const chainers = [
      container.chainer,
      new Chainer({ db: elsewhere, signer: container.signer, log: createLogger('silent') }),
    ];
    let running = true;
    const chained = [0, 0];
    const racing = chainers.map(async (chainer, index) => {
      while (running || (await pending()) > 0) chained[index]! += await chainer.chainOnce();
    });
    const replies = await Promise.all(Array.from({ length: 200 }, execute));
    running = false;
    await Promise.all(racing);
    await elsewhere.destroy();
    expect(new Set(replies.map(({ status, body }) => `${status} ${body.status}`))).toEqual(new Set(['200 succeeded']));
    const events = await db('audit_events')
      .where({ workspace_id: workspace.id })
      .orderBy('sequence')
      .select('sequence');
    expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, index) => index + 1));
    expect(events.length).toBeGreaterThan(600);
    expect(chained.every((count) => count > 0)).toBe(true);
    for (const key of [keys.admin, other.keys.admin])
      expect(await verify(key)).toMatchObject({ valid: true, pending: 0, firstBroken: null });
  }, 60_000);

  it('counts what is not chained yet as pending', async () => {
    await execute();
    const { chainer } = world().container;
    const before = await verify(world().keys.admin);
    expect(before).toMatchObject({ valid: true, pending: 3 });
    await chainer.chainOnce();
    expect(await verify(world().keys.admin)).toMatchObject({ valid: true, pending: 0, checked: before.checked + 3 });
  });

  it('does not wait for a head that another process has locked', async () => {
    const { db, container, other, workspace } = world();
    await execute();
    await world().call('webhooks.secret.get', { key: other.keys.admin });
    await db.transaction(async (transaction) => {
      await transaction('audit_chains').where({ workspace_id: workspace.id }).forUpdate().first();
      expect(await container.chainer.chainOnce()).toBe(1); // the other workspace's event
    });
    expect(await container.chainer.chainOnce()).toBe(3);
  });

  it('goes on with the others when one chain cannot go on', async () => {
    const { db, container, other, workspace, logged } = world();
    await db.raw("alter table audit_events add constraint no_more check (not (chained and subject_id = 'stuck'))");
    const event = {
      workspace_id: workspace.id,
      id: 'evt_0',
      type: 'x',
      actor_id: 'system',
      subject_id: 'stuck',
      data: '{}',
    };
    await db('audit_events').insert(event);
    await world().call('webhooks.secret.get', { key: other.keys.admin });
    expect(await container.chainer.chainOnce()).toBe(1);
    expect(logged.join('')).toContain('audit events could not be chained');
    await db.raw('alter table audit_events drop constraint no_more');
    expect(await container.chainer.chainOnce()).toBe(1);
  });

  it('chains what a request could not hold, but the column can', async () => {
    const { db, container, workspace, keys } = world();
    const data = String.raw`{"nul":"\u0000","half":"\ud800","beyond":1e999,"twice":1,"twice":2}`;
    const event = { workspace_id: workspace.id, id: 'evt_1', type: 'x', actor_id: 'system', subject_id: 'x', data };
    await db('audit_events').insert(event);
    expect(await container.chainer.chainOnce()).toBe(1);
    expect(await verify(keys.admin)).toMatchObject({ valid: true, pending: 0 });
    const { body } = await world().call('audit.list', { key: keys.admin, query: { type: 'x' } });
    expect(body.data[0]!.data).toEqual({ nul: '\u0000', half: '\ufffd', beyond: null, twice: 2 });
  });

  it('chains and signs by itself when it is started, and what is left when it is stopped', async () => {
    const other = await openWorld();
    const { chainer } = other.container;
    chainer.start();
    const read = async () => (await other.call('audit.checkpoints', { key: other.keys.admin })).body.data.length;
    await expect.poll(read, { timeout: 10_000 }).toBe(1);
    await other.call('webhooks.secret.get', { key: other.keys.admin });
    await chainer.stop();
    expect((await other.call('audit.verify', { key: other.keys.admin })).body).toMatchObject({
      valid: true,
      pending: 0,
    });
    await other.stop();
  });
});
