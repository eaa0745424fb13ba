import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { install } from './install.js';

let directory: string;
const program = async (name: string, script: string) => {
  await writeFile(join(directory, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(directory, name), 0o755);
};
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'relay-install-'));
  vi.stubEnv('PATH', directory);
  await program('sh', 'exec /bin/sh "$@"');
  await program('flock', 'shift; exec "$@"');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(directory, { recursive: true });
});
const asUser = (id: number) => vi.spyOn(process, 'getuid').mockReturnValue(id);

it('takes what is there, by the first of its names', async () => {
  await program('chrome', 'exit 1');
  expect(await install('chromium', ['chromium', 'chrome'])).toBe(join(directory, 'chrome'));
});

it('installs what is missing with apt, as root', async () => {
  asUser(0);
  await program(
    'apt-get',
    `case "$*" in *"install -y --no-install-recommends jq") echo > ${directory}/jq; /bin/chmod +x ${directory}/jq;; esac`,
  );
  expect(await install('jq')).toBe(join(directory, 'jq'));
});

it.each<[string, number, string]>([
  ['somebody else than root', 1000, 'exit 0'],
  ['an apt that fails', 0, 'exit 100'],
  ['an apt that does not bring it', 0, 'exit 0'],
])('says what is needed for %s', async (_, user, apt) => {
  asUser(user);
  await program('apt-get', apt);
  await expect(install('chromium', ['chromium', 'chrome'])).rejects.toThrow(
    'These tests need chromium or chrome: install the package chromium (apt-get install chromium).',
  );
});
