// What running an action needs of connections: whose account it is, and a token that works.
import type { Account, ActionDefinition } from '../../providers/index.js';
import type { Actor } from '../audit/index.js';

export interface UsableConnection {
  id: string;
  provider: string;
  account: Account;
  /** Until when the provider wants no more requests; undefined, if it is not in the future. */
  throttledUntil: Date | undefined;
}

export interface AccessToken {
  kind: 'token';
  value: string;
  /** Counts the changes of the connection's tokens. */
  version: number;
}

/** There is no token, and nothing was sent: as the error of an execution. */
export interface NoToken {
  kind: 'none';
  /** `connection_expired`: its owner must authorize it again. `connection_degraded`: the provider could not be asked; later, perhaps. */
  code: 'connection_expired' | 'connection_degraded' | 'connection_revoked' | 'connection_unreadable';
  detail: string;
  retryable: boolean;
}

export interface TokenWanted {
  /** By `performance.now()`. */
  endsAt: number;
  /** The version of a token that the provider has just answered 401 to. */
  rejected?: number;
}

export interface ConnectionsForActions {
  /**
   * The connection that an action runs through: the one that is named, else the workspace's only one to the action's provider.
   * Throws 404 `connection_not_found`; 409 `connection_required`, `connection_ambiguous`, `connection_not_active`; 409
   * `scope_missing` with an `authorizationUrl` where its owner agrees to what is missing.
   */
  use(actor: Actor, action: ActionDefinition, connectionId: string | undefined): Promise<UsableConnection>;
  /**
   * A token that lasts for a request from now. Refreshes it where it must, once for all who ask, in all processes; waits for another
   * one's refresh. Gives a newer token than one that was `rejected`, or none. Opens no transaction over HTTP. Never throws for what the
   * provider does.
   */
  accessToken(workspaceId: string, connectionId: string, wanted: TokenWanted): Promise<AccessToken | NoToken>;
  /** The ids of those of these actions that an active or degraded connection of the workspace has the scopes for. */
  runnable(workspaceId: string, actions: ActionDefinition[]): Promise<Set<string>>;
  /** Keeps that the provider wants no requests of this connection for so long, for all processes. */
  throttle(workspaceId: string, connectionId: string, milliseconds: number): Promise<void>;
}
