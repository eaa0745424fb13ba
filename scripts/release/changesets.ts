// What changesets does in a release, in the scratch copy of a rehearsal.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, type Workshop } from '../workshop.ts';
import { RELEASED, UNRELEASED, versionOf } from './released.ts';

/** By the name in the registry. */
export type Versions = Record<string, string>;

/** Right after a release there is nothing to raise. */
export async function raiseVersions({ clone, start }: Workshop): Promise<{ versions: Versions; areRaised: boolean }> {
  const attempt = start('npx', ['-y', 'pnpm@12', 'version-packages'], { cwd: clone });
  const result = await attempt.ended;
  const areRaised = !attempt.output().includes('No unreleased changesets found');
  if (areRaised && result !== 0) throw new Error(`The versions could not be raised:\n${attempt.output()}`);
  if (areRaised) wasKept(clone);
  const versions = Object.fromEntries(RELEASED.map((one) => [one.name, versionOf(one, clone)]));
  for (const [name, version] of Object.entries(versions))
    if (version === UNRELEASED) throw new Error(`No changeset raises ${name}: it would stay at ${version}.`);
  for (const { directory } of RELEASED) readFileSync(join(clone, directory, 'CHANGELOG.md'));
  return { versions, areRaised };
}

function wasKept(clone: string) {
  const contracts = ['openapi.yaml', 'packages/contract/released/openapi.yaml'];
  const [current, released] = contracts.map((file) => readFileSync(join(clone, file), 'utf8'));
  if (released !== current) throw new Error('The contract was not kept as that of the release.');
}

/** Publishes, and once more, as a run after a failure does. */
export async function publish({ clone, run }: Workshop, versions: Versions): Promise<void> {
  const changesetPublish = () => run('npx', ['-y', 'pnpm@12', 'exec', 'changeset', 'publish'], { cwd: clone });
  await changesetPublish();
  const tags = (await run('git', ['tag'], { cwd: clone })).split('\n');
  for (const { registry, name } of RELEASED)
    if (registry === 'npm' && !tags.includes(`${name}@${versions[name]}`)) throw new Error(`${name} was not tagged.`);
  const again = await changesetPublish();
  if (!again.includes('No unpublished projects')) throw new Error(`A second run is not safe:\n${again}`);
}

/** The variable by which the workflow asks for provenance must be one that pnpm hears: here, outside of CI, it cannot give any. */
export async function refusesToPublishWithoutProvenance({ clone, start }: Workshop): Promise<void> {
  const workflow = readFileSync(join(clone, '.github/workflows/release.yml'), 'utf8');
  if (!workflow.includes("PNPM_CONFIG_PROVENANCE: 'true'")) throw new Error('The workflow asks for no provenance.');
  const attempt = start('npx', ['-y', 'pnpm@12', 'publish', '--json', '--no-git-checks'], {
    cwd: join(clone, 'packages/sdk-js'),
    env: environment({ PNPM_CONFIG_PROVENANCE: 'true', GITHUB_ACTIONS: undefined, GITLAB_CI: undefined }),
  });
  await attempt.ended;
  if (!attempt.output().includes('PROVENANCE_UNSUPPORTED_PROVIDER'))
    throw new Error(`pnpm did not hear that it should prove where a package comes from:\n${attempt.output()}`);
}
