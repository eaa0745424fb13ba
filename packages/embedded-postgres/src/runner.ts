import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { failed, reasonIn, unsupportedPlatform } from './errors.js';

export interface Account {
  uid: number;
  gid: number;
}

/** How programs of Postgres are run: behind which command, as whom, and who owns the data then. */
export interface Runner {
  prefix: string[];
  identity: Partial<Account>;
  dataOwner?: Account;
}

/** Nothing of ours (PGDATA, LD_LIBRARY_PATH, a locale that was never generated) may lead Postgres astray. */
export const environment = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Postgres refuses to run as root. For root this finds an account, and a way to run under it, that reaches both the
 * binaries and `place`. A cluster that exists keeps its `owner`.
 */
export async function findRunner(postgres: string, place: string, owner?: Account): Promise<Runner> {
  const self: Runner = { prefix: [], identity: {} };
  if (process.getuid?.() !== 0) return self;
  for (const runner of await candidates(owner)) {
    if ((await complaint(runner, postgres, place)) === undefined) return runner;
  }
  const reason = await complaint(self, postgres, place); // --version works even as root, unless the binaries do not
  if (reason !== undefined) throw unsupportedPlatform(reasonIn(reason));
  throw failed(
    `Postgres does not run as root and no other account can reach ${place} and ${postgres}: start as a normal user, or use directories that every user may enter, or set DATABASE_URL to a Postgres of your own.`,
  );
}

async function candidates(owner?: Account): Promise<Runner[]> {
  const account = owner?.uid ? owner : await findAccount();
  if (!account) return [];
  const own = [plain(account), searching(account, 'dac_read_search'), searching(account, 'dac_override')];
  const disguised = asRootInDisguise(account);
  if (!owner) return [...own, disguised];
  return owner.uid === 0 ? [disguised] : own;
}

function plain(account: Account): Runner {
  return { prefix: [], identity: account, dataOwner: account };
}

// Below a directory that only root may enter (/root), the account gets one capability of root's: to pass. Containers
// often have only dac_override. Postgres asks access(2) about its binary, which ignores capabilities of a non-root
// user unless no_setuid_fixup is set.
function searching({ uid, gid }: Account, capability: string): Runner {
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const capabilities = [`--inh-caps=-all,+${capability}`, `--ambient-caps=-all,+${capability}`];
  const prefix = ['setpriv', ...identity, ...capabilities, '--securebits=+no_setuid_fixup'];
  return { prefix, identity: {}, dataOwner: { uid, gid } };
}

// In a user namespace root without capabilities looks like the account. The data stay root's.
function asRootInDisguise({ uid, gid }: Account): Runner {
  return { prefix: ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`], identity: {} };
}

// Asking the system is surer than reading modes: there are access lists, mount options and security modules too.
async function complaint({ prefix, identity }: Runner, postgres: string, place: string): Promise<string | undefined> {
  const [command, ...args] = [...prefix, '/bin/sh', '-c', '"$0" --version && cd "$1"', postgres, place];
  const options: SpawnOptions = { ...identity, cwd: '/', env: environment, stdio: ['ignore', 'ignore', 'pipe'] };
  try {
    const child = spawn(command!, args, options); // throws where even root may not become somebody else
    const [output, [status]] = await Promise.all([text(child.stderr!), once(child, 'close')]);
    return status === 0 ? undefined : output || `status ${status}`;
  } catch (error) {
    return String(error);
  }
}

async function findAccount(): Promise<Account | undefined> {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const line = users.match(/^_?postgres:.*$/m) ?? users.match(/^nobody:.*$/m);
  if (!line) return undefined;
  const [, , uid, gid] = line[0].split(':').map(Number);
  return { uid: uid!, gid: gid! };
}
