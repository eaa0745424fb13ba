// Runs the Python of the package's environment with the package on its path: `node tools/python.ts -m pytest`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { directory, ensureEnvironment } from './environment.ts';

/** Runs a program with these arguments, and ends this process when it fails. */
export function run(program: string, ...parameters: string[]): void {
  const environment = { ...process.env, PYTHONPATH: join(directory, 'src') };
  const { status, error } = spawnSync(program, parameters, { cwd: directory, env: environment, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

if (import.meta.main) run(ensureEnvironment(), ...process.argv.slice(2));
