// Connections for tests of what runs through them: rows of the database, with tokens that are counted instead of refreshed.
import type { Db } from '../../src/platform/db/index.js';
import { RelayError } from '../../src/platform/errors.js';
import { newId } from '../../src/platform/ids.js';
import type { ActionDefinition } from '../../src/providers/index.js';
import type { Actor } from '../../src/rooms/audit/index.js';
import type {
  AccessToken,
  ConnectionsForActions,
  NoToken,
  UsableConnection,
} from '../../src/rooms/connections/index.js';

export class FakeConnections implements ConnectionsForActions {
  /** The version of the token that is good now. */
  version = 1;
  /** What is said instead of giving a token. */
  none: NoToken | undefined;
  /** How often a token was asked for, and how often a newer one. */
  asked = 0;
  refreshed = 0;

  constructor(private readonly db?: Db) {}

  get token(): string {
    return `fake-token-${this.version}`;
  }

  async use({ workspaceId }: Actor, { provider }: ActionDefinition, id?: string): Promise<UsableConnection> {
    const rows = await this.db!('connections').where({ workspace_id: workspaceId, ...(id ? { id } : { provider }) });
    const [row] = rows;
    if (!row) throw new RelayError('connection_not_found', 404, 'There is no such connection in this workspace.');
    if (!['active', 'degraded'].includes(row.status))
      throw new RelayError('connection_not_active', 409, 'It is not active.');
    const { id: connectionId, account_id, account_name, throttled_until } = row;
    return {
      id: connectionId,
      provider,
      account: { id: account_id, name: account_name },
      throttledUntil: throttled_until ?? undefined,
    };
  }

  async accessToken(
    _workspaceId: string,
    _connectionId: string,
    { rejected }: { endsAt: number; rejected?: number },
  ): Promise<AccessToken | NoToken> {
    this.asked++;
    if (this.none) return this.none;
    if (rejected === this.version) {
      this.refreshed++;
      this.version++;
    }
    return { kind: 'token', value: this.token, version: this.version };
  }

  async runnable(workspaceId: string, actions: ActionDefinition[]): Promise<Set<string>> {
    const rows = await this.db!('connections').where({ workspace_id: workspaceId, status: 'active' });
    const isCovered = ({ provider, scopes }: ActionDefinition) =>
      rows.some((row) => row.provider === provider && scopes.every((scope) => row.scopes.includes(scope)));
    return new Set(actions.filter(isCovered).map(({ id }) => id));
  }

  async throttle(workspaceId: string, id: string, milliseconds: number): Promise<void> {
    const until = this.db!.raw('now() + make_interval(secs => ?::float)', [milliseconds / 1000]);
    await this.db!('connections').where({ workspace_id: workspaceId, id }).update({ throttled_until: until });
  }
}

export interface NewConnection {
  status?: string;
  accountId?: string;
  scopes?: string[];
  provider?: string;
}

/** An account at the fake provider that the workspace has connected; returns the connection's id. */
export async function connect(db: Db, workspaceId: string, more: NewConnection = {}): Promise<string> {
  const { status = 'active', accountId = 'ada', scopes = ['notes'], provider = 'fake' } = more;
  const id = newId('conn');
  await db('connections').insert({
    workspace_id: workspaceId,
    id,
    provider,
    status,
    account_id: accountId,
    account_name: `${accountId}@example.com`,
    scopes,
    sealed_key: 'a fake',
    sealed_tokens: 'a fake',
    client_id: 'a fake',
    created_by: 'key_fake',
  });
  return id;
}
