import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ours = fileURLToPath(new URL('../../../sdk-python', import.meta.url));

/** An environment in which there is nothing but pip; each package gets a folder beside it. Returns its Python. */
export function makeEnvironment(folder: string): string {
  const environment = join(folder, 'environment');
  const python = join(environment, 'bin/python');
  // The build of our client has found a Python that is new enough.
  if (!existsSync(python)) run(join(ours, '.venv/bin/python'), ['-m', 'venv', environment]);
  return python;
}

/** The path of the wheel that the build has made. */
export function ourWheel(): string {
  const dist = join(ours, 'dist');
  return join(dist, readdirSync(dist).find((file) => file.endsWith('.whl'))!);
}

/** Installs a requirement, or a wheel, into a folder where there is nothing else. */
export function installFromPypi(python: string, folder: string, what: string): void {
  run(python, [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--only-binary=:all:',
    '--target',
    folder,
    what,
  ]);
}

function run(program: string, args: string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
}
