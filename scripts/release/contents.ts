// What is in that which was published: nothing that is not meant to be there, and nothing that points into this repository.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workshop } from '../workshop.ts';
import type { Versions } from './changesets.ts';
import type { Registry } from './registry.ts';
import { RELEASED } from './released.ts';

const TARBALLS: Record<string, string[]> = {
  '@relay/sdk-js': [
    'LICENSE',
    'README.md',
    'package.json',
    ...['index', 'webhooks'].flatMap((entry) => ['js', 'cjs', 'd.ts', 'd.cts'].map((kind) => `dist/${entry}.${kind}`)),
  ],
  '@relay/cli': ['LICENSE', 'README.md', 'package.json', 'dist/main.js'],
};

/** Asks the registry what it has, and looks into the tarballs that it gives. */
export async function checkTarballs({ directory, run }: Workshop, registry: Registry, versions: Versions) {
  for (const { name, directory: source } of RELEASED.filter((one) => one.registry === 'npm')) {
    const reply = await fetch(`${registry.url}/${name.replace('/', '%2f')}`);
    const { 'dist-tags': tags, versions: known } = (await reply.json()) as Packument;
    same(`${name}: latest`, tags.latest, versions[name]);
    const manifest = known[versions[name]!]!;
    same(`${name}: provenance`, manifest.publishConfig, { access: 'public', provenance: true });
    same(`${name}: source`, manifest.repository.directory, source);
    const ranges = Object.values(manifest.dependencies ?? {});
    same(
      `${name}: dependencies of the workspace`,
      ranges.filter((range) => range.startsWith('workspace:')),
      [],
    );

    const tarball = join(directory, `${name.replace('/', '-')}.tgz`);
    writeFileSync(tarball, new Uint8Array(await (await fetch(manifest.dist.tarball)).arrayBuffer()));
    const files = (await run('tar', ['-tzf', tarball])).trim().split('\n');
    const expected = TARBALLS[name]!.map((file) => `package/${file}`);
    same(`${name}: files`, files.toSorted(), expected.toSorted());
  }
}

/** The wheel and the source distribution: one version, the same code in both, and the wheel can be built from the source alone. */
export async function checkWheel({ directory, clone, run }: Workshop, version: string) {
  const client = join(clone, 'packages/sdk-python');
  const dist = join(client, 'dist');
  const python = join(client, '.venv/bin/python');
  const wheel = `relay_sdk-${version}-py3-none-any.whl`;
  const source = `relay_sdk-${version}.tar.gz`;
  same('the Python packages', readdirSync(dist).toSorted(), [wheel, source]);
  const filesOf = async (path: string) =>
    JSON.parse(
      await run(python, [
        '-c',
        'import json, sys, zipfile; print(json.dumps(zipfile.ZipFile(sys.argv[1]).namelist()))',
        path,
      ]),
    );
  const files: string[] = await filesOf(join(dist, wheel));
  const isMeant =
    /^relay_sdk\/([a-z_]+\/)*([a-z_]+\.py|py\.typed)$|^relay_sdk-[^/]+\.dist-info\/(METADATA|WHEEL|RECORD|licenses\/LICENSE)$/;
  same(
    'the wheel: what does not belong there',
    files.filter((file) => !isMeant.test(file)),
    [],
  );
  for (const file of ['relay_sdk/py.typed', 'relay_sdk/_generated/meta.py', `relay_sdk-${version}.dist-info/METADATA`])
    if (!files.includes(file)) throw new Error(`The wheel lacks ${file}.`);

  const rebuilt = join(directory, 'rebuilt');
  await run(python, ['-m', 'pip', 'wheel', '--quiet', '--no-deps', '--wheel-dir', rebuilt, join(dist, source)]);
  same('a wheel of the source distribution', await filesOf(join(rebuilt, wheel)), files);
  await twineCheck({ directory, run }, python, [join(dist, wheel), join(dist, source)]);
}

/** What PyPI asks of a package before it takes it. */
async function twineCheck({ directory, run }: Pick<Workshop, 'directory' | 'run'>, python: string, files: string[]) {
  const environment = join(directory, 'twine');
  await run(python, ['-m', 'venv', environment]);
  await run(join(environment, 'bin/pip'), ['install', '--quiet', 'twine==7.0.0']);
  await run(join(environment, 'bin/twine'), ['check', '--strict', ...files]);
}

interface Packument {
  'dist-tags': { latest: string };
  versions: Record<string, Manifest>;
}
interface Manifest {
  publishConfig: unknown;
  repository: { directory: string };
  dependencies?: Record<string, string>;
  dist: { tarball: string };
}

function same(what: string, got: unknown, expected: unknown) {
  if (JSON.stringify(got) !== JSON.stringify(expected))
    throw new Error(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`);
}
