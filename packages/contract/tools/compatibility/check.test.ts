import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { check, RELEASED, SOURCE } from './check.ts';
import { keepReleased } from './release.ts';
import { contractOf } from './testing.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'relay-repository-'));
  await versions('0.0.0');
  await write(SOURCE, JSON.stringify(contractOf(2), null, 1));
  await mkdir(join(root, '.changeset'));
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
async function versions(version: string): Promise<void> {
  for (const name of ['sdk-js', 'sdk-python'])
    await write(`packages/${name}/package.json`, JSON.stringify({ name: `@relay/${name}`, version }));
}
const changeset = (...sizes: [js: string, python: string]) =>
  write(
    '.changeset/one.md',
    `---\n'@relay/sdk-js': ${sizes[0]}\n'@relay/sdk-python': ${sizes[1]}\n---\n\nIt changes.\n`,
  );

/** A contract without `POST /m0`. */
async function removeOperation(): Promise<void> {
  const contract = contractOf(2);
  delete contract.paths['/m0'];
  await write(SOURCE, JSON.stringify(contract, null, 1));
}

it('lets the first release have any contract', async () => {
  expect(await check(root)).toEqual({
    text: 'contract: nothing has been released yet, so nothing can break',
    isAnnounced: true,
  });
});

it('fails when the contract of a release was lost', async () => {
  await versions('0.1.0');
  expect(await check(root)).toEqual({
    text: `contract: ${RELEASED} is missing; the release writes it and commits it`,
    isAnnounced: false,
  });
});

it('finds the contract of the release as it was kept, byte for byte', async () => {
  await versions('0.1.0');
  keepReleased(root);
  expect(await readFile(join(root, RELEASED))).toEqual(await readFile(join(root, SOURCE)));
  expect(await check(root)).toEqual({ text: 'contract: as it was released', isAnnounced: true });
});

it('fails when what breaks is not announced for both clients, and not when it is', async () => {
  await versions('1.0.0');
  keepReleased(root);
  await removeOperation();
  const silent = await check(root);
  expect(silent.isAnnounced).toBe(false);
  expect(silent.text).toContain('breaking   major  #/paths/~1m0\n');
  expect(silent.text).toContain('@relay/sdk-python 1.0.0 needs a changeset of the size major; pending: none');

  await changeset('major', 'minor');
  const half = await check(root);
  expect(half.isAnnounced).toBe(false);
  expect(half.text).not.toContain('@relay/sdk-js 1.0.0 needs');
  expect(half.text).toContain('@relay/sdk-python 1.0.0 needs a changeset of the size major; pending: minor');

  await changeset('major', 'major');
  expect(await check(root)).toMatchObject({ isAnnounced: true });
});

it('asks before 1.0 for a minor', async () => {
  await versions('0.4.2');
  keepReleased(root);
  await removeOperation();
  await changeset('patch', 'patch');
  expect((await check(root)).text).toContain('@relay/sdk-js 0.4.2 needs a changeset of the size minor; pending: patch');
  await changeset('minor', 'minor');
  expect(await check(root)).toMatchObject({ isAnnounced: true });
});

it('is content again once the release has raised the versions and kept the contract', async () => {
  await versions('1.0.0');
  keepReleased(root);
  await removeOperation();
  await versions('2.0.0');
  keepReleased(root);
  expect(await check(root)).toEqual({ text: 'contract: as it was released', isAnnounced: true });
});
