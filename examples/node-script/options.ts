// The command line, and where Relay is.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  url: string;
  payload: unknown;
  /** Do not ask. */
  yes: boolean;
  apiKey: string;
  baseUrl: string;
}

/** A mistake that a person can put right; its message is all that they need. */
export class OptionsError extends Error {}

const USAGE = `Usage: send-webhook.ts [--url URL] [--payload JSON] [--yes]

  --url       where to send; the inbox of a Relay in development, if left out
  --payload   any JSON; {"hello":"world"}, if left out
  --yes       do not ask`;

const NO_KEY = `There is no API key. Start Relay in the root of its repository (npx -y pnpm@12 start), or set RELAY_API_KEY
and RELAY_BASE_URL.`;

export function readOptions(args: string[], environment: NodeJS.ProcessEnv, directory: string): Options {
  const { url, payload, yes } = readArguments(args);
  const kept = environment.RELAY_API_KEY ? undefined : findCredentials(directory);
  const apiKey = environment.RELAY_API_KEY ?? kept?.apiKey;
  if (!apiKey) throw new OptionsError(NO_KEY);
  const baseUrl = environment.RELAY_BASE_URL ?? kept?.baseUrl ?? 'http://127.0.0.1:8787';
  return { url: url ?? `${baseUrl}/dev/inbox`, payload: readPayload(payload), yes, apiKey, baseUrl };
}

function readArguments(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        url: { type: 'string' },
        payload: { type: 'string', default: '{"hello":"world"}' },
        yes: { type: 'boolean', short: 'y', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new OptionsError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function readPayload(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OptionsError(`--payload is not JSON: ${(error as Error).message}`);
  }
}

/** What `pnpm start` of Relay writes, in this folder or one above. */
function findCredentials(directory: string): { apiKey: string; baseUrl: string } | undefined {
  const file = join(directory, '.relay/credentials.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  return dirname(directory) === directory ? undefined : findCredentials(dirname(directory));
}
