import type { Context } from '../../contract/replies.js';
import type {
  ExecutionsApi,
  ExecutionsGetInput,
  ExecutionsListInput,
  ExecutionsUndoInput,
} from '../../generated/api.js';
import type { Execution, ExecutionPage, Preview } from '../../generated/types.js';
import type { Db } from '../../platform/db/index.js';
import { RelayError } from '../../platform/errors.js';
import type { Replayable } from '../../platform/idempotency/index.js';
import { isId } from '../../platform/ids.js';
import { readCursor, toPage } from '../../platform/page.js';
import { findExecution, listExecutions } from './executions.repository.js';

/** Previews what compensates an execution. */
export interface Undoer {
  undo(executionId: string, key: string | undefined, context: Context): Promise<Replayable<Preview>>;
}

export class ExecutionsService implements ExecutionsApi {
  constructor(private readonly deps: { db: Db; undoer: Undoer }) {}

  async list({ cursor, limit, ...filter }: ExecutionsListInput, { principal }: Context): Promise<ExecutionPage> {
    const page = { ...filter, before: readCursor(cursor), limit: limit + 1 };
    return toPage(await listExecutions(this.deps.db, principal.workspaceId, page), limit);
  }

  async get({ executionId }: ExecutionsGetInput, { principal }: Context): Promise<Execution> {
    const known = isId('exe', executionId)
      ? await findExecution(this.deps.db, principal.workspaceId, executionId)
      : undefined;
    if (!known) throw executionNotFound();
    return known;
  }

  async undo({ executionId, idempotencyKey }: ExecutionsUndoInput, context: Context): Promise<Replayable<Preview>> {
    return this.deps.undoer.undo(executionId, idempotencyKey, context);
  }
}

export const executionNotFound = () =>
  new RelayError('execution_not_found', 404, 'There is no such execution in this workspace.');
