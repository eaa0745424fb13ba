import type { AuditCheckpoint, AuditPublicKey } from '../../generated/types.js';
import type { Db } from '../../platform/db/index.js';
import { listCheckpointsOf } from './audit.checkpoints.repository.js';
import type { Format } from './audit.formats.js';
import { readChain, type Stretch } from './audit.reader.js';
import { isFiltered } from './audit.repository.js';
import { toChainedEvent } from './audit.schema.js';

export interface Export {
  stretch: Stretch;
  format: Format;
  /** Each stands behind the event that it signs; those that sign none of the export stand at its end. */
  heads: AuditCheckpoint[];
  publicKeys: AuditPublicKey[];
}

/** The text of an export, batch by batch, each read when the client has taken the one before. */
export async function* exportText(db: Db, { stretch, format, heads, publicKeys }: Export): AsyncGenerator<string> {
  const { workspaceId, filter, after, upTo } = stretch;
  let count = 0;
  let lastSequence = after;
  // Sent with the first batch: a database that fails at once can still be answered as a problem.
  let begin = format.begin({
    format: 'relay-audit/1',
    workspaceId,
    exportedAt: new Date().toISOString(),
    complete: !isFiltered(filter),
    filters: filter,
    after,
    upTo,
    publicKeys,
  });
  for await (const rows of readChain(db, stretch)) {
    const sequences = rows.map(({ sequence }) => Number(sequence));
    const checkpoints = format.signed ? await listCheckpointsOf(db, workspaceId, sequences) : [];
    let text = begin;
    for (const row of rows) {
      const event = toChainedEvent(row);
      text += format.event(event);
      while (checkpoints[0]?.sequence === event.sequence) text += format.checkpoint(checkpoints.shift()!);
    }
    yield text;
    begin = '';
    count += rows.length;
    lastSequence = sequences.at(-1)!;
  }
  if (stretch.signal.aborted) return;
  const rest = heads.filter(({ sequence }) => sequence > lastSequence).map(format.checkpoint);
  yield begin + rest.join('') + format.end(count);
}
