import { describe, expect, it } from 'vitest';
import type { JsonObject, LookRequest } from '../provider.js';
import { answerOf, factsOf, lookWith } from '../testing.js';
import { repoList } from './index.js';

const repository = (index: number) => ({
  full_name: `octocat/${index}`,
  private: false,
  archived: false,
  description: null,
  html_url: `https://github.com/octocat/${index}`,
  default_branch: 'main',
  open_issues_count: index,
  pushed_at: '2026-11-01T12:00:00Z',
});

/** GitHub with so many repositories. */
const withRepositories =
  (count: number, headers: Record<string, string> = {}) =>
  ({ url }: LookRequest) => {
    const query = new URL(url).searchParams;
    const [page, size] = [Number(query.get('page')), Number(query.get('per_page'))];
    const all = Array.from({ length: count }, (_, index) => repository(index));
    return answerOf(200, all.slice((page - 1) * size, page * size), headers);
  };

const list = (input: JsonObject, answers: Parameters<typeof lookWith>[1]) =>
  lookWith(repoList.look({ visibility: 'all', sort: 'pushed', limit: 30, ...input }, factsOf()), answers);

describe('github.repo.list', () => {
  it('asks for what the input says, without a token', async () => {
    const { requests } = await list({ visibility: 'private', sort: 'full_name', limit: 10 }, withRepositories(3));
    expect(requests).toEqual([
      {
        method: 'GET',
        url: 'https://api.github.com/user/repos?visibility=private&sort=full_name&per_page=11&page=1',
        headers: expect.not.objectContaining({ authorization: expect.anything() }),
        body: null,
        addedAtSend: ['authorization'],
      },
    ]);
  });

  it('says what GitHub tells about each', async () => {
    const { found } = await list({}, withRepositories(1));
    expect(found).toEqual({
      repositories: [
        {
          fullName: 'octocat/0',
          private: false,
          archived: false,
          description: null,
          url: 'https://github.com/octocat/0',
          defaultBranch: 'main',
          openIssues: 0,
          pushedAt: '2026-11-01T12:00:00Z',
        },
      ],
      hasMore: false,
      isPartial: false,
    });
  });

  it.each([
    [
      { limit: 30, there: 30 },
      { got: 30, hasMore: false, pages: 1 },
    ],
    [
      { limit: 30, there: 31 },
      { got: 30, hasMore: true, pages: 1 },
    ],
    [
      { limit: 100, there: 100 },
      { got: 100, hasMore: false, pages: 2 },
    ],
    [
      { limit: 250, there: 240 },
      { got: 240, hasMore: false, pages: 3 },
    ],
    [
      { limit: 250, there: 400 },
      { got: 250, hasMore: true, pages: 3 },
    ],
    [
      { limit: 500, there: 0 },
      { got: 0, hasMore: false, pages: 1 },
    ],
  ])('turns pages until it has enough: %j', async ({ limit, there }, expected) => {
    const { found, requests } = await list({ limit }, withRepositories(there));
    const names = found.repositories.map(({ fullName }) => fullName);
    expect({ got: new Set(names).size, hasMore: found.hasMore, pages: requests.length }).toEqual(expected);
  });

  it('says when GitHub leaves an organization out', async () => {
    const { found } = await list({}, withRepositories(1, { 'x-github-sso': 'partial-results; organizations=17' }));
    expect(found.isPartial).toBe(true);
  });

  it.each([['<html>'], [{}], [[null]], [[{}]], ['']])('fails when GitHub says 200 with %j', async (body) => {
    await expect(list({}, () => answerOf(200, body))).rejects.toMatchObject({ kind: 'unknown' });
  });

  it('fails as GitHub says', async () => {
    await expect(list({}, () => answerOf(401, { message: 'Bad credentials' }))).rejects.toMatchObject({
      kind: 'auth',
      error: { code: 'provider_auth', providerMessage: 'Bad credentials' },
    });
  });
});
