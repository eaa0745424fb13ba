import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { candidateOf } from '../fixtures.ts';
import { median } from './import-time.ts';
import { installedSize } from './installed-size.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-bench-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(...files: string[]) {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '12345');
  }
}
const sizeOf = (language: 'javascript' | 'python') =>
  installedSize(candidateOf(language, 'relay'), { folder, program: '', environment: {} });

it('counts the packages of an npm install, nested ones too, and no package.json within one', () => {
  write(
    'node_modules/.package-lock.json',
    'node_modules/one/package.json',
    'node_modules/one/esm/package.json',
    'node_modules/@scope/two/package.json',
    'node_modules/@scope/two/node_modules/three/package.json',
    'package.json',
    'entry.mjs',
  );
  expect(sizeOf('javascript')).toEqual({ bytes: 20, packages: 3 });
});

it('counts the packages of a pip install, without what was compiled', () => {
  write(
    'one/__init__.py',
    'one/__pycache__/__init__.pyc',
    'one-1.0.dist-info/METADATA',
    'two-1.0.dist-info/METADATA',
    'bin/one',
    'complete',
  );
  expect(sizeOf('python')).toEqual({ bytes: 15, packages: 2 });
});

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
])('the median of %s is %s', (values, expected) => {
  expect(median(values)).toBe(expected);
});
