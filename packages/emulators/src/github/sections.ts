import type { Section } from '../page/section.js';
import type { GitHubState, Issue } from './index.js';
import { REPOSITORIES } from './repositories.js';

export async function githubSections(state: GitHubState): Promise<Section[]> {
  const issues = await state.issues();
  return [
    {
      title: 'Issues',
      entries: issues.map((issue) => ({
        id: `${issue.repository}/issues/${issue.number}`,
        title: issue.title,
        about: `#${issue.number} in ${issue.repository} by ${issue.author}`,
        at: issue.at,
        tags: [stateOf(issue), ...issue.labels],
        ...(issue.body && { text: issue.body }),
      })),
      empty: 'No issues yet.',
    },
    {
      title: 'Repositories',
      entries: REPOSITORIES.map(({ owner, name, description, ...rest }) => ({
        title: `${owner}/${name}`,
        about: description,
        tags: 'private' in rest ? ['private'] : [],
      })),
      empty: 'No repositories.',
    },
  ];
}

const stateOf = ({ state, stateReason }: Issue) =>
  state === 'open' ? 'open' : `closed${stateReason ? `: ${stateReason.replaceAll('_', ' ')}` : ''}`;
