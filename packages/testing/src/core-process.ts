// The built core as a process of its own, as a user runs it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CORE = fileURLToPath(new URL('../../../services/core/dist/src/', import.meta.url));

export interface CoreProcess {
  pid: number;
  /** What it has printed so far, both streams. */
  output(): string;
  /** Resolves when the output matches; rejects when the process ends first. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with the exit code; null when a signal ended it. */
  exited: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts `main` or `admin` of core with exactly this environment beside PATH and HOME; without emulators, unless it says so. */
export const spawnCore = (
  environment: Record<string, string>,
  program: 'main' | 'admin' = 'main',
  args: string[] = [],
): CoreProcess => spawnProgram(join(CORE, `${program}.js`), { RELAY_EMULATORS: 'off', ...environment }, args);

/** Starts a program of Node with exactly this environment beside PATH and HOME. */
export function spawnProgram(file: string, environment: Record<string, string>, args: string[] = []): CoreProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [file, ...args], {
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let looking: Array<() => void> = [];
  const add = (text: string) => {
    output += text;
    for (const look of looking) look();
  };
  child.stdout.setEncoding('utf8').on('data', add);
  child.stderr.setEncoding('utf8').on('data', add);
  const exited = once(child, 'close').then(([code]) => code as number | null);
  return {
    pid: child.pid!,
    output: () => output,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output);
          if (match) resolve(match);
        };
        looking.push(look);
        look();
        exited.then((code) => {
          looking = [];
          reject(new Error(`core ended with ${code} before it printed ${pattern}:\n${output}`));
        });
      }),
    exited,
    kill: (signal) => void child.kill(signal),
  };
}

export interface Credentials {
  baseUrl: string;
  apiKey: string;
  workspaceId: string;
  webhookSecret: string;
}
export interface DevelopmentCore {
  credentials: Credentials;
  process: CoreProcess;
  /** Stops it in order and removes its data. */
  stop(): Promise<void>;
}

/** A development core on a free port with a data directory of its own; the embedded Postgres unless DATABASE_URL is given. */
export async function startDevelopmentCore(environment: Record<string, string> = {}): Promise<DevelopmentCore> {
  const directory = await mkdtemp(join(tmpdir(), 'relay-core-'));
  const core = spawnCore({ PORT: '0', RELAY_DATA_DIR: directory, ...environment });
  await core.printed(/Relay is ready/);
  return {
    credentials: JSON.parse(await readFile(join(directory, 'credentials.json'), 'utf8')),
    process: core,
    stop: async () => {
      core.kill('SIGTERM');
      await core.exited;
      await rm(directory, { recursive: true, force: true });
    },
  };
}
