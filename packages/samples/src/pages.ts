// The pages of the repository.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
const ELSEWHERE = /^(node_modules|dist|\..+)$/;

export interface Page {
  /** From the root of the repository. */
  path: string;
  markdown: string;
}

/** Every page of Markdown in the repository, but for what is hidden, installed or built. */
export function readPages(): Page[] {
  const paths = globSync('**/*.md', {
    cwd: REPOSITORY,
    exclude: (path) => path.split('/').some((name) => ELSEWHERE.test(name)),
  });
  return paths.sort().map((path) => ({ path, markdown: readFileSync(join(REPOSITORY, path), 'utf8') }));
}
