import type { Emulators } from '@relay/emulators';
import type { ProviderFixtures } from './fixtures.js';
import type { Kit } from './kit.js';

const REPOSITORY = 'ada/engine';

const issuesOf = (kit: Kit) => (kit.emulator as Emulators['github']).state.issues(REPOSITORY);

export const github: ProviderFixtures = {
  provider: 'github',
  actions: {
    'github.issue.create': {
      kind: 'write',
      inputs: {
        'a title alone': (_kit, title) => ({ repository: REPOSITORY, title }),
        'text and labels': (_kit, tag) => ({
          repository: REPOSITORY,
          title: `${tag} — “quotes”, ünïcödé & 🎉`,
          body: '# Steps\n\n1. `<script>`\n2. 日本語\r\n',
          labels: ['bug', 'good first issue'],
        }),
      },
      effects: async (kit, { title }) =>
        (await issuesOf(kit)).filter((issue) => issue.title === title && issue.state === 'open').length,
    },
    'github.issue.close': {
      kind: 'write',
      inputs: {
        solved: async (kit, title) => ({ repository: REPOSITORY, issueNumber: await openIssue(kit, title) }),
        'not planned': async (kit, title) => ({
          repository: REPOSITORY,
          issueNumber: await openIssue(kit, title),
          reason: 'not_planned',
        }),
      },
      effects: async (kit, { issueNumber }) =>
        (await issuesOf(kit)).filter(({ number, state }) => number === issueNumber && state === 'closed').length,
    },
    'github.repo.list': {
      kind: 'read',
      inputs: { all: () => ({}), 'private ones': () => ({ visibility: 'private', sort: 'full_name', limit: 1 }) },
    },
  },
};

async function openIssue(kit: Kit, title: string): Promise<unknown> {
  return (await kit.made('github.issue.create', { repository: REPOSITORY, title })).number;
}
