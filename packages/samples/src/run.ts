// Runs a piece of code as a reader would who has pasted it: in a new folder, in a process of its own, with an environment.
import { execFile } from 'node:child_process';
import { access, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

const NODE_MODULES = fileURLToPath(new URL('../node_modules', import.meta.url));
const SDK_PYTHON = fileURLToPath(new URL('../../sdk-python', import.meta.url));
const PYTHON = join(SDK_PYTHON, '.venv/bin/python');
const PROGRAMS: Record<Language, { file: string; command: string[] }> = {
  sh: { file: 'sample.sh', command: ['/bin/sh', '-e'] },
  js: { file: 'sample.mjs', command: [process.execPath] },
  ts: { file: 'sample.mts', command: [process.execPath] },
  python: { file: 'sample.py', command: [PYTHON] },
};

/**
 * Runs a sample and tells how it ended. JavaScript finds this package's dependencies; Python finds relay-sdk, and its virtual environment.
 * `look` may read the files that it has written, in the folder that it ran in.
 */
export async function runSample(
  { language, code }: Sample,
  environment: Record<string, string>,
  look: (folder: string) => Promise<void> = async () => {},
): Promise<Run> {
  const { file, command } = PROGRAMS[language];
  if (language === 'python') await access(PYTHON).catch(() => missing(PYTHON));
  const folder = await mkdtemp(join(tmpdir(), 'relay-sample-'));
  try {
    await symlink(NODE_MODULES, join(folder, 'node_modules'));
    await writeFile(join(folder, file), code);
    const run = await execute([...command, file], folder, environment);
    await look(folder);
    return run;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function execute([program, ...args]: string[], cwd: string, environment: Record<string, string>): Promise<Run> {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, PYTHONPATH: join(SDK_PYTHON, 'src'), ...environment };
  const options = { cwd, env, timeout: 25_000 };
  return new Promise((resolve, reject) => {
    execFile(program!, args, options, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

function missing(python: string): never {
  throw new Error(`${python} is missing; pnpm build makes it.`);
}
