import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
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
  const report = execFileSync('pnpm', ['pack', '--json', '--pack-destination', temporary], { cwd: directory, encoding: 'utf8' });
  const { filename } = JSON.parse(report.slice(report.indexOf('{')));
  tarball = readFileSync(join(temporary, filename.split('/').at(-1)));
}, 60_000);
afterAll(() => rmSync(temporary, { recursive: true }));

describe('the packed package', () => {
  it('is good for publint', async () => {
    const { messages } = await publint({ pkgDir: directory, pack: { tarball: new Uint8Array(tarball).buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
  });

  it('has the right types for every kind of resolution', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
    expect(analysis.types).toMatchObject({ kind: 'included' });
    expect('problems' in analysis && analysis.problems).toEqual([]);
  }, 60_000);

  it('holds the build, the README and nothing else', () => {
    const names = createPackageFromTarballData(new Uint8Array(tarball)).listFiles();
    const unexpected = names.map((name) => name.split('/sdk-js/')[1] ?? name).filter((name) => !/^(dist\/|README\.md$|LICENSE$|package\.json$)/.test(name));
    expect(unexpected).toEqual([]);
  });

  it('takes half a megabyte at the most when it is installed, and needs nothing else', () => {
    const files = createPackageFromTarballData(new Uint8Array(tarball));
    const bytes = files.listFiles().reduce((sum, name) => sum + Buffer.byteLength(files.readFile(name)), 0);
    expect(bytes).toBeLessThanOrEqual(500_000);
    expect([manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies]).toEqual([undefined, undefined, undefined]);
  });
});

describe('the build', () => {
  const require = createRequire(import.meta.url);
  const options = { apiKey: 'relay_test_1' };

  it('can be imported', async () => {
    const module = await import('@relay/sdk-js');
    expect(module.default).toBe(module.Relay);
    expect(new module.default(options).executions.wait).toBeTypeOf('function');
    expect((await import('@relay/sdk-js/webhooks')).verifyWebhook).toBeTypeOf('function');
  });

  it('can be required', () => {
    const module = require('@relay/sdk-js');
    expect(module.default).toBe(module.Relay);
    expect(new module.Relay(options).webhooks.secret.get).toBeTypeOf('function');
    expect(require('@relay/sdk-js/webhooks').verifyWebhook).toBeTypeOf('function');
  });
});
