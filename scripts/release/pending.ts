// Which registry lacks a version that the changesets have made. Prints npm=true or false, and pypi=true or false, for the
// release workflow: a run that finds everything published does nothing, and a run after a failure does what is left.
import { thisRepository } from '../workshop.ts';
import { RELEASED, type Released, UNRELEASED, versionOf } from './released.ts';

const REGISTRIES = { npm: 'https://registry.npmjs.org', pypi: 'https://pypi.org' };

/** The packages whose version is not where it belongs. Throws when a registry does not say. */
export async function pending(released: Released[], repository: string, registries = REGISTRIES): Promise<Released[]> {
  const found = await Promise.all(
    released.map(async (one) => {
      const version = versionOf(one, repository);
      const url = addressOf(one, version, registries);
      return version === UNRELEASED || (await isThere(url)) ? [] : [one];
    }),
  );
  return found.flat();
}

function addressOf({ registry, name }: Released, version: string, { npm, pypi }: typeof REGISTRIES): string {
  return registry === 'npm'
    ? `${npm}/${name.replace('/', '%2f')}/${encodeURIComponent(version)}`
    : `${pypi}/pypi/${name}/${version}/json`;
}

async function isThere(url: string): Promise<boolean> {
  const { ok, status } = await fetch(url, { signal: AbortSignal.timeout(30_000) });
  if (!ok && status !== 404) throw new Error(`${url} answered ${status}.`);
  return ok;
}

if (import.meta.main) {
  const lacking = await pending(RELEASED, thisRepository);
  for (const registry of ['npm', 'pypi'])
    console.log(`${registry}=${lacking.some((one) => one.registry === registry)}`);
}
