// Undo: the action that compensates an execution, previewed like any other.
import type { Context } from '../../contract/replies.js';
import type { Execution, Preview } from '../../generated/types.js';
import type { Db } from '../../platform/db/index.js';
import { RelayError } from '../../platform/errors.js';
import type { Idempotency, IdempotentCall, Replayable } from '../../platform/idempotency/index.js';
import { isId } from '../../platform/ids.js';
import type { ActionDefinition, JsonObject, Outcome } from '../../providers/index.js';
import { executionNotFound, findExecution, isUndone, type Undoer } from '../executions/index.js';
import { findPreview } from '../previews/index.js';
import type { Catalog } from './actions.catalog.js';
import type { Previewer } from './actions.previewer.js';

/** Whether an execution that ends like this can be undone. */
export function isUndoable(action: ActionDefinition | undefined, input: JsonObject | null, outcome: Outcome): boolean {
  return outcome.status === 'succeeded' && input !== null && compensation(action, input, outcome.output) !== undefined;
}

/** The action that compensates, with its input; undefined where nothing does. */
function compensation(action: ActionDefinition | undefined, input: JsonObject, output: JsonObject) {
  if (action?.kind !== 'write' || action.undo === null) return undefined;
  try {
    const compensating = action.compensate?.({ input, output });
    return compensating && { action: action.undo, input: compensating };
  } catch {
    return undefined; // what was sent must be settled, whatever an adapter makes of its output
  }
}

export interface UndoDeps {
  db: Db;
  catalog: Catalog;
  previewer: Previewer;
  idempotency: Idempotency;
}

export class Undo implements Undoer {
  constructor(private readonly deps: UndoDeps) {}

  async undo(executionId: string, key: string | undefined, context: Context): Promise<Replayable<Preview>> {
    const { db, previewer, idempotency } = this.deps;
    const { workspaceId } = context.principal;
    const request = { executionId };
    const call: IdempotentCall = { workspaceId, operation: 'executions.undo', key, request };
    const kept = await idempotency.replay<Preview>(call);
    if (kept) return kept;
    const execution = isId('exe', executionId) ? await findExecution(db, workspaceId, executionId) : undefined;
    if (!execution) throw executionNotFound();
    context.annotate({ executionId });
    const { action, input } = await this.compensationOf(workspaceId, execution);
    if (await isUndone(db, workspaceId, executionId)) throw alreadyUndone();
    const connectionId = execution.connectionId ?? undefined;
    return previewer.preview({ action, input, connectionId, undoOf: executionId }, call, context);
  }

  private async compensationOf(workspaceId: string, execution: Execution) {
    const { db, catalog } = this.deps;
    const { action, status, output, previewId } = execution;
    if (status !== 'succeeded')
      throw notUndoable(`This execution is ${status}; only one that succeeded can be undone.`);
    const definition = catalog.find(action);
    if (definition?.kind !== 'write' || definition.undo === null) throw notUndoable(`Nothing undoes ${action}.`);
    const preview = previewId === null ? undefined : await findPreview(db, workspaceId, previewId);
    if (output === null || !preview || preview.purgedAt !== null)
      throw notUndoable('What this execution did was removed because of its age; undo it at the provider.');
    const found = compensation(definition, preview.input, output);
    if (!found) throw notUndoable('What this execution did cannot be undone from here; look at the provider.');
    return found;
  }
}

const notUndoable = (detail: string) => new RelayError('not_undoable', 409, detail);

const alreadyUndone = () =>
  new RelayError('already_undone', 409, 'This has been undone; its undo is among the executions.');
