// Runs code as a reader would who has pasted it: in a folder, in a process of its own, with an environment. As in a terminal, files stay
// from one sample to the next, and so do the variables that a command exports.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export type Language = 'sh' | 'js' | 'ts' | 'python';
export interface Sample {
  language: Language;
  code: string;
}
export interface Run {
  exitCode: number;
  stdout: string;
  stderr: string;
}
/** A sample that keeps running. */
export interface Running {
  /** What it has printed so far. */
  stdout(): string;
  /** Resolves when somebody listens on the port; rejects when the sample ends first. */
  listening(port: number): Promise<void>;
  stop(): Promise<void>;
}
export interface Terminal {
  folder: string;
  run(sample: Sample, environment: Record<string, string>): Promise<Run>;
  start(sample: Sample, environment: Record<string, string>): Promise<Running>;
  close(): Promise<void>;
}

const NODE_MODULES = fileURLToPath(new URL('../node_modules', import.meta.url));
/** Where Python finds relay-sdk. */
export const PYTHON_PATH = fileURLToPath(new URL('../../sdk-python/src', import.meta.url));
const PYTHON = fileURLToPath(new URL('../../sdk-python/.venv/bin/python', import.meta.url));
const PROGRAMS: Record<Language, { file: string; command: string[] }> = {
  sh: { file: 'sample.sh', command: ['/bin/sh', '-e'] },
  js: { file: 'sample.mjs', command: [process.execPath] },
  ts: { file: 'sample.mts', command: [process.execPath] },
  python: { file: 'sample.py', command: [PYTHON] },
};
/** Around a command: what it exports, and nothing that it was given, is there for the next one. */
const BEFORE = '. ./exported.sh; export -p > before.sh\n';
const AFTER = '\nexport -p | grep -vxFf before.sh >> exported.sh || true\n';

/** JavaScript finds this package's dependencies there; Python finds relay-sdk, and its virtual environment. */
export async function openTerminal(): Promise<Terminal> {
  const folder = await mkdtemp(join(tmpdir(), 'relay-sample-'));
  await symlink(NODE_MODULES, join(folder, 'node_modules'));
  await writeFile(join(folder, 'exported.sh'), '');
  return {
    folder,
    async run(sample, environment) {
      const [program, args] = await prepare(folder, sample);
      const options = { cwd: folder, env: environmentOf(environment), timeout: 50_000 };
      return new Promise((resolve, reject) => {
        execFile(program, args, options, (error, stdout, stderr) => {
          if (error && typeof error.code !== 'number') reject(error);
          else resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr });
        });
      });
    },
    async start(sample, environment) {
      const [program, args] = await prepare(folder, sample);
      return keepRunning(spawn(program, args, { cwd: folder, env: environmentOf(environment) }));
    },
    close: () => rm(folder, { recursive: true }),
  };
}

/** Writes the sample into the folder and tells what to call. */
async function prepare(folder: string, { language, code }: Sample): Promise<[string, string[]]> {
  const { file, command } = PROGRAMS[language];
  if (language === 'python') await access(PYTHON).catch(() => missing(PYTHON));
  await writeFile(join(folder, file), language === 'sh' ? BEFORE + code + AFTER : code);
  const [program, ...args] = [...command, file];
  return [program!, args];
}

function environmentOf(environment: Record<string, string>): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, PYTHONPATH: PYTHON_PATH, ...environment };
}

function keepRunning(child: ReturnType<typeof spawn>): Running {
  let [stdout, stderr] = ['', ''];
  child.stdout!.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr!.setEncoding('utf8').on('data', (text) => (stderr += text));
  const exited = once(child, 'close');
  return {
    stdout: () => stdout,
    async listening(port) {
      while (!(await accepts(port))) {
        if (child.exitCode !== null) throw new Error(`The sample ended with ${child.exitCode}:\n${stderr}`);
        await setTimeout(20);
      }
    },
    async stop() {
      child.kill();
      await exited;
    },
  };
}

/** Whether somebody listens there. */
function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).finally(() => socket.destroy());
}

function missing(python: string): never {
  throw new Error(`${python} is missing; pnpm build makes it.`);
}
