// What a provider's limits do, and that whoever uses them up delays nobody else.
import { answer, type Behaviour, inTurn } from '@relay/testing';
import { describe, expect, it } from 'vitest';
import { fakeProviderActions, works } from '../../../test/actions/fake-provider.js';
import { useProviderWorld } from '../../../test/actions/provider-world.js';
import { CORES, openWorld } from '../../../test/world.js';

const world = useProviderWorld([], { sendDeadlineMs: 10_000 });
const deleteThrough = (connectionId: string) => world().run('fake.note.delete', { noteId: 'n1' }, { connectionId });
const throttledUntil = async (id: string): Promise<Date | null> =>
  (await world().world.db('connections').where({ id }).first()).throttled_until;

describe('a limit of the provider', () => {
  it('is waited for where it is short', async () => {
    const connectionId = await world().connect();
    world().provider.behave(inTurn(answer(429, '', { 'retry-after': '0' }), works));
    const { body } = await deleteThrough(connectionId);
    expect([body.status, body.attempts]).toEqual(['succeeded', 2]);
  });

  it('that lasts longer is told, kept for all processes, and nothing more is sent until then', async () => {
    const connectionId = await world().connect();
    const { body: preview } = await world().preview('fake.note.delete', { noteId: 'n1' }, { connectionId });
    world().provider.behave(answer(429, '', { 'retry-after': '60' }));
    const first = await deleteThrough(connectionId);
    expect(first.body).toMatchObject({
      status: 'failed',
      attempts: 1,
      error: { code: 'rate_limited', retryAfterMs: 60_000, providerStatus: 429, retryable: true },
    });
    expect((await throttledUntil(connectionId))!.getTime()).toBeGreaterThan(Date.now() + 50_000);
    world().provider.behave(works);
    world().arrived();
    const second = await world().confirm(preview);
    expect(second.body).toMatchObject({
      status: 'failed',
      attempts: 0,
      error: { code: 'rate_limited', retryable: true },
    });
    expect(second.body.error!.retryAfterMs).toBeGreaterThan(50_000);
    expect(world().arrived()).toEqual([]);
  });

  it('is believed for a day, whatever the provider asks for', async () => {
    const connectionId = await world().connect();
    const headers = { date: 'Sun, 01 Nov 2026 12:00:00 GMT', 'retry-after': 'Sun, 01 Nov 2999 12:00:00 GMT' };
    world().provider.behave(answer(429, '', headers));
    expect((await deleteThrough(connectionId)).body).toMatchObject({ status: 'failed', attempts: 1 });
    const hours = ((await throttledUntil(connectionId))!.getTime() - Date.now()) / 3_600_000;
    expect([hours > 23, hours <= 24.1]).toEqual([true, true]);
  });

  it('holds other processes, too: they read it with the plan', async () => {
    const { world: first, provider, connections } = world();
    const connectionId = await world().connect();
    const { body: preview } = await world().preview('fake.note.delete', { noteId: 'n1' }, { connectionId });
    await connections.throttle(first.workspace.id, connectionId, 60_000); // by nobody of this process
    const beside = await openWorld({
      beside: first,
      actions: fakeProviderActions,
      providerUrls: { fake: provider.url },
      connections: () => connections,
    });
    world().arrived();
    const { id: previewId, digest } = preview;
    const { body } = await beside.call('actions.execute', { key: first.keys.developer, body: { previewId, digest } });
    await beside.stop();
    expect(body).toMatchObject({ status: 'failed', attempts: 0, error: { code: 'rate_limited' } });
    expect(world().arrived()).toEqual([]);
  });
});

const slow =
  (held: Array<() => void>): Behaviour =>
  (response, received) =>
    void held.push(() => works(response, received));

describe('a workspace with 500 sends that wait for a slow provider', () => {
  it('has ten of them under way in each process, and does not delay another workspace', async () => {
    const { world: core, provider, connectionId } = world();
    const theirs = await world().connect({ accountId: 'eve' }, core.other.id);
    const held: Array<() => void> = [];
    const plans = await Promise.all(
      Array.from({ length: 500 }, () => world().preview('fake.note.delete', { noteId: 'ours' })),
    );
    const { body: plan } = await core.call('actions.preview', {
      key: core.other.keys.developer,
      body: { action: 'fake.note.delete', input: { noteId: 'theirs' }, connectionId: theirs },
    });
    world().arrived();
    const hold = slow(held);
    provider.behave((response, received) => (received.path.endsWith('ours') ? hold : works)(response, received));
    const already = provider.received.length;
    const ours = Promise.all(plans.map(({ body }) => world().confirm(body)));
    await provider.arrived(already + 10 * CORES);
    const other = await world().confirm(plan, core.other.keys.developer);
    expect([other.body.status, connectionId === theirs]).toEqual(['succeeded', false]);
    expect(world().arrived().sort()).toEqual([...Array(10 * CORES).fill('DELETE /notes/ours'), 'DELETE /notes/theirs']);
    provider.behave(works);
    for (const release of held) release();
    const settled = await ours;
    expect(new Set(settled.map(({ body }) => body.status))).toEqual(new Set(['succeeded']));
  }, 60_000);
});
