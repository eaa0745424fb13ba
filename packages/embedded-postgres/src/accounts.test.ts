import { spawnSync } from 'node:child_process';
import { chown, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { install } from './testing/installation.js';
import { Owner } from './testing/owner.js';
import { query } from './testing/query.js';
import { temporaryDirectory } from './testing/temporary-directory.js';

// Only root can become somebody else. For a normal user every other test shows that it works.
const isRoot = process.getuid?.() === 0;

/** A search path on which a program refuses to work when its arguments match, as it does in many containers. */
async function pathWithout(refusals: Record<string, string>): Promise<NodeJS.ProcessEnv> {
  const directory = await temporaryDirectory();
  for (const [program, pattern] of Object.entries(refusals)) {
    const script = `#!/bin/sh\ncase "$*" in ${pattern}) exit 1 ;; esac\nPATH=\${PATH#*:} exec ${program} "$@"\n`;
    await writeFile(join(directory, program), script, { mode: 0o755 });
  }
  return { ...process.env, PATH: `${directory}:${process.env.PATH}` };
}

async function startTwice(directory: string, options: ConstructorParameters<typeof Owner>[1]) {
  const first = new Owner(directory, options);
  await query((await first.hear('ready')).url, 'create table notes as select 42 as number');
  await first.stop();
  const second = new Owner(directory, options);
  const { url, pid } = await second.hear('ready');
  expect(await query(url, 'select number from notes')).toEqual([{ number: 42 }]);
  const accounts = { ofProcess: (await stat(`/proc/${pid}`)).uid, ofData: (await stat(join(directory, 'data'))).uid };
  await second.stop();
  return accounts;
}

describe.runIf(isRoot)('as root', () => {
  it('runs Postgres under another account', async () => {
    const { ofProcess, ofData } = await startTwice(await temporaryDirectory(), {});
    expect(ofProcess).not.toBe(0);
    expect(ofData).toBe(ofProcess);
  });

  it('works with data and binaries below a directory that only root may enter', async () => {
    const home = await temporaryDirectory(0o700);
    await mkdir(join(home, 'x'), { mode: 0o700 });
    const { root, execPath } = await install(join(home, 'x'));
    const { ofProcess, ofData } = await startTwice(join(home, 'x', '.relay'), { root, execPath });
    expect(ofProcess).not.toBe(0);
    expect(ofData).toBe(ofProcess);
    for (const path of [home, join(home, 'x')]) expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  it('works there with the capabilities that containers have', async () => {
    const env = await pathWithout({ setpriv: '*dac_read_search*', unshare: '*' });
    const { ofProcess, ofData } = await startTwice(join(await temporaryDirectory(0o700), '.relay'), { env });
    expect(ofProcess).not.toBe(0);
    expect(ofData).toBe(ofProcess);
  });

  const hasUserNamespaces = spawnSync('unshare', ['--user', 'true']).status === 0;
  it.runIf(hasUserNamespaces)('works there in a user namespace where capabilities cannot be passed on', async () => {
    const env = await pathWithout({ setpriv: '*' });
    const { ofData } = await startTwice(join(await temporaryDirectory(0o700), '.relay'), { env });
    expect(ofData).toBe(0);
  });

  it('tells in one sentence what to do where nothing of that works', async () => {
    const env = await pathWithout({ setpriv: '*', unshare: '*' });
    const directory = join(await temporaryDirectory(0o700), '.relay');
    const { code, message } = await new Owner(directory, { env }).hear('ready', 'refused');
    expect(code).toBe('failed');
    expect(message).toContain(`Postgres does not run as root and no other account can reach ${directory}`);
    expect(message).toMatch(/set DATABASE_URL to a Postgres of your own\.$/);
  });

  it('works for a normal user too, and refuses one who may not write', async () => {
    const { root, execPath } = await install(await temporaryDirectory());
    const user = { uid: 65_534, gid: 65_534 };
    const directory = await temporaryDirectory();
    const refused = await new Owner(directory, { root, execPath, ...user }).hear('ready', 'refused');
    expect(refused).toMatchObject({ code: 'unwritable', message: expect.stringContaining('(EACCES)') });
    await chown(directory, user.uid, user.gid);
    const { ofProcess, ofData } = await startTwice(directory, { root, execPath, ...user });
    expect([ofProcess, ofData]).toEqual([user.uid, user.uid]);
  });
});
