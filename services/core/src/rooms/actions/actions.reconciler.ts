import { clockFrom } from '../../platform/clock.js';
import type { Db } from '../../platform/db/index.js';
import { faultPoint } from '../../platform/fault-points.js';
import type { Logger } from '../../platform/log.js';
import type { Metrics } from '../../platform/metrics.js';
import type { Outcome } from '../../providers/index.js';
import { systemActor } from '../audit/index.js';
import { type AbandonedExecution, listAbandoned, settledExecution, settleExecution } from '../executions/index.js';
import type { Catalog } from './actions.catalog.js';
import { findPlan } from './actions.repository.js';
import type { StoredPlan } from './actions.schema.js';
import { interrupted, type Sender } from './actions.sender.js';
import { isUndoable } from './actions.undo.js';

const BATCH = 100;

/** Settles what a crash left running. It never sends a write: it looks where the action can be looked at, else it says unknown. */
export class Reconciler {
  constructor(
    private readonly deps: {
      db: Db;
      catalog: Catalog;
      sender: Sender;
      log: Logger;
      metrics: Pick<Metrics, 'executions'>;
    },
  ) {}

  /** Returns how many executions it has settled. */
  async reconcile(): Promise<number> {
    const abandoned = await listAbandoned(this.deps.db, BATCH);
    if (abandoned.length > 0) faultPoint('reconcile.after-list');
    const settled = await Promise.all(abandoned.map((execution) => this.settle(execution)));
    return settled.filter(Boolean).length;
  }

  private async settle(execution: AbandonedExecution): Promise<boolean> {
    const { db, catalog, log, metrics } = this.deps;
    const now = clockFrom(execution.foundAt);
    const { id, workspaceId, previewId } = execution;
    const plan = previewId === null ? undefined : await findPlan(db, workspaceId, previewId, catalog.undoable);
    faultPoint('reconcile.before-probe');
    const outcome = plan ? await this.look(workspaceId, plan, now) : interrupted(execution.action);
    faultPoint('reconcile.before-settle');
    // At least once: the crash came after the claim, and whether before or after the send is what nobody knows.
    const undoable = isUndoable(catalog.find(execution.action), plan?.input ?? null, outcome);
    const settled = settledExecution(execution, { outcome, attempts: 1, undoable }, now());
    const isOurs = await settleExecution(db, systemActor(workspaceId), settled);
    faultPoint('reconcile.after-settle');
    if (isOurs) metrics.executions.inc({ action: settled.action, status: settled.status });
    if (isOurs) log.warn({ executionId: id, workspaceId, status: outcome.status }, 'settled an interrupted execution');
    return isOurs;
  }

  /** What a probe finds; unknown when there is nothing to look with, such as an action that this version no longer has. */
  private async look(workspaceId: string, plan: StoredPlan, now: () => Date): Promise<Outcome> {
    const { sender, log } = this.deps;
    try {
      return (await sender.probe(workspaceId, plan, now)) ?? interrupted(plan.action);
    } catch (err) {
      log.error({ err, previewId: plan.previewId }, 'an interrupted execution could not be looked at');
      return interrupted(plan.action);
    }
  }
}
