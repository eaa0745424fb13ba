// The environment, read once and checked once: everything that is wrong is told in one message.
import { type MasterKeys, parseMasterKeys } from './crypto/index.js';
import { parseAllow } from './outbound/index.js';
import type { RateLimit } from './rate-limits.js';

export interface Config {
  environment: 'development' | 'production';
  port: number;
  host: string;
  dataDirectory: string;
  /** Unset in development: the embedded Postgres. */
  databaseUrl: string | undefined;
  databasePrepared: boolean;
  /** Unset: what Redis would hold is held in the process. */
  redisUrl: string | undefined;
  /** Unset in development: one is made and kept in the data directory. */
  masterKeys: MasterKeys | undefined;
  outboundAllow: string[];
  rateLimit: RateLimit;
  /** How others reach this Relay; unset: the address that it listens on. */
  publicUrl: string | undefined;
  logLevel: string;
}

type Environment = Record<string, string | undefined>;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

export class ConfigError extends Error {}

export function loadConfig(environment: Environment): Config {
  const mistakes: string[] = [];
  const production = environment.NODE_ENV === 'production';
  const read = <T>(name: string, fallback: T, parse: (text: string) => T): T => {
    const text = environment[name]?.trim();
    if (!text) return fallback;
    try {
      return parse(text);
    } catch (error) {
      mistakes.push(`${name}: ${(error as Error).message}`);
      return fallback;
    }
  };

  const config: Config = {
    environment: production ? 'production' : 'development',
    port: read('PORT', 8787, port),
    host: read('HOST', '127.0.0.1', String),
    dataDirectory: read('RELAY_DATA_DIR', '.relay', String),
    databaseUrl: read('DATABASE_URL', undefined, urlOf('postgres:', 'postgresql:')),
    databasePrepared: read('DATABASE_PREPARED', true, onOrOff),
    redisUrl: read('REDIS_URL', undefined, urlOf('redis:', 'rediss:')),
    masterKeys: read<MasterKeys | undefined>('RELAY_MASTER_KEYS', undefined, parseMasterKeys),
    outboundAllow: read('RELAY_OUTBOUND_ALLOW', [], allowList),
    rateLimit: read('RELAY_RATE_LIMITS', { perSecond: 200, burst: 1000 }, rateLimit),
    publicUrl: read('RELAY_PUBLIC_URL', undefined, (text) => urlOf('http:', 'https:')(text).replace(/\/+$/, '')),
    logLevel: read('LOG_LEVEL', production ? 'info' : 'warn', oneOf(LOG_LEVELS)),
  };

  if (environment.NODE_ENV && !['production', 'development', 'test'].includes(environment.NODE_ENV))
    mistakes.push(`NODE_ENV: it must be production or development, not ${JSON.stringify(environment.NODE_ENV)}`);
  if (production) mistakes.push(...missingInProduction(environment));
  if (mistakes.length > 0)
    throw new ConfigError(`The configuration is not complete:\n${mistakes.map((line) => `  - ${line}`).join('\n')}`);
  return config;
}

function missingInProduction(environment: Environment): string[] {
  const needed = {
    DATABASE_URL: 'postgres://user:password@host:5432/relay; the embedded Postgres is for development only',
    RELAY_MASTER_KEYS: 'name:base64 of 32 bytes (openssl rand -base64 32); it seals every secret at rest',
    RELAY_PUBLIC_URL: 'the https address that others reach this Relay at',
  };
  const missing = Object.entries(needed).filter(([name]) => !environment[name]?.trim());
  const mistakes = missing.map(([name, what]) => `${name} is missing: ${what}`);
  if (environment.RELAY_NOW) mistakes.push('RELAY_NOW: a fixed clock is for development only');
  return mistakes;
}

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new Error(`${JSON.stringify(text)} is not a port (0 to 65535)`);
  return number;
}

// The text itself is never repeated: it may hold a password.
const urlOf =
  (...protocols: string[]) =>
  (text: string): string => {
    if (!protocols.includes(URL.parse(text)?.protocol ?? ''))
      throw new Error(`it must be a URL that starts with ${protocols[0]}//`);
    return text;
  };

const oneOf = (values: string[]) => (text: string) => {
  if (!values.includes(text)) throw new Error(`it must be one of ${values.join(', ')}`);
  return text;
};

const onOrOff = (text: string) => oneOf(['on', 'off'])(text) === 'on';

function allowList(text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim());
  parseAllow(entries);
  return entries;
}

/** `workspace=200/1000`: 200 requests a second for long, 1000 at once. */
function rateLimit(text: string): RateLimit {
  const [, perSecond, burst] = /^workspace=(\d+(?:\.\d+)?)\/(\d+)$/.exec(text) ?? [];
  if (!Number(perSecond) || !Number(burst))
    throw new Error('it reads workspace=<requests a second>/<burst>, such as workspace=200/1000');
  return { perSecond: Number(perSecond), burst: Number(burst) };
}
