import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../../contract/replies.js';
import type {
  ActionsApi,
  ActionsExecuteInput,
  ActionsGetInput,
  ActionsListInput,
  ActionsPreviewInput,
} from '../../generated/api.js';
import type { Action, ActionPage, ExecutePreviewRequest, Execution, Preview } from '../../generated/types.js';
import { clockFrom } from '../../platform/clock.js';
import { brokenConstraint, type Db } from '../../platform/db/index.js';
import { faultPoint } from '../../platform/fault-points.js';
import {
  hashOf,
  type Idempotency,
  type IdempotentCall,
  KEY_CONSTRAINT,
  type Replayable,
} from '../../platform/idempotency/index.js';
import { isId } from '../../platform/ids.js';
import type { Metrics } from '../../platform/metrics.js';
import { readCursor, toPage } from '../../platform/page.js';
import type { ActionDefinition } from '../../providers/index.js';
import { type Actor, actorOf } from '../audit/index.js';
import type { ConnectionsForActions } from '../connections/index.js';
import { findExecution, settledExecution, settleExecution } from '../executions/index.js';
import { previewNotFound } from '../previews/index.js';
import { type Catalog, toAction } from './actions.catalog.js';
import type { Latecomers } from './actions.latecomers.js';
import type { Previewer } from './actions.previewer.js';
import type { Reader } from './actions.reader.js';
import { type Claim, claimPreview } from './actions.repository.js';
import type { Sender } from './actions.sender.js';
import { isUndoable } from './actions.undo.js';

export interface ActionsDeps {
  db: Db;
  catalog: Catalog;
  connections: ConnectionsForActions;
  previewer: Previewer;
  reader: Reader;
  sender: Sender;
  latecomers: Latecomers;
  idempotency: Idempotency;
  metrics: Metrics;
  /** The total deadline of a send, in milliseconds. */
  sendDeadlineMs: number;
  /** Added to it, in milliseconds: a lease that ended can only be one whose process is gone. */
  leaseMarginMs: number;
}

export class ActionsService implements ActionsApi {
  /** What this process is sending; a drain waits for it, and so do other confirms of the same preview. */
  private readonly inFlight = new Map<string, Promise<Execution>>();

  constructor(private readonly deps: ActionsDeps) {}

  async list({ provider, connected, cursor, limit }: ActionsListInput, context: Context): Promise<ActionPage> {
    const { catalog, connections } = this.deps;
    const filter = { provider, after: readCursor(cursor) };
    if (connected === undefined) return toPage(catalog.list(filter), limit);
    const needing = catalog.all.filter(({ requiresConnection }) => requiresConnection);
    const runnable = await connections.runnable(context.principal.workspaceId, needing);
    const only = ({ id, requiresConnection }: ActionDefinition) =>
      (!requiresConnection || runnable.has(id)) === connected;
    return toPage(catalog.list({ ...filter, only }), limit);
  }

  async get({ actionId }: ActionsGetInput): Promise<Action> {
    return toAction(this.deps.catalog.get(actionId));
  }

  async preview({ body, idempotencyKey: key }: ActionsPreviewInput, context: Context): Promise<Replayable<Preview>> {
    const { workspaceId } = context.principal;
    return this.deps.previewer.preview(
      body,
      { workspaceId, operation: 'actions.preview', key, request: body },
      context,
    );
  }

  async execute({ body, idempotencyKey: key }: ActionsExecuteInput, context: Context): Promise<Replayable<Execution>> {
    const { workspaceId } = context.principal;
    const call = { workspaceId, operation: 'actions.execute', key, request: body };
    return 'previewId' in body ? this.confirm(body, call, context) : this.deps.reader.read(body, call, context);
  }

  private async confirm(
    body: ExecutePreviewRequest,
    call: IdempotentCall,
    context: Context,
  ): Promise<Replayable<Execution>> {
    const actor = actorOf(context);
    const endsAt = performance.now() + this.deps.sendDeadlineMs; // from before the claim on: no lease ends earlier
    faultPoint('execute.before-claim');
    const claim = await this.claim(actor, call, body); // transaction 1
    faultPoint('execute.after-claim');
    if (!claim) return this.deps.latecomers.answer(call, body, context, this.inFlight);
    context.annotate({ executionId: claim.running.id, previewId: body.previewId });
    const run = this.run(actor, claim, endsAt).finally(() => this.inFlight.delete(claim.running.id));
    this.inFlight.set(claim.running.id, run);
    return { headers: {}, body: await run };
  }

  /** Resolves when everything that this process is sending has settled. */
  async drained(): Promise<void> {
    while (this.inFlight.size > 0) await Promise.allSettled(this.inFlight.values());
  }

  /** Undefined when there is nothing to claim, or the key is taken. */
  private async claim(
    actor: Actor,
    call: IdempotentCall,
    { previewId, digest }: ExecutePreviewRequest,
  ): Promise<Claim | undefined> {
    const { db, catalog, idempotency, sendDeadlineMs, leaseMarginMs } = this.deps;
    if (!isId('prv', previewId)) throw previewNotFound();
    const leaseSeconds = (sendDeadlineMs + leaseMarginMs) / 1000;
    const { key } = call;
    const requestHash = key === undefined ? undefined : hashOf(call);
    const request = { previewId, digest, leaseSeconds, key, requestHash, undoable: catalog.undoable };
    try {
      return await claimPreview(db, actor, request);
    } catch (error) {
      if (brokenConstraint(error) !== KEY_CONSTRAINT) throw error;
      // A key whose time is over is free again; one that is in use is not ours to claim with.
      return (await idempotency.freed(call, error)) ? this.claim(actor, call, { previewId, digest }) : undefined;
    }
  }

  private async run(actor: Actor, { plan, running }: Claim, endsAt: number): Promise<Execution> {
    const now = clockFrom(running.startedAt);
    const sent = await this.deps.sender.send(actor.workspaceId, plan, { endsAt, now });
    faultPoint('execute.before-settle');
    const undoable = isUndoable(this.deps.catalog.find(plan.action), plan.input, sent.outcome);
    const execution = await this.settle(actor, settledExecution(running, { ...sent, undoable }, now())); // transaction 2
    faultPoint('execute.after-settle');
    const { action, status, durationMs } = execution;
    this.deps.metrics.executions.inc({ action, status });
    this.deps.metrics.executionDuration.observe({ action }, durationMs! / 1000);
    return execution;
  }

  /** Tries until the lease ends: what was sent must not be forgotten because the database blinked. */
  private async settle(actor: Actor, execution: Execution): Promise<Execution> {
    const { db, leaseMarginMs } = this.deps;
    const endsAt = performance.now() + leaseMarginMs;
    for (let waitMs = 50; ; waitMs = Math.min(waitMs * 2, 2_000))
      try {
        const isOurs = await settleExecution(db, actor, execution);
        return isOurs ? execution : (await findExecution(db, actor.workspaceId, execution.id))!;
      } catch (error) {
        if (performance.now() >= endsAt) throw error; // the reconciler settles it
        await pause(waitMs);
      }
  }
}
