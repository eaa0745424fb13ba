import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { thisRepository } from '../workshop.ts';
import { RELEASED, toPythonVersion, versionOf } from './released.ts';

it('names every package that npm would publish', () => {
  const packages = readdirSync(join(thisRepository, 'packages')).flatMap((name) => {
    const manifest = JSON.parse(readFileSync(join(thisRepository, 'packages', name, 'package.json'), 'utf8'));
    return manifest.private ? [] : [manifest.name];
  });
  const named = RELEASED.filter(({ registry }) => registry === 'npm').map(({ name }) => name);
  expect(named.toSorted()).toEqual(packages.toSorted());
});

it.each([
  ['npm', '1.2.0-beta.3'],
  ['pypi', '1.2.0b3'],
] as const)('reads the version that the changesets wrote, as %s has it', (registry, expected) => {
  const repository = mkdtempSync(join(tmpdir(), 'relay-released-'));
  mkdirSync(join(repository, 'client'));
  writeFileSync(join(repository, 'client/package.json'), JSON.stringify({ version: '1.2.0-beta.3' }));
  expect(versionOf({ registry, name: 'client', directory: 'client' }, repository)).toBe(expected);
  rmSync(repository, { recursive: true });
});

it.each([
  ['0.1.0', '0.1.0'],
  ['1.0.0-alpha.0', '1.0.0a0'],
  ['1.0.0-rc.12', '1.0.0rc12'],
])('%s is %s in Python', (version, expected) => {
  expect(toPythonVersion(version)).toBe(expected);
});

it.each(['1.0', '1.0.0-next.1', '0.0.0-snapshot-20261125', '1.0.0+build'])('refuses %s in Python', (version) => {
  expect(() => toPythonVersion(version)).toThrow(`PyPI knows no version ${version}`);
});
