import { failedWrite } from '../failure.judge.js';
import { isSuccess, unreadableWrite } from '../failure.reply.js';
import type { WriteAction } from '../provider.js';
import { sign } from '../sign.js';
import { compile, repositoryOf } from './compile.js';
import { github } from './dialect.js';
import { issueNumber, issueUrl, repository } from './github.schema.js';
import { issueOf } from './issue.js';
import { LIMITS, SCOPES, UPDATE_ISSUE } from './sources.js';

interface Input {
  repository: string;
  issueNumber: number;
  reason: 'completed' | 'not_planned';
}

const REASONS = { completed: 'completed', not_planned: 'not planned' };

export const issueClose = {
  id: 'github.issue.close',
  version: '2026-11-01',
  provider: 'github',
  name: 'Close an issue',
  description:
    'Closes an issue in a GitHub repository. GitHub numbers pull requests among the issues, and closes one as well.',
  kind: 'write',
  // It sets a state: what is closed stays closed.
  effectClass: 'natural',
  undo: null,
  requiresConnection: true,
  scopes: ['repo'],
  sources: { effectClass: UPDATE_ISSUE, scopes: SCOPES, limits: LIMITS },
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['repository', 'issueNumber'],
    properties: {
      repository,
      issueNumber,
      reason: {
        type: 'string',
        enum: ['completed', 'not_planned'],
        default: 'completed',
        description: 'Why it is closed, as GitHub shows it.',
      },
    },
  },
  outputSchema: {
    type: 'object',
    required: ['number', 'url', 'title', 'state', 'reason'],
    properties: {
      number: issueNumber,
      url: issueUrl,
      title: { type: 'string' },
      state: { type: 'string', description: 'As GitHub tells it: `closed`.' },
      reason: { type: ['string', 'null'], description: 'As GitHub tells it; a pull request has none.' },
    },
  },
  examples: [
    {
      summary: 'Close an issue that was solved',
      input: { repository: 'octocat/hello-world', issueNumber: 17, reason: 'completed' },
    },
  ],
  plan(input, { providerUrls }) {
    const { repository: name, issueNumber: issue_number, reason } = input as unknown as Input;
    const parameters = {
      ...repositoryOf({ repository: name }),
      issue_number,
      state: 'closed',
      state_reason: reason,
    } as const;
    return {
      request: compile('PATCH /repos/{owner}/{repo}/issues/{issue_number}', parameters, providerUrls),
      summary: `Close the issue #${issue_number} of ${name} as ${REASONS[reason]}`,
      effectClass: 'natural',
      warnings: [],
    };
  },
  read(answer) {
    if (!isSuccess(answer)) return failedWrite(answer, github);
    const issue = issueOf(answer);
    if (issue?.state !== 'closed') return unreadableWrite(answer, github.name);
    const { number, html_url: url, title, state, state_reason: reason } = issue;
    return { status: 'succeeded', output: { number, url, title, state, reason } };
  },
  sign,
} satisfies WriteAction;
