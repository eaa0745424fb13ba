import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../../contract/replies.js';
import type {
  ActionsApi,
  ActionsExecuteInput,
  ActionsGetInput,
  ActionsListInput,
  ActionsPreviewInput,
} from '../../generated/api.js';
import type { Action, ActionPage, Execution, Preview } from '../../generated/types.js';
import type { Sealer } from '../../platform/crypto/index.js';
import { type Db, inTransaction } from '../../platform/db/index.js';
import { isId, newId } from '../../platform/ids.js';
import type { Metrics } from '../../platform/metrics.js';
import type { Outbound } from '../../platform/outbound/index.js';
import { readCursor, toPage } from '../../platform/page.js';
import { type Actor, actorOf } from '../audit/index.js';
import { findExecution, settleExecution } from '../executions/index.js';
import {
  digestOf,
  discardPreview,
  findPreview,
  insertPreview,
  previewChanged,
  previewDiscarded,
  previewExpired,
  previewNotFound,
} from '../previews/index.js';
import { type Catalog, invalidInput, toAction } from './actions.catalog.js';
import { type Claim, claimPreview } from './actions.repository.js';
import { placeOf, type Sender, type SendResult } from './actions.sender.js';

/** How long a preview can be confirmed, in seconds. */
const PREVIEW_LIFETIME_SECONDS = 3600;
/** Added to the send's deadline: a lease that ended can only be one whose process is gone. */
const LEASE_MARGIN_SECONDS = 30;

export interface ActionsDeps {
  db: Db;
  catalog: Catalog;
  sender: Sender;
  sealer: Sealer;
  outbound: Outbound;
  metrics: Metrics;
  /** The total deadline of a send, in milliseconds. */
  sendDeadlineMs: number;
}

export class ActionsService implements ActionsApi {
  /** What this process is sending; a drain waits for it, and so do other confirms of the same preview. */
  private readonly inFlight = new Map<string, Promise<Execution>>();

  constructor(private readonly deps: ActionsDeps) {}

  async list({ provider, cursor, limit }: ActionsListInput): Promise<ActionPage> {
    return toPage(this.deps.catalog.list({ provider, after: readCursor(cursor) }), limit);
  }

  async get({ actionId }: ActionsGetInput): Promise<Action> {
    return toAction(this.deps.catalog.get(actionId));
  }

  async preview({ body }: ActionsPreviewInput, context: Context): Promise<Preview> {
    const { db, catalog, outbound, sealer } = this.deps;
    const actor = actorOf(context);
    const { workspaceId } = actor;
    const id = newId('prv');
    const { action, input, plan } = catalog.plan(body.action, body.input, { previewId: id });
    const refusal = outbound.refusal(plan.request.url);
    if (refusal) throw invalidInput([{ pointer: '/input/url', detail: refusal, code: 'url_refused' }]);
    const { request, effectClass, masked } = plan;
    const digested = {
      workspaceId,
      action: action.id,
      actionVersion: action.version,
      effectClass,
      connectionId: null,
      request,
    };
    const preview = {
      id,
      action: action.id,
      actionVersion: action.version,
      effectClass,
      summary: plan.summary,
      input: masked?.input ?? input,
      request: masked?.request ?? request,
      sealed: masked ? sealer.seal(JSON.stringify(request), placeOf(workspaceId, id)) : null,
      warnings: plan.warnings,
      digest: digestOf(digested),
      lifetimeSeconds: PREVIEW_LIFETIME_SECONDS,
    };
    const { replaces } = body;
    if (replaces === undefined) return insertPreview(db, actor, preview);
    return inTransaction(db, async (transaction) => {
      await discardPreview(transaction, actor, replaces, { replacedBy: id });
      return insertPreview(transaction, actor, preview);
    });
  }

  async execute({ body: { previewId, digest } }: ActionsExecuteInput, context: Context): Promise<Execution> {
    const actor = actorOf(context);
    if (!isId('prv', previewId)) throw previewNotFound();
    const leaseSeconds = this.deps.sendDeadlineMs / 1000 + LEASE_MARGIN_SECONDS;
    const claim = await claimPreview(this.deps.db, actor, { previewId, digest, leaseSeconds }); // transaction 1
    if (!claim) return this.otherExecution(actor.workspaceId, previewId, digest);
    const run = this.run(actor, claim).finally(() => this.inFlight.delete(claim.executionId));
    this.inFlight.set(claim.executionId, run);
    return run;
  }

  /** Resolves when everything that this process is sending has settled. */
  async drained(): Promise<void> {
    while (this.inFlight.size > 0) await Promise.allSettled(this.inFlight.values());
  }

  private async run(actor: Actor, claim: Claim): Promise<Execution> {
    const sent = await this.deps.sender.send(actor.workspaceId, claim);
    const execution = await this.settle(actor, claim.executionId, sent); // transaction 2
    this.deps.metrics.executions.inc({ action: execution.action, status: execution.status });
    return execution;
  }

  /** Tries until the lease ends: what was sent must not be forgotten because the database blinked. */
  private async settle(actor: Actor, id: string, { outcome, attempts }: SendResult): Promise<Execution> {
    const { db } = this.deps;
    for (let waitMs = 50, left = LEASE_MARGIN_SECONDS * 1000; ; left -= waitMs, waitMs = Math.min(waitMs * 2, 2_000))
      try {
        const settled = await settleExecution(db, actor, id, outcome, attempts);
        return settled ?? (await findExecution(db, actor.workspaceId, id))!;
      } catch (error) {
        if (left <= 0) throw error; // the reconciler settles it
        await pause(waitMs);
      }
  }

  /** Nothing could be claimed: says why, or gives the execution that somebody's confirm has started. */
  private async otherExecution(workspaceId: string, previewId: string, digest: string): Promise<Execution> {
    const preview = await findPreview(this.deps.db, workspaceId, previewId);
    if (!preview) throw previewNotFound();
    if (preview.digest !== digest) throw previewChanged();
    if (preview.status === 'discarded') throw previewDiscarded();
    if (preview.executionId === null) throw previewExpired();
    return this.awaitSettled(workspaceId, preview.executionId);
  }

  /** The execution once it is settled; still `running` when that takes longer than a send may. */
  private async awaitSettled(workspaceId: string, executionId: string): Promise<Execution> {
    const { db, sendDeadlineMs } = this.deps;
    await this.inFlight.get(executionId)?.catch(() => {});
    for (let waitMs = 20, left = sendDeadlineMs; ; left -= waitMs, waitMs = Math.min(waitMs * 2, 250)) {
      const execution = (await findExecution(db, workspaceId, executionId))!;
      if (execution.status !== 'running' || left <= 0) return execution;
      await pause(waitMs);
    }
  }
}
