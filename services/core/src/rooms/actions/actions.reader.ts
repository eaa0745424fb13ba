// Runs a read at once: it changes nothing, so there is nothing to agree to. What it found is in its reply, and is not kept.
import type { Context } from '../../contract/replies.js';
import type { ExecuteReadRequest, Execution } from '../../generated/types.js';
import { clockFrom } from '../../platform/clock.js';
import { type Db, databaseNow } from '../../platform/db/index.js';
import { faultPoint } from '../../platform/fault-points.js';
import type { Idempotency, IdempotentCall, Replayable } from '../../platform/idempotency/index.js';
import { newId } from '../../platform/ids.js';
import type { Metrics } from '../../platform/metrics.js';
import type { JsonObject, Outcome, PlanFacts, ProviderUrls, ReadAction } from '../../providers/index.js';
import { type Actor, actorOf, auditInput } from '../audit/index.js';
import type { ConnectionsForActions, UsableConnection } from '../connections/index.js';
import { recordExecution, settledExecution } from '../executions/index.js';
import { type Catalog, judgingInput } from './actions.catalog.js';
import { connectionFor } from './actions.connection.js';
import type { Looker } from './actions.looker.js';
import { lookProblem } from './actions.problems.js';

export interface ReaderDeps {
  db: Db;
  catalog: Catalog;
  connections: ConnectionsForActions;
  looker: Looker;
  idempotency: Idempotency;
  metrics: Metrics;
  providerUrls: ProviderUrls;
}

export class Reader {
  constructor(private readonly deps: ReaderDeps) {}

  async read(body: ExecuteReadRequest, call: IdempotentCall, context: Context): Promise<Replayable<Execution>> {
    const { db, catalog, connections, idempotency } = this.deps;
    const action = catalog.read(body.action);
    // What a read finds belongs to a person: it is kept for its key alone, and sealed.
    const sealed = { ...call, showsSecret: true };
    const kept = await idempotency.replay<Execution>(sealed);
    if (kept) return kept;
    const actor = actorOf(context);
    const input = catalog.accept(action.id, body.input);
    const connection = await connectionFor(connections, actor, action, body.connectionId);
    const execution = await this.run(actor, action, input, connection);
    context.annotate({ executionId: execution.id });
    const { error } = execution;
    const data = {
      action: action.id,
      ...(connection && { connectionId: connection.id }),
      ...(error && { code: error.code }),
      ...auditInput(input).data,
    };
    faultPoint('read.before-record');
    if (error) {
      await recordExecution(db, actor, execution, data);
      throw lookProblem(error);
    }
    return idempotency.once(sealed, async (transaction) => {
      await recordExecution(transaction, actor, execution, data);
      return execution;
    });
  }

  private async run(
    actor: Actor,
    action: ReadAction,
    input: JsonObject,
    connection: UsableConnection | undefined,
  ): Promise<Execution> {
    const { db, looker, metrics, providerUrls } = this.deps;
    const id = newId('exe');
    const startedAt = await databaseNow(db);
    const now = clockFrom(startedAt);
    const facts: PlanFacts = { previewId: id, now: startedAt, account: connection?.account, providerUrls };
    const connectionId = connection?.id ?? null;
    const look = { workspaceId: actor.workspaceId, action, connection, now: startedAt };
    const looked = await judgingInput(() => looker.run(action.look(input, facts), look));
    const outcome: Outcome =
      'error' in looked ? { status: 'failed', error: looked.error } : { status: 'succeeded', output: looked.found };
    const { effectClass } = action;
    const ran = { id, previewId: null, connectionId, action: action.id, effectClass, confirmedBy: actor.id, startedAt };
    const execution = settledExecution(ran, { outcome, attempts: looked.sent ? 1 : 0, undoable: false }, now());
    metrics.executions.inc({ action: action.id, status: execution.status });
    metrics.executionDuration.observe({ action: action.id }, execution.durationMs! / 1000);
    return execution;
  }
}
