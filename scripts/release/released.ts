// What this repository publishes, and which versions of it changesets have made.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Released {
  registry: 'npm' | 'pypi';
  /** Its name there. */
  name: string;
  /** Where its package.json is, whose version the changesets raise. */
  directory: string;
}

export const RELEASED: Released[] = [
  { registry: 'npm', name: '@relay/sdk-js', directory: 'packages/sdk-js' },
  { registry: 'npm', name: '@relay/cli', directory: 'packages/cli' },
  { registry: 'pypi', name: 'relay-sdk', directory: 'packages/sdk-python' },
];

/** A package that no changeset has raised yet; it is never published. */
export const UNRELEASED = '0.0.0';

/** The version as the package's registry writes it. */
export function versionOf({ registry, directory }: Released, repository: string): string {
  const { version } = JSON.parse(readFileSync(join(repository, directory, 'package.json'), 'utf8'));
  return registry === 'pypi' ? toPythonVersion(version) : version;
}

const PRERELEASES: Record<string, string> = { alpha: 'a', beta: 'b', rc: 'rc' };

/** 1.2.0-beta.3 is 1.2.0b3 in Python. What PyPI has no word for is refused. */
export function toPythonVersion(version: string): string {
  const [, release, label, number] = /^(\d+\.\d+\.\d+)(?:-([a-z]+)\.(\d+))?$/.exec(version) ?? [];
  const prerelease = label === undefined ? '' : PRERELEASES[label];
  if (release === undefined || prerelease === undefined)
    throw new Error(`PyPI knows no version ${version}; prereleases are alpha, beta or rc, such as 1.2.0-beta.0.`);
  return release + prerelease + (number ?? '');
}
