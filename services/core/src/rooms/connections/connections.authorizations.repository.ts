// The rows of authorizations: each lets one browser come back from the provider, once. Every time is the database's.
import type { ConnectionStatus } from '../../generated/types.js';
import { type Db, inBatches, runStatement } from '../../platform/db/index.js';

/** How long a person has, in minutes. */
export const AUTHORIZATION_MINUTES = 10;
/** What a link that is given again has left at least. */
const ENOUGH_MINUTES = 5;
/** The newest ones of a connection; older links stop working. */
const MOST_OPEN = 10;

export interface NewAuthorization {
  stateHash: string;
  connectionId: string;
  principalId: string;
  clientId: string;
  scopes: string[];
  sealed: string;
  returnUrl: string | null;
}

/** An authorization with what it is for. */
export interface Authorization {
  stateHash: string;
  workspaceId: string;
  workspaceName: string;
  connectionId: string;
  principalId: string;
  clientId: string;
  scopes: string[];
  returnUrl: string | null;
  /** Whole ones, begun ones included. */
  minutesLeft: number;
  isExpired: boolean;
  /** Null once it is used. */
  sealed: string | null;
  /** Whether who asked for it may not ask any more. */
  isWithdrawn: boolean;
  provider: string;
  status: ConnectionStatus;
  /** What its owner has agreed to before. */
  grantedScopes: string[];
  /** Undefined for a connection that has never been active. */
  accountName: string | undefined;
}

/** Adds one; says until when it works. */
export async function insertAuthorization(db: Db, workspaceId: string, made: NewAuthorization): Promise<Date> {
  const [row] = await db('authorizations')
    .insert({
      state_hash: made.stateHash,
      workspace_id: workspaceId,
      connection_id: made.connectionId,
      principal_id: made.principalId,
      client_id: made.clientId,
      scopes: made.scopes,
      sealed: made.sealed,
      return_url: made.returnUrl,
      expires_at: db.raw('now() + make_interval(mins => ?)', [AUTHORIZATION_MINUTES]),
    })
    .returning(['expires_at']);
  return row.expires_at;
}

const FIND_UNUSED = {
  name: 'find_unused_authorization',
  text: `
    select state_hash as "stateHash", sealed, expires_at as "expiresAt" from authorizations
    where workspace_id = $1 and connection_id = $2 and principal_id = $3 and client_id = $4 and scopes = $5
      and return_url is null and sealed is not null and expires_at > now() + make_interval(mins => $6)
    order by created_at desc limit 1`,
};

/** The newest one of who asks for the same, that gives a person time enough. */
export async function findUnused(
  db: Db,
  workspaceId: string,
  { connectionId, principalId, clientId, scopes }: Omit<NewAuthorization, 'stateHash' | 'sealed' | 'returnUrl'>,
): Promise<{ stateHash: string; sealed: string; expiresAt: Date } | undefined> {
  const values = [workspaceId, connectionId, principalId, clientId, scopes, ENOUGH_MINUTES];
  const [row] = await runStatement<{ stateHash: string; sealed: string; expiresAt: Date }>(db, FIND_UNUSED, values);
  return row;
}

/** Leaves the newest ones of a connection. */
export async function deleteSurplus(db: Db, workspaceId: string, connectionId: string): Promise<void> {
  const mine = { workspace_id: workspaceId, connection_id: connectionId };
  const newest = db('authorizations').where(mine).orderBy('created_at', 'desc').limit(MOST_OPEN).select('state_hash');
  await db('authorizations').where(mine).whereNotIn('state_hash', newest).delete();
}

const FIND = {
  name: 'find_authorization',
  text: `
    select a.state_hash as "stateHash", a.workspace_id as "workspaceId", w.name as "workspaceName",
      a.connection_id as "connectionId", a.principal_id as "principalId", a.client_id as "clientId", a.scopes,
      a.return_url as "returnUrl", ceil(extract(epoch from a.expires_at - now()) / 60)::integer as "minutesLeft", a.expires_at <= now() as "isExpired", a.sealed,
      exists (select 1 from api_keys k
        where k.workspace_id = a.workspace_id and k.id = a.principal_id and k.revoked_at is not null) as "isWithdrawn",
      c.provider, c.status, c.scopes as "grantedScopes", c.account_name as "accountName"
    from authorizations a
    join workspaces w on w.id = a.workspace_id
    join connections c on c.workspace_id = a.workspace_id and c.id = a.connection_id
    where a.state_hash = $1`,
};

export async function findAuthorization(db: Db, stateHash: string): Promise<Authorization | undefined> {
  const [row] = await runStatement<Authorization>(db, FIND, [stateHash]);
  return row && { ...row, accountName: row.accountName ?? undefined };
}

const CLAIM = {
  name: 'claim_authorization',
  text: `
    update authorizations set sealed = null
    where state_hash = $1 and sealed is not null and expires_at > now()
    returning now() as now`,
};

/** Uses an authorization up: for one of all who come with the same state. Says when. */
export async function claimAuthorization(db: Db, stateHash: string): Promise<Date | undefined> {
  const [row] = await runStatement<{ now: Date }>(db, CLAIM, [stateHash]);
  return row?.now;
}

const DELETE_OLD = {
  name: 'delete_old_authorizations',
  text: `
    delete from authorizations where state_hash in (
      select state_hash from authorizations where expires_at < now() - interval '1 day'
      order by expires_at limit $1 for update skip locked)
    returning 1`,
};

/** Removes those that were over a day ago; until then a late browser hears why. */
export const deleteOldAuthorizations = (db: Db): Promise<number> =>
  inBatches(async (size) => (await runStatement(db, DELETE_OLD, [size])).length);
