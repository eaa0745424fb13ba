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
import { RelayError } from '../../platform/errors.js';
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
import { findPreview, previewChanged, previewDiscarded, previewExpired, previewNotFound } from '../previews/index.js';
import { type Catalog, toAction } from './actions.catalog.js';
import type { Previewer } from './actions.previewer.js';
import type { Reader } from './actions.reader.js';
import { type Claim, claimPreview, findConnectionFault } from './actions.repository.js';
import type { Sender } from './actions.sender.js';
import { isUndoable } from './actions.undo.js';

export interface ActionsDeps {
  db: Db;
  catalog: Catalog;
  connections: ConnectionsForActions;
  previewer: Previewer;
  reader: Reader;
  sender: Sender;
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
    if (!claim) return this.withoutClaim(call, body, context);
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

  /** Nothing was claimed: answers the kept reply, says why not, or gives the execution that somebody's confirm has started. */
  private async withoutClaim(
    call: IdempotentCall,
    { previewId, digest }: ExecutePreviewRequest,
    context: Context,
  ): Promise<Replayable<Execution>> {
    const { db, idempotency } = this.deps;
    const kept = await idempotency.replay<Execution>(call);
    if (kept) return kept;
    const preview = await findPreview(db, call.workspaceId, previewId);
    if (!preview) throw previewNotFound();
    if (preview.digest !== digest) throw previewChanged();
    if (preview.status === 'discarded') throw previewDiscarded();
    if (preview.executionId === null) throw await this.whyNotClaimed(call.workspaceId, preview);
    context.annotate({ executionId: preview.executionId, previewId });
    const execution = await this.awaitSettled(call.workspaceId, preview.executionId);
    faultPoint('execute.before-keep');
    return execution.status === 'running' ? { headers: {}, body: execution } : idempotency.keep(call, execution);
  }

  /** Why a preview that nobody has used could not be claimed. */
  private async whyNotClaimed(workspaceId: string, { id, status, connectionId }: Preview): Promise<RelayError> {
    if (status === 'expired' || connectionId === null) return previewExpired();
    const fault = await findConnectionFault(this.deps.db, workspaceId, id);
    return fault === 'changed' ? connectionChanged() : connectionNotActive();
  }

  /** The execution once it is settled; still `running` when that takes longer than a send may. */
  private async awaitSettled(workspaceId: string, executionId: string): Promise<Execution> {
    const { db, sendDeadlineMs } = this.deps;
    await this.inFlight.get(executionId)?.catch(() => {});
    const endsAt = performance.now() + sendDeadlineMs;
    for (let waitMs = 20; ; waitMs = Math.min(waitMs * 2, 250)) {
      const execution = (await findExecution(db, workspaceId, executionId))!;
      if (execution.status !== 'running' || performance.now() >= endsAt) return execution;
      await pause(waitMs);
    }
  }
}

const connectionNotActive = () =>
  new RelayError(
    'connection_not_active',
    409,
    'The connection of this preview cannot be used now; authorize it again, or preview through another one.',
  );

const connectionChanged = () =>
  new RelayError(
    'connection_changed',
    409,
    'The connection leads to another account than when this was previewed; preview again.',
  );
