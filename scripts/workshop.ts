// A temporary directory with a clone of this repository, and the programs that run there as for somebody who has just come.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export { freePort } from '../packages/testing/src/free-port.ts';

export type Environment = Record<string, string | undefined>;

export interface Started {
  child: ChildProcess;
  /** What it has written so far, errors included. */
  output: () => string;
  /** Resolves with its exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
}

export interface Workshop {
  directory: string;
  clone: string;
  /** Starts a program in a process group of its own, as a terminal does. */
  start(program: string, args: string[], options?: { cwd?: string; env?: Environment }): Started;
  /** Runs a program to its end; returns what it wrote, or throws with it. */
  run(program: string, args: string[], options?: { cwd?: string; env?: Environment }): Promise<string>;
}

/** Lends a workshop to `work`, and clears it away afterwards, whatever happens: what was started there, then the files. */
export async function inWorkshop(name: string, work: (workshop: Workshop) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), `relay-${name}-`));
  const groups: number[] = [];

  const start: Workshop['start'] = (program, args, { cwd = directory, env = environment() } = {}) => {
    const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    if (child.pid) groups.push(child.pid);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
    return { child, output: () => output, ended };
  };
  const run: Workshop['run'] = async (program, args, options) => {
    const { output, ended } = start(program, args, options);
    const result = await ended;
    if (result !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${result}:\n${output()}`);
    return output();
  };

  const interrupted = once(process, 'SIGINT').then(() => Promise.reject(new Error('Interrupted.')));
  try {
    await Promise.race([work({ directory, clone: join(directory, 'relay'), start, run }), interrupted]);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  } finally {
    for (const group of groups) killGroup(group);
    await nothingRunsIn(directory, 10_000); // Postgres follows its owner
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    process.exit();
  }
}

function killGroup(group: number) {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // it has ended
  }
}

/** Processes that work in the directory or were called with a path in it. */
function processesIn(directory: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        const isHere = command.includes(directory) || readlinkSync(`/proc/${pid}/cwd`).startsWith(directory);
        return isHere && command !== '' ? [`${pid} ${command}`] : [];
      } catch {
        return []; // it has ended, or is somebody else's
      }
    });
}

/** Waits until nothing runs there any more; returns what still does. */
export async function nothingRunsIn(directory: string, patienceMs: number): Promise<string[]> {
  for (const until = Date.now() + patienceMs; ; await sleep(20)) {
    const left = processesIn(directory);
    if (left.length === 0 || Date.now() > until) return left;
  }
}

/** What a person's shell has: nothing that configures Relay, pnpm, npm or turbo, and no path into a node_modules. */
export function environment(changes: Environment = {}): Environment {
  const ours =
    /^(npm_|pnpm_|turbo_|xdg_|node_env|node_options|relay_|database_|redis_url|port$|host$|log_level|init_cwd|ci$)/i;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  const path = (process.env.PATH ?? '').split(delimiter).filter((place) => !place.includes('node_modules'));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), ...changes };
}

export const thisRepository = fileURLToPath(new URL('..', import.meta.url));

/** Waits for a text in what a program writes. */
export const waitFor = (started: Started, text: string, patienceMs: number) =>
  waitUntil(started, `written “${text}”`, patienceMs, async () => started.output().includes(text));

/** Waits until a server that was started answers a GET with success. */
export const waitForReply = (started: Started, url: string, patienceMs: number) =>
  waitUntil(started, `answered ${url}`, patienceMs, () =>
    fetch(url)
      .then(({ ok }) => ok)
      .catch(() => false),
  );

async function waitUntil(
  { output, ended }: Started,
  what: string,
  patienceMs: number,
  isSo: () => Promise<boolean>,
): Promise<void> {
  let result: unknown;
  void ended.then((how) => {
    result = how;
  });
  for (const until = Date.now() + patienceMs; !(await isSo()); await sleep(10)) {
    if (result !== undefined) throw new Error(`It ended with ${result} before it had ${what}:\n${output()}`);
    if (Date.now() > until) throw new Error(`It has not ${what} in ${patienceMs / 1000} s:\n${output()}`);
  }
}
