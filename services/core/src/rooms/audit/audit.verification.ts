// Whether a workspace's chain is whole: every event, the head and every signed checkpoint, in constant memory.
import { verify } from 'node:crypto';
import type { AuditCheckpoint, AuditVerification } from '../../generated/types.js';
import type { Sealer } from '../../platform/crypto/index.js';
import type { Db } from '../../platform/db/index.js';
import { listCheckpointsOf } from './audit.checkpoints.repository.js';
import { hashOf, signedPart } from './audit.hash.js';
import { listKeys, openKey, type SigningKey } from './audit.keys.js';
import { readChain } from './audit.reader.js';
import { type ChainEnds, findChainEnds } from './audit.repository.js';
import { type ChainedEvent, toChainedEvent } from './audit.schema.js';

export interface Fault {
  sequence: number;
  reason: string;
}
type Last = Pick<ChainedEvent, 'sequence'> & { hash: string | null };

export async function verifyChain(
  db: Db,
  sealer: Sealer,
  workspaceId: string,
  signal: AbortSignal,
): Promise<AuditVerification> {
  const ends = await findChainEnds(db, workspaceId);
  const keys = await authenticKeys(db, sealer);
  let last: Last = { sequence: 0, hash: null };
  let compared = 0;
  const walk = async (): Promise<Fault | undefined> => {
    for await (const rows of readChain(db, { workspaceId, filter: {}, after: 0, upTo: ends.head.sequence, signal })) {
      const sequences = rows.map(({ sequence }) => Number(sequence));
      const checkpoints = await listCheckpointsOf(db, workspaceId, sequences);
      for (const row of rows) {
        const event = toChainedEvent(row);
        const fault = faultOfEvent(event, last);
        if (fault) return fault;
        last = event;
        for (; checkpoints[0]?.sequence === event.sequence; checkpoints.shift(), compared++) {
          const fault = faultOfCheckpoint(checkpoints[0], event, keys);
          if (fault) return fault;
        }
      }
    }
    const [beyond] =
      ends.lastCheckpoint > last.sequence ? await listCheckpointsOf(db, workspaceId, [ends.lastCheckpoint]) : [];
    return faultOfEnd(last, ends, beyond, keys);
  };
  const fault = await walk();
  return {
    valid: fault === undefined,
    checked: last.sequence,
    pending: ends.pending,
    head: ends.head.hash === null ? null : { sequence: ends.head.sequence, hash: ends.head.hash },
    firstBroken: fault?.sequence ?? null,
    reason: fault?.reason ?? null,
    checkpoints: compared,
  };
}

/** The keys whose private half a master key opens: a forger who has only the database cannot add to them. */
async function authenticKeys(db: Db, sealer: Sealer): Promise<Map<string, SigningKey>> {
  const keys = new Map<string, SigningKey>();
  for (const row of await listKeys(db))
    try {
      keys.set(row.id, openKey(sealer, row));
    } catch {
      // What it signed counts as unproven below, with the sequence number.
    }
  return keys;
}

function faultOfEvent(event: ChainedEvent, last: Last): Fault | undefined {
  const expected = last.sequence + 1;
  if (event.sequence !== expected) return { sequence: expected, reason: `Event ${expected} is missing.` };
  if (event.previousHash !== last.hash) {
    const reason = `Event ${expected} does not continue the event before it: one of the two was replaced or moved.`;
    return { sequence: expected, reason };
  }
  if (hashOf(event) !== event.hash) return { sequence: expected, reason: `Event ${expected} was changed.` };
  return undefined;
}

function faultOfCheckpoint(
  checkpoint: AuditCheckpoint,
  event: Last | undefined,
  keys: Map<string, SigningKey>,
): Fault | undefined {
  const { id, sequence, hash, keyId, signature } = checkpoint;
  const key = keys.get(keyId);
  if (!key)
    return { sequence, reason: `Checkpoint ${id} is signed with a key that no master key of this Relay opens.` };
  if (!verify(null, signedPart(checkpoint), key.publicKey, Buffer.from(signature, 'base64')))
    return { sequence, reason: `Checkpoint ${id} is forged: its signature does not match.` };
  if (event && hash !== event.hash)
    return {
      sequence,
      reason: `Checkpoint ${id} signed another event ${sequence}: it or an earlier one was rewritten.`,
    };
  return undefined;
}

function faultOfEnd(
  last: Last,
  { head, lastEvent, lastCheckpoint }: ChainEnds,
  beyond: AuditCheckpoint | undefined,
  keys: Map<string, SigningKey>,
): Fault | undefined {
  const next = last.sequence + 1;
  if (head.sequence > last.sequence)
    return { sequence: next, reason: `The chain is cut off before event ${next}; its head is event ${head.sequence}.` };
  if (head.hash !== last.hash)
    return { sequence: last.sequence, reason: `The chain's head has another hash than event ${last.sequence}.` };
  if (lastEvent > head.sequence)
    return { sequence: next, reason: `Event ${lastEvent} stands beyond the chain's head, event ${head.sequence}.` };
  if (lastCheckpoint > head.sequence) {
    const forged = beyond && faultOfCheckpoint(beyond, undefined, keys);
    return (
      forged ?? {
        sequence: next,
        reason: `The chain is cut off before event ${next}; a checkpoint signs event ${lastCheckpoint}.`,
      }
    );
  }
  return undefined;
}
