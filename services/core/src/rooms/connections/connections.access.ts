import type { Db } from '../../platform/db/index.js';
import type { ActionDefinition } from '../../providers/index.js';
import type { Actor } from '../audit/index.js';
import type { Chooser } from './connections.choice.js';
import type { ConnectionsForActions, TokenWanted } from './connections.for-actions.js';
import { throttleConnection } from './connections.repository.js';
import type { TokenSource } from './connections.tokens.js';

export interface ConnectionAccessDeps {
  db: Db;
  chooser: Chooser;
  tokens: TokenSource;
}

/** What actions are given of connections. */
export class ConnectionAccess implements ConnectionsForActions {
  constructor(private readonly deps: ConnectionAccessDeps) {}

  use(actor: Actor, action: ActionDefinition, connectionId: string | undefined) {
    return this.deps.chooser.use(actor, action, connectionId);
  }

  runnable(workspaceId: string, actions: ActionDefinition[]) {
    return this.deps.chooser.runnable(workspaceId, actions);
  }

  accessToken(workspaceId: string, connectionId: string, wanted: TokenWanted) {
    return this.deps.tokens.accessToken(workspaceId, connectionId, wanted);
  }

  async throttle(workspaceId: string, connectionId: string, milliseconds: number): Promise<void> {
    await throttleConnection(this.deps.db, workspaceId, connectionId, milliseconds / 1000);
  }
}
