import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { announce, type Gh } from './announce.ts';
import type { Released } from './released.ts';

const javascript: Released = { registry: 'npm', name: '@relay/sdk-js', directory: 'javascript' };
const python: Released = { registry: 'pypi', name: 'relay-sdk', directory: 'python' };
let repository: string;
beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'relay-announce-'));
});
afterEach(() => rmSync(repository, { recursive: true }));

function write(directory: string, version: string) {
  mkdirSync(join(repository, directory));
  writeFileSync(join(repository, directory, 'package.json'), JSON.stringify({ version }));
  writeFileSync(join(repository, directory, 'CHANGELOG.md'), `# x\n\n## ${version}\n\n- Notes of ${directory}.\n`);
}

/** GitHub with these releases, and what it was then asked to create. */
function github(...existing: string[]) {
  const created: { args: string[]; input: string | undefined }[] = [];
  const gh: Gh = (args, input) => {
    if (args[1] === 'list') return JSON.stringify(existing.map((tagName) => ({ tagName })));
    created.push({ args, input });
    return '';
  };
  return { gh, created };
}

it('makes a release of each version, with its notes, at the commit that was published', () => {
  write('javascript', '0.1.0');
  write('python', '0.2.0-beta.0');
  const { gh, created } = github();
  expect(announce([javascript, python], repository, 'c0ffee', gh)).toEqual([
    '@relay/sdk-js@0.1.0',
    'relay-sdk@0.2.0b0',
  ]);
  const create = (tag: string) => ['release', 'create', tag, '--title', tag, '--target', 'c0ffee', '--notes-file', '-'];
  expect(created).toEqual([
    { args: create('@relay/sdk-js@0.1.0'), input: '- Notes of javascript.' },
    { args: [...create('relay-sdk@0.2.0b0'), '--prerelease'], input: '- Notes of python.' },
  ]);
});

it('leaves alone what is there, and what was never raised', () => {
  write('javascript', '0.1.0');
  write('python', '0.0.0');
  const { gh, created } = github('@relay/sdk-js@0.1.0');
  expect(announce([javascript, python], repository, 'c0ffee', gh)).toEqual([]);
  expect(created).toEqual([]);
});
