// A release on GitHub for every version that was published: its tag, and what its changelog says. What is there is left alone.
// Runs in the release workflow, with GH_TOKEN, once everything is published.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { thisRepository } from '../workshop.ts';
import { notesOf } from './changelog.ts';
import { RELEASED, type Released, UNRELEASED, versionOf } from './released.ts';

/** Runs GitHub's command line; returns what it wrote, or throws. */
export type Gh = (args: string[], input?: string) => string;

/** Returns the tags of the releases that it has made. */
export function announce(released: Released[], repository: string, commit: string, gh: Gh): string[] {
  const existing = (
    JSON.parse(gh(['release', 'list', '--limit', '1000', '--json', 'tagName'])) as { tagName: string }[]
  ).map(({ tagName }) => tagName);
  return released.flatMap((one) => {
    const version = versionOf(one, repository);
    const tag = `${one.name}@${version}`;
    if (version === UNRELEASED || existing.includes(tag)) return [];
    const changelog = readFileSync(join(repository, one.directory, 'CHANGELOG.md'), 'utf8');
    const notes = notesOf(changelog, manifestVersionOf(one, repository));
    const prerelease = /[a-z]/.test(version) ? ['--prerelease'] : [];
    gh(['release', 'create', tag, '--title', tag, '--target', commit, '--notes-file', '-', ...prerelease], notes);
    return [tag];
  });
}

/** The heading in the changelog, also of a Python package. */
const manifestVersionOf = (one: Released, repository: string) => versionOf({ ...one, registry: 'npm' }, repository);

if (import.meta.main) {
  const gh: Gh = (args, input) =>
    execFileSync('gh', args, { encoding: 'utf8', input, cwd: thisRepository, stdio: ['pipe', 'pipe', 'inherit'] });
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', cwd: thisRepository }).trim();
  const tags = announce(RELEASED, thisRepository, commit, gh);
  console.log(tags.length > 0 ? `Released: ${tags.join(', ')}` : 'Every version has its release already.');
}
