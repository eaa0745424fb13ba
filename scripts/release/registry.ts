// A registry of npm on this machine, for the packages of this repository alone; everything else comes from where npm is used
// to get it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, type Workshop, waitForReply } from '../workshop.ts';

const VERDACCIO = '6.10.4';

export interface Registry {
  url: string;
  /** The line of an .npmrc that makes npm and pnpm use it for the packages of the scope. */
  npmrc: string;
}

export async function startRegistry({ directory, run, start }: Workshop): Promise<Registry> {
  const home = join(directory, 'registry');
  mkdirSync(home);
  // node-fetch 2.6 of a dependency of Verdaccio uses what Node has deprecated.
  writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, overrides: { 'node-fetch': '2.7.0' } }));
  await run('npm', ['install', '--no-audit', '--no-fund', `verdaccio@${VERDACCIO}`], { cwd: home });
  writeFileSync(
    join(home, 'config.yaml'),
    `storage: ./storage
packages: { '@relay/*': { access: $all, publish: $all } }
web: { enable: false }
log: { type: stdout, format: json, level: warn }
`,
  );
  const url = `http://127.0.0.1:${await freePort()}`;
  const verdaccio = join(home, 'node_modules/verdaccio/bin/verdaccio');
  const server = start(process.execPath, [verdaccio, '--config', 'config.yaml', '--listen', url], { cwd: home });
  await waitForReply(server, `${url}/-/ping`, 60_000);
  return { url, npmrc: `@relay:registry=${url}/\n` };
}
