// Two people who know nothing of this repository: one installs from the registry, one installs the wheel.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workshop } from '../workshop.ts';
import type { Versions } from './changesets.ts';
import type { Registry } from './registry.ts';

/** Installs what npm calls the latest into an empty folder, and returns the folder. */
export async function installFromNpm({ directory, run }: Workshop, registry: Registry, versions: Versions) {
  const folder = join(directory, 'javascript');
  mkdirSync(folder);
  writeFileSync(join(folder, '.npmrc'), registry.npmrc);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const names = ['@relay/sdk-js', '@relay/cli'];
  await run('npm', ['install', '--no-audit', '--no-fund', ...names], { cwd: folder });
  for (const name of names) {
    const { version } = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
    if (version !== versions[name]) throw new Error(`npm installed ${name}@${version}, not ${versions[name]}.`);
  }
  const says = (await run(join(folder, 'node_modules/.bin/relay'), ['--version'], { cwd: folder })).trim();
  if (says !== versions['@relay/cli']) throw new Error(`relay --version says ${says}.`);
  // The client tells its version to the server.
  const program = `import Relay from '@relay/sdk-js';
    const fetch = async (url, { headers }) => {
      console.log(new Headers(headers).get('user-agent'));
      return Response.json({});
    };
    await new Relay({ apiKey: 'relay_test_1', fetch }).me.get();`;
  const agent = (await run(process.execPath, ['--input-type=module', '-e', program], { cwd: folder })).trim();
  if (agent !== `relay-sdk-js/${versions['@relay/sdk-js']}`) throw new Error(`The client calls itself ${agent}.`);
  return folder;
}

/** Installs the wheel into an empty virtual environment, and returns the environment's Python. */
export async function installFromWheel({ directory, clone, run }: Workshop, version: string) {
  const environment = join(directory, 'python');
  const client = join(clone, 'packages/sdk-python');
  await run(join(client, '.venv/bin/python'), ['-m', 'venv', environment]);
  const python = join(environment, 'bin/python');
  await run(python, ['-m', 'pip', 'install', '--quiet', join(client, `dist/relay_sdk-${version}-py3-none-any.whl`)]);
  await run(python, ['-m', 'pip', 'check']);
  const program =
    'import relay_sdk, importlib.metadata as m; print(relay_sdk.__version__, m.version("relay-sdk"), relay_sdk.__file__)';
  const [itself, installed, file] = (await run(python, ['-c', program])).trim().split(' ');
  if (itself !== version || installed !== version) throw new Error(`The wheel says ${itself}, pip ${installed}.`);
  if (!file?.startsWith(environment)) throw new Error(`Python found the package at ${file}.`);
  return python;
}
