import type { Db } from '../../platform/db/index.js';
import type { ActionDefinition } from '../../providers/index.js';
import type { Actor } from '../audit/index.js';
import type { Chooser } from './connections.choice.js';
import type { ConnectionsForActions } from './connections.for-actions.js';
import type { TokenSource, TokenWanted } from './connections.tokens.js';

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
    const { db } = this.deps;
    await db('connections')
      .where({ workspace_id: workspaceId, id: connectionId })
      .update({
        // greatest() leaves a null out: never shorter than what was asked for before.
        throttled_until: db.raw('greatest(throttled_until, now() + make_interval(secs => ?::float))', [
          milliseconds / 1000,
        ]),
      });
  }
}
