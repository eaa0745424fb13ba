// Secrets are planted wherever one can be, every operation is driven through its successes and its failures with the log at
// `trace`, and then everything that Relay has said or kept is searched for them, in every encoding.
import { operations, type Receiver, startReceiver } from '@relay/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTracing, type Tracing, traceDatabase, traceOutbound } from '../../../src/platform/tracing/index.js';
import { Wire } from '../../conformance/wire.js';
import { useConnectedWorld } from '../../connecting.js';
import {
  COOKIE_SECRET,
  driveBugs,
  driveConnections,
  driveMistakes,
  driveOutcomes,
  driveSuccesses,
  HEADER_SECRET,
  PATH_TOKEN,
  PLANTED,
  URL_TOKEN,
} from './drive.js';
import { driveRefreshes } from './drive-refreshes.js';
import { canariesIn } from './forms.js';
import { plantTokens } from './overhear.js';
import { createRecorder, type Recorder } from './recorder.js';

const MASTER_KEY = vi.hoisted(() => `canary:${Buffer.from('the master key, 32 bytes of them').toString('base64')}`);
vi.mock('../../../src/platform/crypto/index.js', async (original) => ({
  ...(await original<object>()),
  newMasterKey: () => MASTER_KEY,
}));
vi.mock('../../../src/platform/log.js', async (original) => {
  const { createLogger } = await original<typeof import('../../../src/platform/log.js')>();
  return { createLogger: (_level: string, destination: never) => createLogger('trace', destination) };
});

let collector: Receiver;
let tracing: Tracing;
beforeAll(async () => {
  collector = await startReceiver();
  tracing = await startTracing(collector.url, '0.0.0');
});
/** What providers have answered: their tokens are looked for like everything else that is secret. */
const wire = new Wire();
const world = useConnectedWorld({
  outbound: (real) => traceOutbound(wire.tap(real)),
  sendDeadlineMs: 1_000,
});
afterAll(() => collector.stop());

let recorder: Recorder;

function plantWhatIsThere({ plant, world: { keys, badKeys, workspace, other, databaseUrl } }: Recorder) {
  plant('the master key', MASTER_KEY);
  plant("the database's password", decodeURIComponent(new URL(databaseUrl).password));
  for (const [role, key] of Object.entries(keys)) plant(`our ${role}'s key`, key);
  for (const [role, key] of Object.entries(other.keys)) plant(`their ${role}'s key`, key);
  for (const [name, key] of Object.entries(badKeys).filter(([, key]) => key.length > 20)) plant(`the ${name} key`, key);
  plant('our webhook secret', workspace.webhookSecret);
  plant('their webhook secret', other.webhookSecret);
  for (const [name, secret] of Object.entries(PLANTED)) plant(name, secret);
}

/** Every row of every table, as Postgres writes it. */
async function dump(): Promise<string> {
  const { db } = world();
  const { rows } = await db.raw(
    "select table_name as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')",
  );
  const texts = await Promise.all(
    rows.map(async ({ name }: { name: string }) => (await db.raw('select t::text as row from ?? t', [name])).rows),
  );
  return texts
    .flat()
    .map(({ row }) => row)
    .join('\n');
}

const found = (text: string) => canariesIn(text, recorder.canaries.values());

describe('after everything that can be done was done, and went wrong,', () => {
  beforeAll(async () => {
    traceDatabase(world().db);
    recorder = createRecorder(world());
    plantWhatIsThere(recorder);
    const path = { ...(await driveSuccesses(recorder)), ...(await driveConnections(recorder)) };
    await driveRefreshes(recorder);
    plantTokens(recorder, wire);
    await driveOutcomes(recorder);
    await driveMistakes(recorder, path);
    await driveBugs(recorder);
    await recorder.call('webhooks.endpoints.delete', { path });
  }, 120_000);

  it('every operation was called, with success and without', () => {
    const statuses = (id: string) =>
      recorder.replies.filter(({ what }) => what.startsWith(`${id} `)).map(({ what }) => what.at(-3));
    const untried = (first: string) => operations.filter(({ id }) => !statuses(id).includes(first)).map(({ id }) => id);
    expect([untried('2'), untried('4')]).toEqual([[], []]);
    expect(recorder.replies.filter(({ what }) => what.endsWith(' 500')).length).toBeGreaterThan(5);
  });

  it('the receiver got the secrets that were meant for it', () => {
    const sent = world().receiver.received.find(({ path }) => path.startsWith('/hook'))!;
    expect([sent.headers.authorization, sent.headers.cookie, sent.path]).toEqual([
      HEADER_SECRET,
      COOKIE_SECRET,
      `/hook/${PATH_TOKEN}?token=${URL_TOKEN}&page=1`,
    ]);
  });

  it('no reply holds a secret, but in the field that shows it', () => {
    expect(
      recorder.replies.map(({ what, text }) => ({ what, holds: found(text) })).filter(({ holds }) => holds.length > 0),
    ).toEqual([]);
  });

  it('no line of the log holds a secret', () => {
    const { logged } = world();
    expect(logged.length).toBeGreaterThan(100);
    expect(logged.filter((line) => found(line).length > 0).map((line) => [found(line), line.slice(0, 500)])).toEqual(
      [],
    );
  });

  it('no metric holds a secret', async () => {
    expect(found(await world().container.metrics.registry.metrics())).toEqual([]);
  });

  it('no span holds a secret', async () => {
    await tracing.stop();
    const spans = collector.received.map(({ body }) => body).join('\n');
    expect(spans).toContain('actions.execute');
    expect(found(spans)).toEqual([]);
  });

  it('no row of the database holds a secret', async () => {
    const rows = (await dump()).split('\n');
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter((row) => found(row).length > 0).map((row) => [found(row), row.slice(0, 500)])).toEqual([]);
  });
});
