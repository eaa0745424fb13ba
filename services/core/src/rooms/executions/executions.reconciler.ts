import type { Db } from '../../platform/db/index.js';
import type { Logger } from '../../platform/log.js';
import { systemActor } from '../audit/index.js';
import { listAbandoned, settleExecution } from './executions.repository.js';

const BATCH = 100;

/** Settles what a crash left running. It never sends: whether the request left is unknown, and it says so. */
export async function reconcile(db: Db, log: Logger): Promise<number> {
  const abandoned = await listAbandoned(db, BATCH);
  for (const { id, workspace_id } of abandoned) {
    const detail =
      'Relay stopped while this was running; nobody can tell from here whether the request was sent. Look at the receiver before you send it again.';
    const error = { code: 'interrupted', detail, retryable: false };
    const settled = await settleExecution(db, systemActor(workspace_id), id, { status: 'outcome_unknown', error }, 1);
    if (settled)
      log.warn({ executionId: id, workspaceId: workspace_id }, 'settled an interrupted execution as unknown');
  }
  return abandoned.length;
}
