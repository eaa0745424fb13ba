import { describe, expect, it } from 'vitest';
import { compileExact } from '../../contract/schemas.js';
import type { JsonObject, WriteAction } from '../provider.js';
import { answerOf, factsOf, lookWith } from '../testing.js';
import { issueClose, issueCreate } from './index.js';

const REPOSITORY = 'octocat/hello-world';
const issue = (more: object = {}) => ({
  number: 17,
  html_url: 'https://github.com/octocat/hello-world/issues/17',
  title: 'Hello',
  state: 'open',
  state_reason: null,
  labels: [{ name: 'bug' }],
  ...more,
});
const FOUND = { title: 'Hello', isClosed: false, isPullRequest: false };
const requestOf = async (action: WriteAction, input: JsonObject, providerUrls = {}) =>
  (await action.plan(input, factsOf({ providerUrls }), FOUND)).request;

describe('github.issue.create', () => {
  it('is one request, with all that GitHub needs to know but the token', async () => {
    const input = { repository: REPOSITORY, title: 'Hello', body: 'Hi **there**', labels: ['bug', 'good first issue'] };
    expect(await requestOf(issueCreate, input)).toEqual({
      method: 'POST',
      url: 'https://api.github.com/repos/octocat/hello-world/issues',
      headers: {
        accept: 'application/vnd.github+json',
        'content-type': 'application/json; charset=utf-8',
        'user-agent': expect.stringContaining('Relay'),
        'x-github-api-version': '2022-11-28',
      },
      body: '{"title":"Hello","body":"Hi **there**","labels":["bug","good first issue"]}',
      addedAtSend: ['authorization'],
    });
  });

  it('goes to another address where one is given for GitHub', async () => {
    const { url } = await requestOf(
      issueCreate,
      { repository: REPOSITORY, title: 'Hello' },
      { github: 'http://127.0.0.1:4010' },
    );
    expect(url).toBe('http://127.0.0.1:4010/repos/octocat/hello-world/issues');
  });

  it('says what was opened, and names what undoes it', () => {
    const outcome = issueCreate.read(answerOf(201, issue()));
    const output = { number: 17, url: issue().html_url, title: 'Hello', labels: ['bug'] };
    expect(outcome).toEqual({ status: 'succeeded', output });
    const undo = issueCreate.compensate({ input: { repository: REPOSITORY, title: 'Hello' }, output });
    expect(undo).toEqual({ repository: REPOSITORY, issueNumber: 17, reason: 'not_planned' });
    expect(compileExact(issueClose.inputSchema)(undo)).toBe(true);
  });

  it.each([['<html>'], [{}], [{ ...issue(), number: '17' }], [[]], ['null']])(
    'is not called a success or a failure when GitHub says 201 with %j',
    (body) => {
      expect(issueCreate.read(answerOf(201, body))).toMatchObject({ status: 'outcome_unknown' });
    },
  );
});

describe('the title of an issue', () => {
  it.each([['Hello'], ['日本語 🎉 “quotes”'], ['x'.repeat(256)]])('may be %j', (title) => {
    expect(compileExact(issueCreate.inputSchema)({ repository: REPOSITORY, title })).toBe(true);
  });

  it.each([[''], [' '], ['a\nb'], ['a\u202eb'], ['a\u0000b'], ['x'.repeat(257)]])('may not be %j', (title) => {
    expect(compileExact(issueCreate.inputSchema)({ repository: REPOSITORY, title })).toBe(false);
  });
});

describe('github.issue.close', () => {
  it('sets the state, with the reason', async () => {
    const request = await requestOf(issueClose, { repository: REPOSITORY, issueNumber: 17, reason: 'not_planned' });
    expect(request).toMatchObject({
      method: 'PATCH',
      url: 'https://api.github.com/repos/octocat/hello-world/issues/17',
      body: '{"state":"closed","state_reason":"not_planned"}',
    });
  });

  it('shows which issue would be closed, and looks with one GET', async () => {
    const input = { repository: REPOSITORY, issueNumber: 17, reason: 'completed' };
    const planned = async (answer: object) => {
      const { found, requests } = await lookWith(issueClose.lookUp(input, factsOf()), () => answerOf(200, answer));
      const { summary, warnings } = issueClose.plan(input, factsOf(), found);
      return {
        asked: requests.map(({ method, url }) => [method, url]),
        summary,
        codes: warnings.map(({ code }) => code),
      };
    };
    expect(await planned(issue({ title: 'Hel\u202elo' }))).toEqual({
      asked: [['GET', 'https://api.github.com/repos/octocat/hello-world/issues/17']],
      summary: 'Close the issue “Hel lo” (#17) of octocat/hello-world as completed',
      codes: [],
    });
    expect(await planned(issue({ pull_request: { url: 'x' }, state: 'closed' }))).toMatchObject({
      summary: 'Close the pull request “Hello” (#17) of octocat/hello-world as completed',
      codes: ['already_closed', 'pull_request'],
    });
  });

  it.each([
    [answerOf(404, { message: 'Not Found' }), 'not_found'],
    [answerOf(301, { message: 'Moved Permanently' }), 'not_found'],
    [answerOf(200, '<html>'), 'unknown'],
  ])('is not planned for what GitHub does not show', async (answer, kind) => {
    const input = { repository: REPOSITORY, issueNumber: 17, reason: 'completed' };
    await expect(lookWith(issueClose.lookUp(input, factsOf()), () => answer)).rejects.toMatchObject({ kind });
  });

  it('believes only an answer that says closed', () => {
    const closed = issue({ state: 'closed', state_reason: 'completed' });
    expect(issueClose.read(answerOf(200, closed))).toMatchObject({
      status: 'succeeded',
      output: { number: 17, state: 'closed', reason: 'completed' },
    });
    expect(issueClose.read(answerOf(200, issue()))).toMatchObject({ status: 'outcome_unknown' });
  });
});

describe('a repository', () => {
  const accepts = (repository: string) => {
    const input = { repository, title: 'Hello' };
    return compileExact(issueCreate.inputSchema)(input);
  };

  it.each(['octocat/hello-world', 'a/b', 'octo_corp/x', 'octo-cat/.github', 'o/a.b_c-d', 'o/...'])(
    'may be %s, which stands in the path as it is',
    async (repository) => {
      expect(accepts(repository)).toBe(true);
      const { url } = await requestOf(issueCreate, { repository, title: 'Hello' });
      expect(new URL(url).pathname).toBe(`/repos/${repository}/issues`);
    },
  );

  it.each([
    '../x',
    'x/..',
    'x/.',
    './x',
    'x',
    '/x',
    'x/',
    'x/y/z',
    'x/y?z',
    'x/y#z',
    'x/y%2f..',
    'x\\y/z',
    'x/y\n',
    ' x/y',
    'https://evil.example/x',
    '{owner}/x',
    'x/{+repo}',
    ':owner/x',
  ])('may not be %j, by the schema and by the plan', async (repository) => {
    expect(accepts(repository)).toBe(false);
    await expect(async () => requestOf(issueCreate, { repository, title: 'Hello' })).rejects.toMatchObject({
      pointer: '/repository',
      code: 'invalid_repository',
    });
  });

  it.each(['baseUrl', 'url', 'method', 'headers', 'mediaType', 'request', 'owner', 'repo', 'data'])(
    'is not led elsewhere by %s, an option of the compiler',
    async (name) => {
      const input = { repository: REPOSITORY, title: 'Hello', [name]: 'https://evil.example' };
      expect(await requestOf(issueCreate, input)).toEqual(
        await requestOf(issueCreate, { repository: REPOSITORY, title: 'Hello' }),
      );
    },
  );
});
