import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const directory = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
const temporary = mkdtempSync(join(tmpdir(), 'relay-package-'));
let tarball: Buffer<ArrayBuffer>;

beforeAll(() => {
  const report = execFileSync('pnpm', ['pack', '--json', '--pack-destination', temporary], {
    cwd: directory,
    encoding: 'utf8',
  });
  const { filename } = JSON.parse(report.slice(report.indexOf('{')));
  tarball = readFileSync(join(temporary, filename.split('/').at(-1)));
}, 60_000);
afterAll(() => rmSync(temporary, { recursive: true }));

describe('the packed package', () => {
  it('is good for publint', async () => {
    const { messages } = await publint({ pack: { tarball: new Uint8Array(tarball).buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
  });

  it('has the right types for every kind of resolution', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
    expect(analysis.types).toMatchObject({ kind: 'included' });
    expect('problems' in analysis && analysis.problems).toEqual([]);
  }, 60_000);

  it('holds the build, the README and nothing else', () => {
    const names = createPackageFromTarballData(new Uint8Array(tarball)).listFiles();
    const unexpected = names
      .map((name) => name.split('/sdk-js/')[1] ?? name)
      .filter((name) => !/^(dist\/|README\.md$|LICENSE$|package\.json$)/.test(name));
    expect(unexpected).toEqual([]);
  });

  it('takes half a megabyte at the most when it is installed, and needs nothing else', () => {
    const files = createPackageFromTarballData(new Uint8Array(tarball));
    const bytes = files.listFiles().reduce((sum, name) => sum + Buffer.byteLength(files.readFile(name)), 0);
    console.log(`installed: ${bytes} bytes`);
    expect(bytes).toBeLessThanOrEqual(500_000);
    expect([manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('the build', () => {
  /** Runs a program in a process of its own, so that Node itself resolves the package. */
  const run = (type: 'module' | 'commonjs', program: string) =>
    execFileSync(process.execPath, [`--input-type=${type}`, '-e', program], {
      cwd: directory,
      encoding: 'utf8',
    }).trim();
  const use = `const { executions } = new Relay({ apiKey: 'relay_test_1' });
    console.log(main.default === Relay, typeof executions.wait, typeof verifyWebhook);`;

  it('can be imported', () => {
    const program = `import Relay, * as main from '@relay/sdk-js';
      import { verifyWebhook } from '@relay/sdk-js/webhooks';
      console.log(main.Relay === Relay); ${use}`;
    expect(run('module', program)).toBe('true\ntrue function function');
  });

  it('can be required', () => {
    const program = `const main = require('@relay/sdk-js');
      const { Relay } = main;
      const { verifyWebhook } = require('@relay/sdk-js/webhooks'); ${use}`;
    expect(run('commonjs', program)).toBe('true function function');
  });
});
