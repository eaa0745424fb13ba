// Fails when the contract differs from the last released one in a way that no pending changeset announces.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readChangesets } from '@changesets/read';
import { type Client, largest, type Size } from './announcement.ts';
import { compare } from './compare.ts';
import { report } from './report.ts';

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
/** Where the contract is, within the repository, and where that of the last release is kept as it was. */
export const SOURCE = 'openapi.yaml';
export const RELEASED = 'packages/contract/released/openapi.yaml';
/** The packages that carry the contract to those who call. */
const CLIENTS = ['packages/sdk-js', 'packages/sdk-python'];

export async function check(root: string): Promise<{ text: string; isAnnounced: boolean }> {
  const clients = await readClients(root);
  if (existsSync(join(root, RELEASED))) return report(await compare(join(root, RELEASED), join(root, SOURCE)), clients);
  if (clients.every(({ version }) => version === '0.0.0'))
    return { text: 'contract: nothing has been released yet, so nothing can break', isAnnounced: true };
  return { text: `contract: ${RELEASED} is missing; the release writes it and commits it`, isAnnounced: false };
}

async function readClients(root: string): Promise<Client[]> {
  const releases = (await readChangesets(root)).flatMap((changeset) => changeset.releases);
  return CLIENTS.map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const sizes = releases.filter((release) => release.name === name).map(({ type }) => type as Size);
    return { name, version, pending: largest(sizes) };
  });
}

if (import.meta.main) {
  const { text, isAnnounced } = await check(ROOT);
  (isAnnounced ? console.log : console.error)(text);
  if (!isAnnounced) process.exit(1);
}
