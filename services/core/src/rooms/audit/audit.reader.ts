import type { Db } from '../../platform/db/index.js';
import { type AuditFilter, findNextSequence, isFiltered, listChainedRows } from './audit.repository.js';
import type { ChainedEventRow } from './audit.schema.js';

/** An event takes 32 KB at the most (audit.input.ts), so a batch takes 6 MB at the most, and 100 KB as a rule. */
const BATCH = 200;
/** How many events a filter is applied to by one statement. */
const FILTERED_WINDOW = 10_000;

export interface Stretch {
  workspaceId: string;
  filter: AuditFilter;
  /** Sequence numbers: from after the one, up to the other. */
  after: number;
  upTo: number;
  signal: AbortSignal;
}

/**
 * Reads a stretch of the chain in batches, each by a short statement of its own: a transaction that is open for minutes would keep
 * vacuum from its work. Each statement looks at a window of sequence numbers, so that none is slow, whatever the planner thinks of it.
 */
export async function* readChain(db: Db, stretch: Stretch): AsyncGenerator<ChainedEventRow[]> {
  const { workspaceId, filter, upTo, signal } = stretch;
  const window = isFiltered(filter) ? FILTERED_WINDOW : BATCH;
  for (let after = stretch.after; after < upTo && !signal.aborted; ) {
    const end = Math.min(after + window, upTo);
    const rows = await listChainedRows(db, workspaceId, filter, { after, upTo: end, limit: BATCH });
    if (rows.length > 0) yield rows;
    if (rows.length === BATCH) after = Number(rows.at(-1)!.sequence);
    else if (rows.length > 0) after = end;
    else after = await beforeNext(db, workspaceId, end); // nothing matches here, or tampering has left a gap
  }
}

const beforeNext = async (db: Db, workspaceId: string, after: number): Promise<number> =>
  ((await findNextSequence(db, workspaceId, after)) ?? Number.POSITIVE_INFINITY) - 1;
