// GitHub: repositories and issues by the third party behind the gate; revocation and expiring tokens are our own.
import type { Account } from '../accounts.js';
import type { Peer } from '../gate/peer.js';
import type { Vendor } from '../gate/vendor.js';
import { isOfApplications, revoke } from './applications.js';
import { githubDialect } from './dialect.js';
import { refuse } from './errors.js';
import { REPOSITORIES } from './repositories.js';
import { githubRoutes } from './routes.js';
import { githubSections } from './sections.js';

export interface Issue {
  /** `owner/name`. */
  repository: string;
  number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: string | null;
  labels: string[];
  author: string;
  at: Date;
}

export interface GitHubState {
  /** All issues, of one repository or of all, newest first. */
  issues(repository?: string): Promise<Issue[]>;
}

export function githubVendor(accounts: Account[], peer: Peer): Vendor<GitHubState> {
  const requests = new Map<string, number>();
  const state: GitHubState = { issues: (repository) => listIssues(peer, accounts, repository) };
  return {
    provider: 'github',
    dialect: githubDialect,
    state,
    routes: githubRoutes(peer),
    isOAuth: isOfApplications,
    oauth: revoke,
    refuse,
    decorate(call, scopes, route) {
      const key = call.headers.authorization ?? '';
      const used = (requests.get(key) ?? 0) + 1;
      requests.set(key, used);
      const reset = Math.ceil(Date.now() / 3_600_000) * 3600;
      return {
        'x-oauth-scopes': scopes.join(', '),
        'x-accepted-oauth-scopes': (route?.scopes ?? []).join(', '),
        'x-github-media-type': 'github.v3; format=json',
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': String(Math.max(0, 5000 - used)),
        'x-ratelimit-used': String(used),
        'x-ratelimit-reset': String(reset),
        'x-ratelimit-resource': 'core',
      };
    },
    sections: () => githubSections(state),
    anchorFor: (path) => /^\/([\w.-]+\/[\w.-]+\/issues\/\d+)$/.exec(path)?.[1],
    reset: () => requests.clear(),
  };
}

interface Row {
  number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  state_reason: string | null;
  labels: Array<{ name: string }>;
  user: { login: string };
  created_at: string;
}

async function listIssues(peer: Peer, accounts: Account[], only: string | undefined): Promise<Issue[]> {
  const repositories = only ? [only] : REPOSITORIES.map(({ owner, name }) => `${owner}/${name}`);
  const found = await Promise.all(
    repositories.map(async (repository) => {
      const as = accounts.find(({ name }) => repository.startsWith(`${name}/`)) ?? accounts[0]!;
      const path = `/repos/${repository}/issues?state=all&per_page=100`;
      const { status, body } = await peer.send({ method: 'GET', path, as });
      return status === 200 ? (body as Row[]).map((row) => toIssue(repository, row)) : [];
    }),
  );
  return found.flat().sort((a, b) => b.at.getTime() - a.at.getTime());
}

const toIssue = (repository: string, row: Row): Issue => ({
  repository,
  number: row.number,
  title: row.title,
  body: row.body,
  state: row.state,
  stateReason: row.state_reason,
  labels: row.labels.map(({ name }) => name),
  author: row.user.login,
  at: new Date(row.created_at),
});
