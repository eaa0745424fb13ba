import type { KeyObject } from 'node:crypto';
import { type Checkpoint, type Event, type Header, hashOf, isSignedBy } from './export.js';
import type { Fault } from './verdict.js';

/** What stands before the line that is looked at. */
export interface Before {
  last: Event | undefined;
  /** The sequence number that comes next where nothing is left out. */
  next: number;
  header: Header;
}

export const fault = (sequence: number | null, reason: string): Fault => ({ sequence, reason });

export function faultOfEvent(
  event: Event,
  { last, next, header: { complete, upTo }, kept }: Before & { kept: Checkpoint | undefined },
): Fault | undefined {
  const { sequence, previousHash } = event;
  if (sequence < next) return fault(next, `Event ${sequence} stands where event ${next} belongs.`);
  if (sequence > next && complete) return fault(next, `Event ${next} is missing.`);
  if (sequence > upTo)
    return fault(sequence, `Event ${sequence} stands behind the last one of the export, event ${upTo}.`);
  const isLinked = sequence === next && (last !== undefined || next === 1);
  if (isLinked && previousHash !== (last?.hash ?? null))
    return fault(
      sequence,
      `Event ${sequence} does not continue the event before it: one of the two was replaced or moved.`,
    );
  if (hashOf(event) !== event.hash) return fault(sequence, `Event ${sequence} was changed.`);
  if (kept && kept.hash !== event.hash)
    return fault(sequence, `Event ${sequence} is not the one that checkpoint ${kept.id}, which you kept, signs.`);
  return undefined;
}

export function faultOfCheckpoint(
  checkpoint: Checkpoint,
  { last, next, header, keys }: Before & { keys: Map<string, KeyObject> },
): Fault | undefined {
  const { id, sequence, hash, keyId, workspaceId } = checkpoint;
  const key = keys.get(keyId);
  if (!key) return fault(sequence, `Checkpoint ${id} is signed with ${keyId}, which is not a key that you trust.`);
  if (workspaceId !== header.workspaceId || !isSignedBy(key, checkpoint))
    return fault(sequence, `Checkpoint ${id} is forged: its signature does not match.`);
  if (sequence >= next)
    return header.complete
      ? fault(next, `Event ${next} is missing: checkpoint ${id} signs event ${sequence}.`)
      : undefined;
  if (!last) return undefined;
  if (sequence < last.sequence)
    return fault(sequence, `Checkpoint ${id} does not stand behind event ${sequence}, which it signs.`);
  if (hash !== last.hash)
    return fault(sequence, `Checkpoint ${id} signs another event ${sequence}: it or an earlier one was rewritten.`);
  return undefined;
}
