// Postgres has no room left: requests answer 503, what was acknowledged stays, and work goes on when there is room again.
import { describe, expect, it, onTestFinished } from 'vitest';
import { useWorld } from '../world.js';
import { SEED } from './chance.js';
import { openChaos } from './chaos-world.js';
import { eventually } from './eventually.js';
import { openKillablePostgres } from './killable-postgres.js';
import { report } from './report.js';
import { mountSmallDisk } from './small-disk.js';
import { storm } from './storm.js';
import { judge } from './verdict.js';

describe('a table that cannot grow', () => {
  const world = useWorld();

  /** Postgres' own error for every write that `when` names; resolves with what ends it. */
  async function fill(table: string, when: 'insert' | 'update'): Promise<() => Promise<void>> {
    const { db } = world();
    await db.raw(`
      create or replace function no_room() returns trigger language plpgsql as
        $$ begin raise exception 'No space left on device' using errcode = 'disk_full'; end $$;
      create trigger no_room before ${when} on ${table} for each statement execute function no_room()`);
    return async () => void (await db.raw(`drop trigger no_room on ${table}`));
  }
  const preview = (headers: Record<string, string> = {}) =>
    world().call('actions.preview', {
      key: world().keys.developer,
      body: { action: 'webhook.send', input: { url: world().receiver.url } },
      headers,
    });
  const execute = ({ id: previewId, digest }: { id: string; digest: string }, headers: Record<string, string>) =>
    world().call('actions.execute', { key: world().keys.developer, body: { previewId, digest }, headers });

  it.each(['previews', 'audit_events', 'idempotency_keys'])(
    '%s: nothing is previewed, and the key stays free',
    async (table) => {
      const headers = { 'idempotency-key': `preview-${table}` };
      const before = await world().db('previews').count();
      const makeRoom = await fill(table, 'insert');
      const refused = await preview(headers);
      await makeRoom();
      expect([refused.status, refused.body.code]).toEqual([503, 'database_unavailable']);
      expect(await world().db('previews').count()).toEqual(before);
      expect((await preview(headers)).status).toBe(201);
    },
  );

  it.each(['executions', 'audit_events', 'idempotency_keys'])(
    '%s: nothing is sent, and the plan stays ready',
    async (table) => {
      const { body: plan } = await preview();
      const headers = { 'idempotency-key': `execute-${table}` };
      const already = world().receiver.received.length;
      const makeRoom = await fill(table, 'insert');
      const refused = await execute(plan, headers);
      await makeRoom();
      expect([refused.status, refused.body.code]).toEqual([503, 'database_unavailable']);
      expect(world().receiver.received).toHaveLength(already);
      expect((await execute(plan, headers)).body).toMatchObject({ status: 'succeeded' });
    },
  );

  it('executions: what was sent is settled as soon as there is room', async () => {
    const { body: plan } = await preview();
    const already = world().receiver.received.length;
    const makeRoom = await fill('executions', 'update');
    const executing = execute(plan, { 'idempotency-key': 'settle' });
    await world().receiver.arrived(already + 1);
    await makeRoom();
    const { status, body, text } = await executing;
    expect([status, body.status]).toEqual([200, 'succeeded']);
    expect((await execute(plan, { 'idempotency-key': 'settle' })).text).toBe(text);
    expect(world().receiver.received).toHaveLength(already + 1);
  });
});

it('a whole disk that is full under load loses nothing', async ({ skip }) => {
  const disk = await mountSmallDisk(128);
  if (!disk) return skip('this account may not mount a small disk');
  const { place, fill, free, remove } = disk;
  const postgres = await openKillablePostgres(place, { min_wal_size: '32MB', max_wal_size: '32MB' });
  const world = await openChaos({ seed: SEED, databaseUrl: postgres.url });
  onTestFinished(async () => {
    await world.stop();
    await postgres.stop();
    await remove();
  });
  const unavailable = () => world.client.answers.get('503 database_unavailable') ?? 0;
  const plans = await storm(world, {
    executions: 80,
    blows: [
      async () => {
        await fill();
        await eventually('requests answer 503', async () => unavailable() >= 20);
        await free();
        if (!postgres.isRunning()) await postgres.reopen(); // without room for its log it gives up
      },
    ],
  });
  const verdict = await judge(world, plans);
  report('disk full', world, verdict);
  expect(verdict.problems).toEqual([]);
}, 90_000);
