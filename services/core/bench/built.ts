// The compiled core, which is what is measured: the sources need a compiler first.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of a file below `dist`, such as `src/main.js`. */
export function builtFile(file: string): string {
  const path = fileURLToPath(new URL(`../dist/${file}`, import.meta.url));
  if (!existsSync(path)) throw new Error(`core is not built (${path} is missing): run pnpm build first.`);
  return path;
}

export const builtModule = async <T>(file: string): Promise<T> => import(builtFile(file));
