// Where Relay is and the key to use: from the environment, else from the file that a Relay in development writes.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface Settings {
  apiKey: string;
  baseUrl: string;
  port: number;
}

/** Something that a person can put right; its message is all that they need. */
export class SettingsError extends Error {}

type Environment = Record<string, string | undefined>;

const NO_KEY = `There is no API key.

Start Relay in the root of its repository, and leave it running:

  npx -y pnpm@12 start

It writes .relay/credentials.json, which this example finds from any folder below. For a Relay elsewhere:

  export RELAY_API_KEY=relay_…                     a key with the role developer
  export RELAY_BASE_URL=https://relay.example.com`;

export function readSettings(environment: Environment, directory: string): Settings {
  const { RELAY_API_KEY, RELAY_BASE_URL, RELAY_DATA_DIR, PORT = '5180' } = environment;
  const port = Number(PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new SettingsError(`PORT is ${PORT}, which is no port.`);
  const kept = RELAY_API_KEY ? undefined : readCredentials(RELAY_DATA_DIR ?? findUpwards('.relay', directory));
  const apiKey = RELAY_API_KEY ?? kept?.apiKey;
  if (!apiKey) throw new SettingsError(NO_KEY);
  return { apiKey, baseUrl: RELAY_BASE_URL ?? kept?.baseUrl ?? 'http://127.0.0.1:8787', port };
}

function findUpwards(name: string, directory: string): string {
  const here = join(directory, name);
  const parent = dirname(directory);
  return existsSync(here) || parent === directory ? here : findUpwards(name, parent);
}

function readCredentials(dataDirectory: string): { apiKey?: string; baseUrl?: string } | undefined {
  const file = resolve(dataDirectory, 'credentials.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new SettingsError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
