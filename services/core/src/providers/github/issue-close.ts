import type { Warning } from '../../generated/types.js';
import { failedWrite, refuse } from '../failure.judge.js';
import { isSuccess, unreadableLook, unreadableWrite } from '../failure.reply.js';
import type { Answer, JsonObject, Looking, WriteAction } from '../provider.js';
import { shown } from '../shown.js';
import { sign } from '../sign.js';
import { compile, compileLook, repositoryOf } from './compile.js';
import { github } from './dialect.js';
import { issueNumber, issueUrl, repository } from './github.schema.js';
import { issueOf } from './issue.js';
import { LIMITS, SCOPES, UPDATE_ISSUE } from './sources.js';

interface Input {
  repository: string;
  issueNumber: number;
  reason: 'completed' | 'not_planned';
}

/** What a look found. */
interface Found extends JsonObject {
  title: string;
  isClosed: boolean;
  isPullRequest: boolean;
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
  async *lookUp(input, { providerUrls }): Looking<Found> {
    const [answer] = yield [
      compileLook('GET /repos/{owner}/{repo}/issues/{issue_number}', placeOf(input as unknown as Input), providerUrls),
    ];
    return foundIn(answer!);
  },
  plan(input, { providerUrls }, found) {
    const { repository: name, issueNumber: number, reason } = input as unknown as Input;
    const { title, isPullRequest } = found as Found;
    const parameters = { ...placeOf(input as unknown as Input), state: 'closed', state_reason: reason } as const;
    const what = isPullRequest ? 'pull request' : 'issue';
    return {
      request: compile('PATCH /repos/{owner}/{repo}/issues/{issue_number}', parameters, providerUrls),
      summary: `Close the ${what} “${shown(title)}” (#${number}) of ${name} as ${REASONS[reason]}`,
      effectClass: 'natural',
      warnings: warningsOf(found as Found),
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

const placeOf = ({ repository: name, issueNumber: issue_number }: Input) => ({
  ...repositoryOf(name),
  issue_number,
});

function foundIn(answer: Answer): Found {
  if (!isSuccess(answer)) refuse(answer, github);
  const issue = issueOf(answer);
  if (!issue) throw unreadableLook(answer, github.name);
  return { title: issue.title, isClosed: issue.state === 'closed', isPullRequest: issue.isPullRequest };
}

function warningsOf({ isClosed, isPullRequest }: Found): Warning[] {
  const warnings: Warning[] = [];
  if (isClosed)
    warnings.push({ code: 'already_closed', detail: 'It is closed now: to close it changes its reason only.' });
  if (isPullRequest)
    warnings.push({ code: 'pull_request', detail: 'This number is that of a pull request, which would be closed.' });
  return warnings;
}
