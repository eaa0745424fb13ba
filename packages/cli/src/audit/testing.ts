// Exports as Relay writes them, for tests.
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Checkpoint, Event, Header } from './export.js';
import { hashOf } from './export.js';

export interface TestKey {
  id: string;
  pem: string;
  privateKey: KeyObject;
}

export function makeKey(): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const id = `ed25519-${createHash('sha256').update(der).digest('hex').slice(0, 32)}`;
  return { id, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), privateKey };
}

/** A chain of `count` events, of alternating types. */
export function makeChain(count: number, data: (sequence: number) => object = () => ({})): Event[] {
  const events: Event[] = [];
  for (let sequence = 1; sequence <= count; sequence++) {
    const event = {
      id: `evt_${sequence}`,
      sequence,
      type: sequence % 2 ? 'preview.created' : 'execution.started',
      actorId: 'key_1',
      subjectId: `prv_${sequence}`,
      data: data(sequence),
      requestId: null,
      createdAt: '2026-11-25T12:00:00.000Z',
      previousHash: events.at(-1)?.hash ?? null,
      hash: '',
    };
    events.push({ ...event, hash: hashOf(event) });
  }
  return events;
}

export function makeCheckpoint(key: TestKey, { sequence, hash }: Event, changes: Partial<Checkpoint> = {}): Checkpoint {
  const signed = {
    workspaceId: 'ws_1',
    sequence,
    hash,
    createdAt: '2026-11-25T12:01:00.000Z',
    keyId: key.id,
    ...changes,
  };
  const signature = sign(null, Buffer.from(canonicalize(signed)!), key.privateKey).toString('base64');
  return { id: `acp_${sequence}`, ...signed, signature };
}

export function makeHeader(key: TestKey, changes: Partial<Header> = {}): Header {
  return {
    format: 'relay-audit/1',
    workspaceId: 'ws_1',
    exportedAt: '2026-11-25T12:01:00.000Z',
    complete: true,
    filters: {},
    after: 0,
    upTo: 0,
    publicKeys: [{ id: key.id, publicKey: key.pem }],
    ...changes,
  };
}

/** The lines of an export of these events, with checkpoints behind the ones at `signed`. */
export function makeExport(key: TestKey, events: Event[], signed: number[], changes: Partial<Header> = {}): string[] {
  const header = makeHeader(key, { upTo: events.at(-1)?.sequence ?? 0, ...changes });
  const lines: object[] = [{ header }];
  for (const event of events) {
    lines.push({ event });
    if (signed.includes(event.sequence)) lines.push({ checkpoint: makeCheckpoint(key, event) });
  }
  lines.push({ end: { events: events.length } });
  return lines.map((line) => JSON.stringify(line));
}
