import type { Context } from '../../contract/replies.js';
import type { ExecutionsApi, ExecutionsGetInput, ExecutionsListInput } from '../../generated/api.js';
import type { Execution, ExecutionPage } from '../../generated/types.js';
import type { Db } from '../../platform/db/index.js';
import { RelayError } from '../../platform/errors.js';
import { isId } from '../../platform/ids.js';
import { readCursor, toPage } from '../../platform/page.js';
import { findExecution, listExecutions } from './executions.repository.js';

export class ExecutionsService implements ExecutionsApi {
  constructor(private readonly deps: { db: Db }) {}

  async list({ cursor, limit, ...filter }: ExecutionsListInput, { principal }: Context): Promise<ExecutionPage> {
    const page = { ...filter, before: readCursor(cursor), limit: limit + 1 };
    return toPage(await listExecutions(this.deps.db, principal.workspaceId, page), limit);
  }

  async undo(): Promise<never> {
    throw new RelayError('internal', 500, 'This is being built.');
  }

  async get({ executionId }: ExecutionsGetInput, { principal }: Context): Promise<Execution> {
    const known = isId('exe', executionId)
      ? await findExecution(this.deps.db, principal.workspaceId, executionId)
      : undefined;
    if (!known) throw new RelayError('execution_not_found', 404, 'There is no such execution in this workspace.');
    return known;
  }
}
