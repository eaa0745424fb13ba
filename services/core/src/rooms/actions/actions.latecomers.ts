// What a confirm is answered that could not claim its preview: the kept reply, why not, or what another confirm has started.
import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../../contract/replies.js';
import type { ExecutePreviewRequest, Execution, Preview } from '../../generated/types.js';
import type { Db } from '../../platform/db/index.js';
import { RelayError } from '../../platform/errors.js';
import { faultPoint } from '../../platform/fault-points.js';
import type { Idempotency, IdempotentCall, Replayable } from '../../platform/idempotency/index.js';
import { findExecution } from '../executions/index.js';
import { findPreview, previewChanged, previewDiscarded, previewExpired, previewNotFound } from '../previews/index.js';
import { findConnectionFault } from './actions.repository.js';

export interface LatecomersDeps {
  db: Db;
  idempotency: Idempotency;
  /** The total deadline of a send, in milliseconds. */
  sendDeadlineMs: number;
}

/** What this process is sending, by the execution's id. */
export type InFlight = ReadonlyMap<string, Promise<Execution>>;

export class Latecomers {
  constructor(private readonly deps: LatecomersDeps) {}

  async answer(
    call: IdempotentCall,
    { previewId, digest }: ExecutePreviewRequest,
    context: Context,
    inFlight: InFlight,
  ): Promise<Replayable<Execution>> {
    const { db, idempotency } = this.deps;
    const kept = await idempotency.replay<Execution>(call);
    if (kept) return kept;
    const preview = await findPreview(db, call.workspaceId, previewId);
    if (!preview) throw previewNotFound();
    if (preview.digest !== digest) throw previewChanged();
    if (preview.status === 'discarded') throw previewDiscarded();
    if (preview.executionId === null) throw await this.whyNotClaimed(call.workspaceId, preview);
    const { executionId } = preview;
    context.annotate({ executionId, previewId });
    await inFlight.get(executionId)?.catch(() => {});
    const execution = await this.awaitSettled(call.workspaceId, executionId);
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
