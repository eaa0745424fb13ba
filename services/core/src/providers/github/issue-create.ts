import { failedWrite } from '../failure.judge.js';
import { isSuccess, unreadableWrite } from '../failure.reply.js';
import type { WriteAction } from '../provider.js';
import { shown, VISIBLE_LINE } from '../shown.js';
import { sign } from '../sign.js';
import { compile, repositoryOf } from './compile.js';
import { github } from './dialect.js';
import { issueNumber, issueUrl, repository } from './github.schema.js';
import { issueOf } from './issue.js';
import { CREATE_ISSUE, LIMITS, SCOPES, UPDATE_ISSUE } from './sources.js';

interface Input {
  repository: string;
  title: string;
  body?: string;
  labels?: string[];
}

export const issueCreate = {
  id: 'github.issue.create',
  version: '2026-11-01',
  provider: 'github',
  name: 'Create an issue',
  description:
    'Opens an issue in a GitHub repository. Undo closes it: GitHub lets nobody but administrators delete issues.',
  kind: 'write',
  // GitHub documents no idempotency key, and an issue has no id before it is there.
  effectClass: 'at-most-once',
  undo: 'github.issue.close',
  requiresConnection: true,
  scopes: ['repo'],
  sources: { effectClass: CREATE_ISSUE, scopes: SCOPES, undo: UPDATE_ISSUE, limits: LIMITS },
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['repository', 'title'],
    properties: {
      repository,
      title: { type: 'string', pattern: VISIBLE_LINE, maxLength: 256, description: 'What it is about, in one line.' },
      body: { type: 'string', maxLength: 65536, description: 'The text, as GitHub Markdown.' },
      labels: {
        type: 'array',
        maxItems: 100,
        uniqueItems: true,
        items: { type: 'string', pattern: '\\S', maxLength: 50 },
        description:
          'Names of labels. GitHub leaves them out, and says nothing, where the account may not triage issues.',
      },
    },
  },
  outputSchema: {
    type: 'object',
    required: ['number', 'url', 'title', 'labels'],
    properties: {
      number: issueNumber,
      url: issueUrl,
      title: { type: 'string' },
      labels: { type: 'array', items: { type: 'string' }, description: 'Those that GitHub has set.' },
    },
  },
  examples: [
    {
      summary: 'Report a bug',
      input: {
        repository: 'octocat/hello-world',
        title: 'The greeting is wrong',
        body: 'It says **Helo**.',
        labels: ['bug'],
      },
    },
  ],
  plan(input, { providerUrls }) {
    const { title, body, labels, repository: name } = input as unknown as Input;
    const parameters = {
      ...repositoryOf(name),
      title,
      ...(body && { body }),
      ...(labels && { labels }),
    };
    return {
      request: compile('POST /repos/{owner}/{repo}/issues', parameters, providerUrls),
      summary: `Create the issue “${shown(title)}” in ${name}`,
      effectClass: 'at-most-once',
      warnings: [],
    };
  },
  read(answer) {
    if (!isSuccess(answer)) return failedWrite(answer, github);
    const issue = issueOf(answer);
    if (!issue) return unreadableWrite(answer, github.name);
    const { number, html_url: url, title, labels } = issue;
    return { status: 'succeeded', output: { number, url, title, labels } };
  },
  compensate: ({ input, output }) => ({
    repository: input.repository,
    issueNumber: output.number,
    reason: 'not_planned',
  }),
  sign,
} satisfies WriteAction;
