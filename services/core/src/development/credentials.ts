// The data directory of a development instance: its master key, and the credentials that the quick start uses.
import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeDirectory } from '@relay/embedded-postgres';
import { type MasterKeys, newMasterKey, parseMasterKeys } from '../platform/crypto/index.js';
import { StartError } from '../platform/start-error.js';

export interface Credentials {
  baseUrl: string;
  apiKey: string;
  workspaceId: string;
  webhookSecret: string;
}

export const credentialsFile = (directory: string) => join(directory, 'credentials.json');

/** Makes the data directory, or says in one sentence why it cannot be written to. */
export async function prepareDirectory(directory: string): Promise<void> {
  try {
    await makeDirectory(resolve(directory));
    await writePrivate(join(directory, '.writable'), '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(
      `The data directory ${directory} cannot be written to (${code}); set RELAY_DATA_DIR to another one.`,
      {
        cause: error,
      },
    );
  }
}

export async function masterKeysIn(directory: string): Promise<MasterKeys> {
  const file = join(directory, 'master-keys');
  const kept = await readIfThere(file);
  if (kept !== undefined) return parseMasterKeys(kept.trim());
  const made = newMasterKey('development');
  await writePrivate(file, `${made}\n`);
  return parseMasterKeys(made);
}

export async function readCredentials(directory: string): Promise<Credentials | undefined> {
  const text = await readIfThere(credentialsFile(directory));
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Credentials);
  } catch {
    return undefined; // damaged: a new key is made
  }
}

export const writeCredentials = (directory: string, credentials: Credentials) =>
  writePrivate(credentialsFile(directory), `${JSON.stringify(credentials, null, 2)}\n`);

const readIfThere = (file: string) =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

/** Writes a file that only its owner may read; a crash leaves the old one or the new one. */
async function writePrivate(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, text, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
}
