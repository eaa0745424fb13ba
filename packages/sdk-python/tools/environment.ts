// The virtual environment of a folder's tasks, in .venv: made when requirements.txt asks for another one than there is.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const directory = fileURLToPath(new URL('..', import.meta.url));

/** Python 3.10 or newer that can make an environment: Debian has a package of its own for that. */
const CAPABLE = 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))';
const NAMES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const INSTALL = 'apt-get update && apt-get install -y --no-install-recommends python3 python3-venv';

/** Makes the environment if need be, and returns its Python. */
export function ensureEnvironment(folder = directory): string {
  const environment = join(folder, '.venv');
  const stamp = join(environment, 'requirements.sha256');
  const python = join(environment, 'bin', 'python');
  const requirements = readFileSync(join(folder, 'requirements.txt'));
  const wanted = createHash('sha256').update(requirements).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && works(python, CAPABLE)) return python;

  rmSync(environment, { recursive: true, force: true });
  run(findPython(), '-m', 'venv', environment);
  run(
    python,
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-input',
    '--no-deps',
    '--require-hashes',
    '--only-binary=:all:',
    '-r',
    join(folder, 'requirements.txt'),
  );
  writeFileSync(stamp, wanted);
  return python;
}

function findPython(): string {
  const found = NAMES.find((name) => works(name, CAPABLE));
  if (found) return found;
  const isDebian = existsSync('/usr/bin/apt-get');
  if (!isDebian || process.getuid?.() !== 0)
    throw new Error('This needs Python 3.10 or newer with venv (on Debian: the packages python3 and python3-venv).');
  run('sh', '-c', INSTALL);
  return '/usr/bin/python3';
}

function works(python: string, program: string): boolean {
  try {
    execFileSync(python, ['-c', program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function run(program: string, ...parameters: string[]): void {
  execFileSync(program, parameters, { cwd: directory, stdio: ['ignore', 'inherit', 'inherit'] });
}

if (import.meta.main) ensureEnvironment();
