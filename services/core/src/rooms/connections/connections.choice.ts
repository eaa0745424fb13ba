// Which connection an action runs through, and whether it may.
import { type Db, runStatement } from '../../platform/db/index.js';
import { isId } from '../../platform/ids.js';
import { type ActionDefinition, providerName } from '../../providers/index.js';
import type { Actor } from '../audit/index.js';
import type { Configurations } from '../providers/index.js';
import type { Authorizations } from './connections.authorizations.js';
import {
  connectionAmbiguous,
  connectionNotActive,
  connectionRequired,
  scopeMissing,
} from './connections.choice.errors.js';
import { connectionNotFound } from './connections.errors.js';
import type { UsableConnection } from './connections.for-actions.js';
import type { ConnectionRow } from './connections.schema.js';

export interface ChooserDeps {
  db: Db;
  configurations: Pick<Configurations, 'get'>;
  authorizations: Pick<Authorizations, 'authorizeMore'>;
}

type Candidate = Pick<
  ConnectionRow,
  'id' | 'provider' | 'status' | 'reason' | 'account_id' | 'account_name' | 'scopes' | 'throttled_until'
>;

export class Chooser {
  constructor(private readonly deps: ChooserDeps) {}

  async use(actor: Actor, action: ActionDefinition, connectionId: string | undefined): Promise<UsableConnection> {
    const { workspaceId } = actor;
    const name = providerName(action.provider);
    const { db } = this.deps;
    const chosen =
      connectionId === undefined
        ? only(await listCandidates(db, workspaceId, action.provider), name)
        : await named(db, workspaceId, action.provider, connectionId);
    if (!isUsable(chosen)) throw connectionNotActive(chosen.reason ?? `The connection is ${chosen.status}.`);
    const missing = await this.missingScopes(workspaceId, action, chosen.scopes);
    if (missing.length > 0) {
      const { authorizationUrl } = await this.deps.authorizations.authorizeMore(actor, chosen, missing);
      throw scopeMissing(name, missing, authorizationUrl);
    }
    const { id, provider, account_id: accountId, account_name: accountName, throttled_until: throttledUntil } = chosen;
    const account = { id: accountId!, name: accountName ?? accountId! };
    return { id, provider, account, throttledUntil: throttledUntil ?? undefined };
  }

  async runnable(workspaceId: string, actions: ActionDefinition[]): Promise<Set<string>> {
    const connected = Map.groupBy(
      actions.filter(({ requiresConnection }) => requiresConnection),
      ({ provider }) => provider,
    );
    const runnable = [...connected].map(async ([provider, itsActions]) => {
      const usable = (await listCandidates(this.deps.db, workspaceId, provider)).filter(isUsable);
      if (usable.length === 0) return [];
      const { scopes: asked } = await this.deps.configurations.get(workspaceId, provider);
      return itsActions.filter(({ id, scopes }) =>
        usable.some((candidate) => lacking(asked[id] ?? scopes, candidate.scopes).length === 0),
      );
    });
    return new Set((await Promise.all(runnable)).flat().map(({ id }) => id));
  }

  /** Of what the workspace asks for, for this action. */
  private async missingScopes(workspaceId: string, { id, provider, scopes }: ActionDefinition, granted: string[]) {
    const { scopes: asked } = await this.deps.configurations.get(workspaceId, provider);
    return lacking(asked[id] ?? scopes, granted);
  }
}

const CANDIDATES = `
  select id, provider, status, reason, account_id, account_name, scopes,
    case when throttled_until > now() then throttled_until end as throttled_until
  from connections where workspace_id = $1 and provider = $2`;
const LIST = {
  name: 'list_candidates',
  text: `${CANDIDATES} and status <> 'revoked' order by id desc`,
};
const FIND = { name: 'find_candidate', text: `${CANDIDATES} and id = $3` };

/** A workspace's connections to a provider, newest first; disconnected ones are left out, of which there may be many. */
const listCandidates = (db: Db, workspaceId: string, provider: string) =>
  runStatement<Candidate>(db, LIST, [workspaceId, provider]);

// A degraded one may have a token that works for a while yet.
const isUsable = ({ status }: Candidate) => status === 'active' || status === 'degraded';

async function named(db: Db, workspaceId: string, provider: string, id: string): Promise<Candidate> {
  const [found] = isId('conn', id) ? await runStatement<Candidate>(db, FIND, [workspaceId, provider, id]) : [];
  if (!found) throw connectionNotFound();
  return found;
}

/** The one that is meant when none is named. One that has expired counts: who ran through it means it still. */
function only(candidates: Candidate[], name: string): Candidate {
  const owned = candidates.filter(({ status }) => status !== 'pending');
  if (owned.length > 1)
    throw connectionAmbiguous(
      name,
      owned.map(({ id, account_name: account, status }) => ({ value: id, label: `${account ?? id} (${status})` })),
    );
  const [one = candidates.find(({ status }) => status === 'pending')] = owned;
  if (!one) throw connectionRequired(name);
  return one;
}

const lacking = (needed: string[], granted: string[]) => needed.filter((scope) => !granted.includes(scope));
