// Which Relay is asked, and with which key.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Access {
  apiKey: string;
  /** Undefined: where the client looks by itself. */
  baseUrl: string | undefined;
}

export interface Given {
  key?: string;
  url?: string;
}

/** A mistake of the caller, told in a sentence. */
export class UsageError extends Error {}

/**
 * The key and the URL that were given, then those of the environment, then those of a Relay that is developed here. A key out of
 * that file goes to the Relay of the file only, and its URL gets no other key: a folder must not decide who is told a key.
 */
export function findAccess({ key, url }: Given, environment: NodeJS.ProcessEnv, directory: string): Access {
  const apiKey = key ?? (environment.RELAY_API_KEY || undefined);
  const baseUrl = url ?? (environment.RELAY_BASE_URL || undefined);
  if (apiKey !== undefined) return { apiKey, baseUrl };
  const file = join(resolve(directory, environment.RELAY_DATA_DIR || '.relay'), 'credentials.json');
  const kept = readCredentials(file);
  if (kept === undefined)
    throw new UsageError(
      `There is no API key: set RELAY_API_KEY, give --key, or start Relay here (there is no ${file}).`,
    );
  if (baseUrl !== undefined && originOf(baseUrl) !== originOf(kept.baseUrl))
    throw new UsageError(
      `There is no API key for ${originOf(baseUrl) ?? 'this URL'}: set RELAY_API_KEY, or give --key. The one in ${file} is for ${originOf(kept.baseUrl)}.`,
    );
  return { apiKey: kept.apiKey, baseUrl: baseUrl ?? kept.baseUrl };
}

function readCredentials(file: string): { apiKey: string; baseUrl: string } | undefined {
  try {
    const { apiKey, baseUrl } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    return typeof apiKey === 'string' && typeof baseUrl === 'string' ? { apiKey, baseUrl } : undefined;
  } catch {
    return undefined;
  }
}

const originOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).origin : undefined);
