// The surface of relay-sdk, read by Python's own `inspect` from the wheel that is published.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { directory, ensureEnvironment } from '../../tools/environment.ts';
import type { Surface } from './surface.ts';

export interface PythonSurfaces {
  /** Where Python found the package. */
  file: string;
  sync: Surface;
  async: Surface;
}

/** The wheel that `build` has made; Python imports from it as it is. */
export const wheel = () =>
  join(directory, 'dist', readdirSync(join(directory, 'dist')).find((name) => name.endsWith('.whl'))!);

export function pythonSurfaces(): PythonSurfaces {
  const program = join(import.meta.dirname, 'surface.py');
  const output = execFileSync(ensureEnvironment(), [program], { env: { PYTHONPATH: wheel() }, encoding: 'utf8' });
  return JSON.parse(output);
}
