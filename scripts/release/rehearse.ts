// A release from changesets to a webhook that arrived, in a scratch copy and on this machine alone: `pnpm release:rehearse`.
// docs/guides/releasing.md tells what a real release does beside this.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { inWorkshop } from '../workshop.ts';
import { publish, raiseVersions, refusesToPublishWithoutProvenance } from './changesets.ts';
import { installFromNpm, installFromWheel } from './consumers.ts';
import { checkTarballs, checkWheel } from './contents.ts';
import { startRegistry } from './registry.ts';
import { copyRepository } from './repository.ts';
import { runQuickStarts } from './try-out.ts';

const BUILT = ['@relay/sdk-js', '@relay/cli', '@relay/sdk-python', '@relay/core', '@relay/testing'];
const started = performance.now();

await inWorkshop('release', async (workshop) => {
  const { clone, run } = workshop;
  const pnpm = (...args: string[]) => run('npx', ['-y', 'pnpm@12', ...args], { cwd: clone });

  const uncommitted = await copyRepository(workshop);
  say(`Copied the repository${uncommitted > 0 ? `, with ${uncommitted} files that are not committed` : ''}`);
  await pnpm('install', '--frozen-lockfile');
  say('Installed');
  const { versions, areRaised } = await raiseVersions(workshop);
  const names = Object.entries(versions).map((one) => one.join('@'));
  say(`${areRaised ? 'Raised the versions' : 'There are no changesets; the versions stay'}: ${names.join(', ')}`);
  await pnpm('exec', 'turbo', 'run', 'build', '--output-logs=errors-only', ...BUILT.map((name) => `--filter=${name}`));
  say('Built');

  const registry = await startRegistry(workshop);
  appendFileSync(join(clone, '.npmrc'), registry.npmrc);
  say(`A registry runs at ${registry.url}`);
  await refusesToPublishWithoutProvenance(workshop);
  await publish(workshop, versions);
  say('Published to it; a second time there is nothing to publish');
  await checkTarballs(workshop, registry, versions);
  await checkWheel(workshop, versions['relay-sdk']!);
  say('The tarballs, the wheel and the source distribution hold what they should');

  const javascript = await installFromNpm(workshop, registry, versions);
  say('Installed into an empty folder');
  const python = await installFromWheel(workshop, versions['relay-sdk']!);
  say('Installed into an empty virtual environment');
  await runQuickStarts(workshop, { javascript, python });
  say('Both quick starts ran against core, and each webhook arrived once');
});

function say(what: string) {
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${what}`);
}
