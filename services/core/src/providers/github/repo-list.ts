import type { Endpoints } from '@octokit/types';
import { objectIn } from '../failure.judge.js';
import { unreadableLook } from '../failure.reply.js';
import { linkOf, textOf, timeOf } from '../fields.js';
import type { Answer, LookRequest, ProviderUrls, ReadAction } from '../provider.js';
import { sign } from '../sign.js';
import { compileLook } from './compile.js';
import { github } from './dialect.js';
import { issueUrl } from './github.schema.js';
import { LIMITS, LIST_REPOSITORIES, SCOPES } from './sources.js';

/** The most that GitHub gives at once. */
const LONGEST_PAGE = 100;

interface Input {
  visibility: 'all' | 'public' | 'private';
  sort: 'pushed' | 'created' | 'full_name';
  limit: number;
}

export const repoList = {
  id: 'github.repo.list',
  version: '2026-11-01',
  provider: 'github',
  name: 'List repositories',
  description: 'Lists the repositories that the account owns, works on, or sees through its organizations.',
  kind: 'read',
  // It changes nothing.
  effectClass: 'natural',
  undo: null,
  requiresConnection: true,
  scopes: ['repo'],
  sources: { effectClass: LIST_REPOSITORIES, scopes: SCOPES, limits: LIMITS },
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      visibility: { type: 'string', enum: ['all', 'public', 'private'], default: 'all', description: 'Which of them.' },
      sort: {
        type: 'string',
        enum: ['pushed', 'created', 'full_name'],
        default: 'pushed',
        description: 'The last pushed to first, the newest first, or by the alphabet.',
      },
      limit: { type: 'integer', minimum: 1, maximum: 500, default: 30, description: 'How many at the most.' },
    },
  },
  outputSchema: {
    type: 'object',
    required: ['repositories', 'hasMore', 'isPartial'],
    properties: {
      repositories: {
        type: 'array',
        items: {
          type: 'object',
          required: [
            'fullName',
            'private',
            'archived',
            'description',
            'url',
            'defaultBranch',
            'openIssues',
            'pushedAt',
          ],
          properties: {
            fullName: { type: 'string', description: '`owner/name`, as the other actions take it.' },
            private: { type: 'boolean' },
            archived: { type: 'boolean', description: 'Then nothing in it can be changed.' },
            description: { type: ['string', 'null'] },
            url: issueUrl,
            defaultBranch: { type: ['string', 'null'] },
            openIssues: { type: 'integer', description: 'As GitHub counts them: with pull requests.' },
            pushedAt: {
              type: ['string', 'null'],
              format: 'date-time',
              description: 'Null when nothing was pushed yet.',
            },
          },
        },
      },
      hasMore: { type: 'boolean', description: 'Whether there are more than `limit`.' },
      isPartial: {
        type: 'boolean',
        description: 'Whether GitHub left some out, for an organization wants its single sign-on first.',
      },
    },
  },
  examples: [{ summary: 'The ten that were pushed to last', input: { limit: 10 } }],
  async *look(input, { providerUrls }) {
    const { visibility, sort, limit } = input as unknown as Input;
    const perPage = Math.min(limit + 1, LONGEST_PAGE); // one more tells whether there are more
    const repositories: Repository[] = [];
    let isPartial = false;
    for (let page = 1; ; page++) {
      const [answer] = yield [requestOf({ visibility, sort, per_page: perPage, page }, providerUrls)];
      const found = repositoriesOf(answer!);
      repositories.push(...found);
      isPartial ||= answer!.headers['x-github-sso']?.startsWith('partial-results') ?? false;
      const isLast = found.length < perPage;
      if (isLast || repositories.length > limit)
        return { repositories: repositories.slice(0, limit), hasMore: repositories.length > limit, isPartial };
    }
  },
  sign,
} satisfies ReadAction;

type Query = Pick<Input, 'visibility' | 'sort'> & { per_page: number; page: number };

const requestOf = (query: Query, urls: ProviderUrls): LookRequest => compileLook('GET /user/repos', query, urls);

type Repository = ReturnType<typeof toRepository>;

function repositoriesOf(answer: Answer): Repository[] {
  const list = objectIn(answer, github);
  if (!Array.isArray(list) || !list.every(isRepository)) throw unreadableLook(answer, github.name);
  return list.map(toRepository);
}

/** A repository as GitHub answers it, as far as Relay reads it. */
type GitHubRepository = Pick<
  Endpoints['GET /user/repos']['response']['data'][number],
  | 'full_name'
  | 'private'
  | 'archived'
  | 'description'
  | 'html_url'
  | 'default_branch'
  | 'open_issues_count'
  | 'pushed_at'
>;

const isRepository = (item: Partial<GitHubRepository> | null): item is GitHubRepository =>
  typeof item?.full_name === 'string' &&
  typeof item.private === 'boolean' &&
  linkOf(item.html_url) !== undefined &&
  Number.isInteger(item.open_issues_count);

const toRepository = (item: GitHubRepository) => ({
  fullName: item.full_name,
  private: item.private,
  archived: item.archived === true,
  description: textOf(item.description) ?? null,
  url: item.html_url,
  defaultBranch: textOf(item.default_branch) ?? null,
  openIssues: item.open_issues_count,
  pushedAt: timeOf(item.pushed_at) ?? null,
});
