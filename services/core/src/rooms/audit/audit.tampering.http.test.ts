// Whoever can write to the database can change the log, and is found out: online by audit.verify, offline by `relay audit verify`.
import { execFile } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useWorld } from '../../../test/world.js';
import { newId } from '../../platform/ids.js';
import { hashOf, signedPart } from './audit.hash.js';
import { keyIdOf, toPem } from './audit.keys.js';
import { listChainedRows } from './audit.repository.js';
import { toChainedEvent } from './audit.schema.js';

// By its path: as a dependency it would turn in a circle, since it uses the client, and the client is made of this.
const CLI = fileURLToPath(new URL('../../../../../packages/cli/dist/main.js', import.meta.url));
/** In the order of their references. */
const TABLES = ['audit_keys', 'audit_chains', 'audit_events_pending', 'audit_events_chained', 'audit_checkpoints'];
/** The chain has so many events, and two checkpoints, of which one signs this event and the other the last one. */
const LAST = 16;
const SIGNED = 9;

const world = useWorld();
const sql = (statement: string, bindings: Record<string, unknown> = {}) =>
  world().db.raw(statement, { workspace: world().workspace.id, ...bindings } as never);
const verifyOnline = async () => (await world().call('audit.verify', { key: world().keys.admin })).body;

let directory: string;
/** What audit.checkpoints answered before anything was tampered with. */
let kept: string;

async function verifyOffline(...args: string[]) {
  const url = `${world().baseUrl}/api/audit/export`;
  const reply = await fetch(url, { headers: { authorization: `Bearer ${world().keys.admin}` } });
  const file = join(directory, 'export.ndjson');
  await writeFile(file, await reply.text());
  return new Promise<{ valid: boolean; firstBroken: number | null; events: number; proven: number }>((resolve) =>
    execFile(process.execPath, [CLI, 'audit', 'verify', '--json', file, ...args], (_, output) =>
      resolve(JSON.parse(output)),
    ),
  );
}

/** Signs the head as it stands, as the timer does once in a while. */
async function signHeads() {
  await sql('update audit_chains set checkpoint_at = null');
  await world().container.signer.signDue();
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'relay-audit-'));
  const { db, call, keys, container } = world();
  await container.chainer.chainOnce();
  await signHeads();
  const body = { action: 'webhook.send', input: { url: 'https://example.com/' } };
  for (let added = SIGNED; added < LAST; added++) await call('actions.preview', { key: keys.developer, body });
  await container.chainer.chainOnce();
  await signHeads();
  const checkpoints = await call('audit.checkpoints', { key: keys.admin });
  expect(checkpoints.body.data.map(({ sequence }) => sequence)).toEqual([LAST, SIGNED]);
  kept = join(directory, 'checkpoints.json');
  await writeFile(kept, checkpoints.text);
  for (const table of TABLES) await db.raw(`create table kept_${table} as table ${table}`);
});
afterEach(async () => {
  for (const table of TABLES.toReversed()) await sql(`delete from ${table}`);
  for (const table of TABLES) await sql(`insert into ${table} table kept_${table}`);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const EVENT = 'workspace_id = :workspace and sequence';
/** Makes every hash anew from this event on, and the head with them, as somebody does who knows how. */
async function rehash(from: number) {
  const { db, workspace } = world();
  const rows = await listChainedRows(db, workspace.id, {}, { after: from - 1, upTo: 1_000, limit: 1_000 });
  const events = rows.map(toChainedEvent);
  let { previousHash } = events[0]!;
  for (const event of events) {
    const hash = hashOf({ ...event, previousHash });
    await sql(
      `update audit_events set previous_hash = decode(:previousHash, 'hex'), hash = decode(:hash, 'hex') where ${EVENT} = :sequence`,
      { previousHash, hash, sequence: event.sequence },
    );
    await sql(`update audit_chains set hash = decode(:hash, 'hex') where workspace_id = :workspace`, { hash });
    previousHash = hash;
  }
}

/** Signs the head with a key of one's own, and puts that key beside Relay's. */
async function signAsForger() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const keyId = keyIdOf(publicKey);
  const { rows } = await sql(
    `select sequence, encode(hash, 'hex') as hash from audit_chains where workspace_id = :workspace`,
  );
  const head = {
    workspaceId: world().workspace.id,
    sequence: Number(rows[0].sequence),
    hash: rows[0].hash,
    createdAt: new Date().toISOString(),
    keyId,
  };
  await sql(
    `insert into audit_keys (id, public_key, sealed_private_key, current)
     select :keyId, :pem, sealed_private_key, null from audit_keys limit 1`,
    { keyId, pem: toPem(publicKey) },
  );
  await sql('delete from audit_checkpoints where workspace_id = :workspace');
  await world()
    .db('audit_checkpoints')
    .insert({
      workspace_id: head.workspaceId,
      id: newId('acp'),
      sequence: head.sequence,
      hash: Buffer.from(head.hash, 'hex'),
      key_id: keyId,
      created_at: head.createdAt,
      signature: sign(null, signedPart(head), privateKey),
    });
}

const insertEvent = (sequence: number) =>
  sql(
    `insert into audit_events (workspace_id, id, type, actor_id, subject_id, data, chained, sequence, previous_hash, hash)
     select workspace_id, 'evt_forged', type, actor_id, subject_id, data, true, :sequence, previous_hash, hash
     from audit_events where ${EVENT} = 2`,
    { sequence },
  );

it('an untouched log is valid, online and offline', async () => {
  expect(await verifyOnline()).toMatchObject({
    valid: true,
    checked: LAST,
    pending: 0,
    head: { sequence: LAST, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    firstBroken: null,
    reason: null,
    checkpoints: 2,
  });
  const events = LAST + 1; // and the export itself
  expect(await verifyOffline('--public-key', kept)).toMatchObject({ valid: true, events, proven: events });
});

describe('finds', () => {
  it.each<[string, () => Promise<unknown>, number, number]>([
    ['changed data', () => sql(`update audit_events set data = '{"name":"x"}' where ${EVENT} = 4`), 4, 4],
    ['a changed actor', () => sql(`update audit_events set actor_id = 'key_x' where ${EVENT} = 14`), 14, 14],
    ['a changed subject', () => sql(`update audit_events set subject_id = 'x' where ${EVENT} = 1`), 1, 1],
    ['a changed type', () => sql(`update audit_events set type = 'api_key.revoked' where ${EVENT} = 3`), 3, 3],
    ['a changed request', () => sql(`update audit_events set request_id = 'x' where ${EVENT} = 15`), 15, 15],
    [
      'a changed time',
      () => sql(`update audit_events set created_at = created_at - interval '1 day' where ${EVENT} = 7`),
      7,
      7,
    ],
    ['a changed hash', () => sql(`update audit_events set hash = sha256('x') where ${EVENT} = 11`), 11, 11],
    [
      'a changed previous hash',
      () => sql(`update audit_events set previous_hash = sha256('x') where ${EVENT} = 11`),
      11,
      11,
    ],
    ['a removed event', () => sql(`delete from audit_events where ${EVENT} = 6`), 6, 6],
    ['the first event removed', () => sql(`delete from audit_events where ${EVENT} = 1`), 1, 1],
    ['all events removed', () => sql('delete from audit_events where workspace_id = :workspace'), 1, 1],
    [
      'an event removed and the others moved up',
      async () => {
        await sql(`delete from audit_events where ${EVENT} = 6`);
        for (let sequence = 7; sequence <= LAST; sequence++)
          await sql(`update audit_events set sequence = :sequence - 1 where ${EVENT} = :sequence`, { sequence });
        await sql('update audit_chains set sequence = sequence - 1 where workspace_id = :workspace');
      },
      6,
      6,
    ],
    [
      'two swapped events',
      async () => {
        await sql(`update audit_events set sequence = 99 where ${EVENT} = 6`);
        await sql(`update audit_events set sequence = 6 where ${EVENT} = 7`);
        await sql(`update audit_events set sequence = 7 where ${EVENT} = 99`);
      },
      6,
      6,
    ],
    ['the tail cut off', () => sql(`delete from audit_events where ${EVENT} > 13`), 14, 14],
    [
      'the tail cut off and the head set back, while its checkpoint is there',
      async () => {
        await sql(`delete from audit_events where ${EVENT} > 13`);
        await sql(`update audit_chains set sequence = 13, hash = e.hash from audit_events e
          where e.workspace_id = :workspace and e.sequence = 13 and audit_chains.workspace_id = :workspace`);
      },
      14,
      15, // the export itself has become event 14
    ],
    [
      'an event put in between the others',
      async () => {
        for (let sequence = LAST; sequence >= 6; sequence--)
          await sql(`update audit_events set sequence = :sequence + 1 where ${EVENT} = :sequence`, { sequence });
        await insertEvent(6);
        await sql('update audit_chains set sequence = sequence + 1 where workspace_id = :workspace');
      },
      6,
      6,
    ],
    ['the head removed', () => sql('delete from audit_chains where workspace_id = :workspace'), 1, 1],
    [
      'another hash at the head',
      () => sql(`update audit_chains set hash = sha256('x') where workspace_id = :workspace`),
      LAST,
      LAST + 1,
    ],
    [
      'rewritten history, with every hash made anew',
      async () => {
        await sql(`update audit_events set actor_id = 'key_x' where ${EVENT} = 11`);
        await rehash(11);
      },
      LAST,
      LAST,
    ],
    [
      'rewritten history, signed with a key of the forger',
      async () => {
        await sql(`update audit_events set actor_id = 'key_x' where ${EVENT} = 11`);
        await rehash(11);
        await signAsForger();
      },
      LAST,
      LAST,
    ],
    [
      'a forged checkpoint',
      () => sql(`update audit_checkpoints set signature = sha512('x') where ${EVENT} = ${SIGNED}`),
      SIGNED,
      SIGNED,
    ],
    [
      "a checkpoint's changed hash",
      () => sql(`update audit_checkpoints set hash = sha256('x') where ${EVENT} = ${SIGNED}`),
      SIGNED,
      SIGNED,
    ],
    [
      'a checkpoint moved to another event',
      () => sql(`update audit_checkpoints set sequence = 8 where ${EVENT} = ${SIGNED}`),
      8,
      8,
    ],
  ])('%s', async (_, tamper, online, offline) => {
    await tamper();
    const { valid, firstBroken, reason } = await verifyOnline();
    expect([valid, firstBroken, reason]).toEqual([false, online, expect.stringMatching(/\.$/)]);
    expect(await verifyOffline('--public-key', kept)).toMatchObject({ valid: false, firstBroken: offline });
  });

  it('an event put in beyond the head, which then stops the chain instead of joining it', async () => {
    await insertEvent(LAST + 1);
    expect(await verifyOnline()).toMatchObject({ valid: false, firstBroken: LAST + 1 });
    expect(await verifyOffline()).toMatchObject({ valid: true, events: LAST });
    expect(world().logged.some((line) => line.includes('audit events could not be chained'))).toBe(true);
  });

  it('offline, by a kept checkpoint, a tail that was cut off with all that told of it', async () => {
    await sql(`delete from audit_events where ${EVENT} > 13`);
    await sql(`delete from audit_checkpoints where ${EVENT} > 13`);
    await sql(`update audit_chains set sequence = 13, checkpoint_sequence = 9, hash = e.hash from audit_events e
      where e.workspace_id = :workspace and e.sequence = 13 and audit_chains.workspace_id = :workspace`);
    expect(await verifyOnline()).toMatchObject({ valid: true, checked: 13 }); // the database itself cannot know better
    expect(await verifyOffline('--public-key', kept)).toMatchObject({ valid: false, firstBroken: 15 });
  });
});
