import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Binaries } from './binaries.js';
import { exists, makeDirectory } from './directory.js';
import { failed, reasonIn, unsupportedPlatform } from './errors.js';
import { environment, findRunner, type Runner } from './runner.js';

export interface Cluster {
  directory: string;
  data: string;
  password: string;
  runner: Runner;
}

const PASSWORD_FILE = 'relay.password';
const DRAFT = 'unfinished-cluster-'; // no name that somebody's own files would have: they are removed

/** The cluster kept in `directory`; `onCreate` hears when there is none and it has to be made. */
export async function openCluster(directory: string, binaries: Binaries, onCreate: () => void): Promise<Cluster> {
  const data = join(directory, 'data');
  if (!(await exists(data))) {
    onCreate();
    await createCluster(directory, data, binaries);
  }
  const password = await readFile(join(data, PASSWORD_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? failed(`${data} holds something else than a database of ours.`, error) : error;
  });
  return { directory, data, password, runner: await findRunner(binaries.postgres, data, await stat(data)) };
}

// Made aside and renamed when complete: a crash leaves no half cluster, and of two starters one wins.
async function createCluster(directory: string, data: string, binaries: Binaries) {
  const made = await makeDirectory(directory);
  // The account that Postgres runs as must pass. Directories that were there before stay as they are.
  if (process.getuid?.() === 0) for (const path of made) await chmod(path, 0o711);
  const runner = await findRunner(binaries.postgres, directory);
  const draft = await mkdtemp(join(directory, DRAFT));
  try {
    await chmod(draft, 0o711);
    await initialise(draft, binaries.initdb, runner);
    await rename(join(draft, 'data'), data);
    await removeDrafts(directory);
  } catch (error) {
    if (!(await exists(data))) throw error; // else another starter has won
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function initialise(draft: string, initdb: string, { prefix, identity, dataOwner }: Runner) {
  const [data, password] = [join(draft, 'data'), join(draft, 'password')];
  await mkdir(data, { mode: 0o700 });
  await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (dataOwner) for (const path of [data, password]) await chown(path, dataOwner.uid, dataOwner.gid);
  const locale = ['--encoding=UTF8', '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=relay', `--pwfile=${password}`, '--auth=scram-sha-256'];
  const [command, ...args] = [...prefix, initdb, `--pgdata=${data}`, ...access, ...locale];
  const child = spawn(command!, args, { ...identity, cwd: '/', env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  const output = text(child.stderr!);
  const status = await new Promise<unknown>((resolve) => child.once('error', resolve).once('close', resolve));
  if (status instanceof Error) throw unsupportedPlatform(status.message, status);
  if (status !== 0) throw failed(`The database could not be created: ${reasonIn(await output)}.`, await output);
  await rename(password, join(data, PASSWORD_FILE));
}

// What a crash left of an earlier attempt. A starter whose draft goes away meanwhile has lost already.
async function removeDrafts(directory: string) {
  const drafts = (await readdir(directory)).filter((name) => name.startsWith(DRAFT));
  for (const name of drafts) await rm(join(directory, name), { recursive: true, force: true });
}
