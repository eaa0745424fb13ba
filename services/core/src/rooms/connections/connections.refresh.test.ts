import { answer, inTurn } from '@relay/testing';
import { describe, expect, it } from 'vitest';
import { parseMasterKeys, Sealer } from '../../platform/crypto/index.js';
import { pauseAfter, refreshAfter } from './connections.refresh.schedule.js';
import { settleRenewed } from './connections.refresh.settle.js';
import { claimRefresh } from './connections.tokens.repository.js';
import { Vault } from './connections.vault.js';
import { CLIENT, refusal, tokenReply, useConnections } from './testing.js';

const world = useConnections();
const RENEWED = { access_token: 'second-access-token', expires_in: 3600 };
const ROTATED = { ...RENEWED, refresh_token: 'second-refresh-token' };
const asked = () => world().server.received.length;
const due = (id: string) => world().db('connections').where({ id }).update({ next_refresh_at: world().db.fn.now() });

/** What a process does that has asked the provider: it has the lease, and the reply in its hands. */
async function claimed(id: string, leaseSeconds = 15) {
  const { db, workspaceId, masterKeys } = world();
  const kept = (await claimRefresh(db, { workspaceId, id, version: 1 }, leaseSeconds))!;
  const vault = new Vault(new Sealer(parseMasterKeys(masterKeys)));
  const reply = {
    accessToken: 'late-access-token',
    refreshToken: 'late-refresh-token',
    clientId: CLIENT.clientId,
    expiresIn: 3600,
  };
  return () => settleRenewed(db, vault, { ...kept, sealed: kept.sealed! }, reply, Math.random);
}

describe('a process that dies between the reply and its keeping', () => {
  it('loses its lease to another one, which renews with the same refresh token', async () => {
    world().server.behave(tokenReply(RENEWED));
    const id = await world().connect({ expiresIn: 0 });
    await claimed(id, 0.3);
    expect(await world().process().token(id)).toMatchObject({ value: 'second-access-token', version: 2 });
    expect(asked()).toBe(1);
  });

  it('is not waited for longer than the request may take', async () => {
    const id = await world().connect({ expiresIn: 0 });
    await claimed(id);
    const { tokens } = world().process();
    const given = await tokens.accessToken(world().workspaceId, id, { endsAt: performance.now() + 50 });
    expect(given).toMatchObject({ code: 'connection_degraded', retryable: true });
    expect(asked()).toBe(0);
  });

  it('costs the connection its access where the provider has taken the old refresh token back, which is said', async () => {
    world().server.behave(refusal('invalid_grant'));
    const id = await world().connect({ expiresIn: 0 });
    await claimed(id, 0);
    expect(await world().process().token(id)).toMatchObject({ code: 'connection_expired' });
  });
});

describe('a process that was frozen with the reply in its hands', () => {
  it('changes nothing when another one has renewed the tokens', async () => {
    world().server.behave(tokenReply(RENEWED));
    const id = await world().connect({ expiresIn: 0 });
    const goOn = await claimed(id, 0);
    await world().process().token(id);
    expect(await goOn()).toBe('late');
    expect(await world().kept(id)).toMatchObject({ accessToken: 'second-access-token' });
  });

  it('saves the connection when another one heard that the old tokens are over', async () => {
    world().server.behave(refusal('invalid_grant'));
    const id = await world().connect({ expiresIn: 0 });
    const goOn = await claimed(id, 0);
    await world().process().token(id);
    expect(await goOn()).toBe('settled');
    expect(await world().row(id)).toMatchObject({ status: 'active', reason: null, version: 2 });
    expect(await world().kept(id)).toMatchObject({ refreshToken: 'late-refresh-token' });
  });
});

it('keeps a reply though the database is away for a moment', async () => {
  const { db, server, connect, process, kept } = world();
  const id = await connect({ expiresIn: 0 });
  // The row cannot be written when the reply comes, and can a moment later.
  server.behave(async (response, received) => {
    await db.raw(`alter table connections add constraint no_more check (version < 2) not valid`);
    tokenReply(ROTATED)(response, received);
    await expect.poll(() => world().logged.some((line) => line.includes('could not be kept yet'))).toBe(true);
    await db.raw('alter table connections drop constraint no_more');
  });
  expect(await process().token(id)).toMatchObject({ value: 'second-access-token' });
  expect([asked(), await kept(id)]).toMatchObject([1, { refreshToken: 'second-refresh-token' }]);
});

it('keeps the reply of a refresh that nobody waits for any more, before its process ends', async () => {
  const { server, connect, process, kept, workspaceId } = world();
  const reached = Promise.withResolvers<() => void>();
  server.behave((response, received) => reached.resolve(() => tokenReply(ROTATED)(response, received)));
  const id = await connect({ expiresIn: 0 });
  const { tokens, refresher } = process();
  const asking = tokens.accessToken(workspaceId, id, { endsAt: performance.now() + 200 });
  const answerNow = await reached.promise;
  expect(await asking).toMatchObject({ code: 'connection_degraded' });
  let isDrained = false;
  const drained = refresher.drained().then(() => {
    isDrained = true;
  });
  await world().row(id); // gives it time
  expect(isDrained).toBe(false);
  answerNow();
  await drained;
  expect(await kept(id)).toMatchObject({ refreshToken: 'second-refresh-token' });
});

describe('the job', () => {
  it('renews what ends soon and leaves the rest', async () => {
    world().server.behave(tokenReply(RENEWED));
    const [soon, later] = [await world().connect(), await world().connect()];
    await due(soon);
    expect(await world().process().refresher.refreshDue('google')).toBe(1);
    expect([(await world().row(soon)).version, (await world().row(later)).version]).toEqual([2, 1]);
  });

  it('of one provider is not kept waiting by another one', async () => {
    const id = await world().connect({ provider: 'microsoft' });
    await due(id);
    expect(await world().process().refresher.refreshDue('google')).toBe(0);
  });

  it('renews each connection once, in however many processes it runs, and few at a time', async () => {
    let [atOnce, most] = [0, 0];
    world().server.behave((response, received) => {
      most = Math.max(most, ++atOnce);
      setTimeout(() => {
        atOnce--;
        tokenReply(RENEWED)(response, received);
      }, 10);
    });
    const ids = await Promise.all(Array.from({ length: 35 }, () => world().connect()));
    await world().db('connections').update({ next_refresh_at: world().db.fn.now() });
    const { refresher } = world().process();
    expect(await refresher.refreshDue('google')).toBe(35);
    expect([asked(), most]).toEqual([35, 10]);
    await world().db('connections').update({ next_refresh_at: world().db.fn.now() });
    const counts = await Promise.all([1, 2, 3].map(() => world().process().refresher.refreshDue('google')));
    expect(counts.reduce((sum, count) => sum + count)).toBe(35);
    expect(asked()).toBe(70);
    for (const id of ids) expect((await world().row(id)).version).toBe(3);
  });

  it('ends with what it has begun when its process is told to stop', async () => {
    world().server.behave(tokenReply(RENEWED));
    await Promise.all(Array.from({ length: 25 }, () => world().connect()));
    await world().db('connections').update({ next_refresh_at: world().db.fn.now() });
    const { refresher } = world().process();
    expect(await refresher.refreshDue('google', () => false)).toBe(10);
    expect(asked()).toBe(10);
  });

  it('tries a provider that is down ever later', async () => {
    world().server.behave(answer(502));
    const id = await world().connect();
    const waits: number[] = [];
    for (let failures = 1; failures <= 8; failures++) {
      await due(id);
      await world().process().refresher.refreshDue('google');
      const { rows } = await world().db.raw(
        'select extract(epoch from next_refresh_at - updated_at)::int as wait from connections',
      );
      waits.push(rows[0].wait);
    }
    expect(waits).toEqual([8, 15, 30, 60, 120, 240, 450, 450]);
    expect(await world().told(id)).toHaveLength(2);
  });

  it('tells when an access is over that could never be renewed', async () => {
    const id = await world().connect({ expiresIn: 1, refreshToken: undefined });
    await due(id);
    await world().process().refresher.refreshDue('google');
    expect(await world().row(id)).toMatchObject({ status: 'expired' });
    expect((await world().row(id)).reason).toContain('cannot be renewed');
    expect(asked()).toBe(0);
  });

  it('goes on with the others when one cannot be opened', async () => {
    world().server.behave(tokenReply(RENEWED));
    const [good, moved] = [await world().connect(), await world().connect()];
    await world().db('connections').where({ id: moved }).update({ version: 9 });
    await world().db('connections').update({ next_refresh_at: world().db.fn.now() });
    expect(await world().process().refresher.refreshDue('google')).toBe(2);
    expect([(await world().row(good)).version, (await world().row(moved)).version]).toEqual([2, 9]);
    expect(await world().row(moved)).toMatchObject({ status: 'active', refresh_lease_expires_at: null });
  });
});

describe('the schedule', () => {
  it.each([
    ['an hour', 3600, [2700, 3000]],
    ['two minutes', 120, [60, 60]],
  ])('renews what lives for %s ahead of its end, not all at the same time', (_, expiresIn, expected) => {
    const at = (random: number) => refreshAfter({ expiresIn, canRefresh: true }, () => random);
    expect([at(1), at(0)]).toEqual(expected);
  });

  it('doubles the pause up to ten minutes, and heeds the provider up to an hour', () => {
    const full = (failures: number, asked?: number) => pauseAfter(failures, asked, () => 0);
    expect([full(1), full(2), full(7), full(1_000), full(1, 60), full(1, 1e9)]).toEqual([10, 20, 600, 600, 60, 3_600]);
  });
});

it('does not ask twice in a row when two answers are lost', async () => {
  world().server.behave(inTurn((response) => response.socket!.resetAndDestroy(), tokenReply(ROTATED)));
  const id = await world().connect({ provider: 'microsoft', expiresIn: 0 });
  const { token, refresher } = world().process();
  expect(await token(id)).toMatchObject({ code: 'connection_degraded' });
  await due(id);
  await refresher.refreshDue('microsoft');
  expect(await token(id)).toMatchObject({ value: 'second-access-token' });
  expect(asked()).toBe(2);
});
