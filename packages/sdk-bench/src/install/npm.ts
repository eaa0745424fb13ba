import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Candidate } from '../candidates.ts';

const ours = fileURLToPath(new URL('../../../sdk-js', import.meta.url));

/** Packs our client as it would be published; returns the tarball's path. */
export function packOurs(into: string): string {
  const report = run('npx', ['-y', 'pnpm@12', 'pack', '--json', '--pack-destination', into], ours);
  const { filename } = JSON.parse(report.slice(report.indexOf('{')));
  return join(into, filename.split('/').at(-1));
}

/** Installs a package, or a tarball of it, into a folder where there is nothing else. */
export function installFromNpm(folder: string, candidate: Candidate, tarball?: string): void {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const what = tarball ?? `${candidate.package}@${candidate.version}`;
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', what], folder);
  // Resolved from here, as an ES module, so that Node picks what a program in this folder would get.
  writeFileSync(join(folder, 'entry.mjs'), `import * as module from '${candidate.package}';\nexport default module;\n`);
}

/** Without what pnpm tells the scripts that it runs, which npm would take for its own settings. */
function run(program: string, args: string[], cwd: string): string {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm|pnpm)_/i.test(name)));
  return execFileSync(program, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
