import type { Page } from '../../contract/pages.js';
import type { Context } from '../../contract/replies.js';
import type {
  ConnectionsApi,
  ConnectionsCallbackInput,
  ConnectionsCreateInput,
  ConnectionsDeleteInput,
  ConnectionsGetInput,
  ConnectionsListInput,
  ConnectionsStartInput,
} from '../../generated/api.js';
import type { Connection, ConnectionPage, ConnectionWithUrl } from '../../generated/types.js';
import type { Replayable } from '../../platform/idempotency/index.js';
import { isId } from '../../platform/ids.js';
import { readCursor, toPage } from '../../platform/page.js';
import { actorOf } from '../audit/index.js';
import { type CallbackDeps, finishConnection } from './connections.callback.js';
import { type CreateDeps, createConnection } from './connections.create.js';
import type { Disconnector } from './connections.disconnect.js';
import { connectionNotFound } from './connections.errors.js';
import { refusalPage } from './connections.pages.js';
import { Refused } from './connections.refusals.js';
import { findConnection, listConnections } from './connections.repository.js';
import { toConnection } from './connections.schema.js';
import { type StartDeps, startConnection } from './connections.start.js';

export interface ConnectionsDeps extends CreateDeps, StartDeps, CallbackDeps {
  disconnector: Pick<Disconnector, 'disconnect'>;
}

/** Reading is told here; creating, the way to the provider and back, and disconnecting are stories of their own. */
export class ConnectionsService implements ConnectionsApi {
  constructor(private readonly deps: ConnectionsDeps) {}

  async list(
    { cursor, limit, provider, status }: ConnectionsListInput,
    { principal }: Context,
  ): Promise<ConnectionPage> {
    const filter = { provider, status, before: readCursor(cursor), limit: limit + 1 };
    const rows = await listConnections(this.deps.db, principal.workspaceId, filter);
    return toPage(rows.map(toConnection), limit);
  }

  async get({ connectionId: id }: ConnectionsGetInput, { principal }: Context): Promise<Connection> {
    const row = isId('conn', id) ? await findConnection(this.deps.db, principal.workspaceId, id) : undefined;
    if (!row) throw connectionNotFound();
    return toConnection(row);
  }

  create(input: ConnectionsCreateInput, context: Context): Promise<Replayable<ConnectionWithUrl>> {
    return createConnection(this.deps, input, context);
  }

  start(input: ConnectionsStartInput, context: Context): Promise<Page> {
    return orRefusal(context, startConnection(this.deps, input, context));
  }

  callback(input: ConnectionsCallbackInput, context: Context): Promise<Page> {
    return orRefusal(context, finishConnection(this.deps, input, context));
  }

  async delete({ connectionId }: ConnectionsDeleteInput, context: Context): Promise<Connection> {
    const connection = await this.deps.disconnector.disconnect(actorOf(context), connectionId);
    this.deps.wake();
    return connection;
  }
}

async function orRefusal(context: Context, page: Promise<Page>): Promise<Page> {
  try {
    return await page;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    context.annotate({ code: error.refusal.code });
    return refusalPage(error.refusal);
  }
}
