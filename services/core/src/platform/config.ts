// The environment, read once and checked once: everything that is wrong is told in one message.
import { type MasterKeys, parseMasterKeys } from './crypto/index.js';
import { parseOrigins } from './http-security/index.js';
import { type LlmConfig, llmConfig } from './llm-config.js';
import { parseAllow } from './outbound/index.js';
import { parseRateLimits, type RateLimits, withDefaults } from './rate-limits/index.js';

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
  rateLimits: RateLimits;
  /** Proxies in front of Relay: so many entries of X-Forwarded-For, from its end, are believed. */
  trustedProxies: number;
  /** How others reach this Relay; unset: the address that it listens on. */
  publicUrl: string | undefined;
  /** The origins whose pages may call the API from a browser. */
  corsOrigins: string[];
  /** Where a person may be sent after consent: origins, or URLs with everything below them. */
  returnUrls: string[];
  /** Other addresses for a provider's hosts, such as an emulator's, by provider. */
  providerUrls: Record<string, string>;
  /** The OAuth clients of workspaces that have none of their own, by provider. */
  oauthClients: Record<string, OAuthClient>;
  /** Whether a development instance starts stand-ins for the providers that have neither a client nor another address. */
  emulators: boolean;
  /** Development only: what relative dates are read by in chat, in the place of the clock. */
  now: Date | undefined;
  /** The language model that chat may ask; unset: chat asks nobody. */
  llm: LlmConfig | undefined;
  logLevel: string;
  /** Where traces go, an OTLP collector over HTTP; unset: nowhere. */
  otlpEndpoint: string | undefined;
  /** In days: previews that were never executed, what executed ones have sent and got back, deliveries to webhook endpoints. */
  retention: { previewDays: number; bodyDays: number; deliveryDays: number };
  /** How long /readyz answers 503 before a drain refuses connections: until the balancer has noticed. */
  drainSeconds: number;
}

export interface OAuthClient {
  clientId: string;
  clientSecret: string;
  /** Microsoft only. */
  tenant: string | undefined;
  /** Whether it is the client of a development instance's stand-in. */
  isEmulated?: boolean;
}

export const PROVIDERS = ['github', 'google', 'microsoft'] as const;

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
    rateLimits: read('RELAY_RATE_LIMITS', withDefaults({}), parseRateLimits),
    trustedProxies: read('RELAY_TRUSTED_PROXIES', 0, proxies),
    publicUrl: read('RELAY_PUBLIC_URL', undefined, (text) => urlOf('http:', 'https:')(text).replace(/\/+$/, '')),
    corsOrigins: read('RELAY_CORS_ORIGINS', [], parseOrigins),
    returnUrls: read('RELAY_RETURN_URLS', [], returnUrls),
    providerUrls: defined(
      PROVIDERS.map((provider) => [
        provider,
        read(`RELAY_${provider.toUpperCase()}_URL`, undefined, (text) =>
          urlOf('http:', 'https:')(text).replace(/\/+$/, ''),
        ),
      ]),
    ),
    oauthClients: defined(PROVIDERS.map((provider) => [provider, oauthClient(environment, provider, mistakes)])),
    emulators: read('RELAY_EMULATORS', true, onOrOff),
    retention: read('RELAY_RETENTION', retention(''), retention),
    drainSeconds: read('RELAY_DRAIN_SECONDS', production ? 5 : 0, seconds),
    otlpEndpoint: read('OTEL_EXPORTER_OTLP_ENDPOINT', undefined, urlOf('http:', 'https:')),
    llm: llmConfig(environment, mistakes),
    now: read('RELAY_NOW', undefined, instant),
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
  if (environment.RELAY_FAULT_POINT)
    mistakes.push('RELAY_FAULT_POINT: it kills the process; it is for crash tests only');
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

function instant(text: string): Date {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new Error('it must be an instant in RFC 3339, such as 2026-03-02T09:00:00Z');
  return new Date(text);
}

const defined = <T>(entries: Array<readonly [string, T | undefined]>): Record<string, T> =>
  Object.fromEntries(entries.filter((entry): entry is [string, T] => entry[1] !== undefined));

/** RELAY_GOOGLE_CLIENT_ID, RELAY_GOOGLE_CLIENT_SECRET and, for Microsoft, RELAY_MICROSOFT_TENANT; both or none. */
function oauthClient(environment: Environment, provider: string, mistakes: string[]): OAuthClient | undefined {
  const name = (part: string) => `RELAY_${provider.toUpperCase()}_${part}`;
  const given = (part: string) => environment[name(part)]?.trim() || undefined;
  const [clientId, clientSecret, tenant] = ['CLIENT_ID', 'CLIENT_SECRET', 'TENANT'].map(given);
  if (tenant && !/^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/.test(tenant))
    mistakes.push(`${name('TENANT')}: it must be a tenant id, common, organizations or consumers`);
  if (clientId && clientSecret) return { clientId, clientSecret, tenant };
  const missing = clientId ? 'CLIENT_SECRET' : clientSecret ? 'CLIENT_ID' : undefined;
  if (missing) mistakes.push(`${name(missing)} is missing: an OAuth client has an id and a secret`);
  return undefined;
}

function returnUrls(text: string): string[] {
  return text.split(',').map((entry) => {
    const { href, username, password, search, hash } = new URL(urlOf('http:', 'https:')(entry.trim()));
    if (username || password || search || hash || href.includes('*'))
      throw new Error('an entry is an origin, or a URL with a path and no more; a * stands for nothing');
    return href;
  });
}

function allowList(text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim());
  parseAllow(entries);
  return entries;
}

function proxies(text: string): number {
  if (!/^\d$/.test(text)) throw new Error('it is how many proxies stand in front of Relay (0 to 9)');
  return Number(text);
}

/** `previews=7,bodies=30,deliveries=30`, in days, or some of them. */
function retention(text: string): Config['retention'] {
  const days = { previews: 7, bodies: 30, deliveries: 30 };
  for (const entry of text.split(',').filter(Boolean)) {
    const [, name = '', number] = /^\s*(\w+)=(\d{1,5})\s*$/.exec(entry) ?? [];
    if (!Object.hasOwn(days, name) || Number(number) === 0)
      throw new Error(`${JSON.stringify(entry)} does not read ${Object.keys(days).join('|')}=<days>`);
    days[name as keyof typeof days] = Number(number);
  }
  return { previewDays: days.previews, bodyDays: days.bodies, deliveryDays: days.deliveries };
}

function seconds(text: string): number {
  const number = Number(text);
  if (!(number >= 0 && number <= 600)) throw new Error('it must be a number of seconds from 0 to 600');
  return number;
}
