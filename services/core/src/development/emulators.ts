// Stand-ins for the providers, so that a newcomer connects an account and sends a mail with no account anywhere.
import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StartedMessage, StartMessage } from '@relay/emulators/main';
import { type Config, PROVIDERS } from '../platform/config.js';
import type { Listening } from '../server.js';

type Provider = (typeof PROVIDERS)[number];

export interface EmulatedProviders {
  /** The configuration with the stand-ins as providers. */
  config: Config;
  /** Their pages, by provider. */
  urls: Partial<Record<Provider, string>>;
  /** Why there are none, although there should be. */
  problem: string | undefined;
  stop(): void;
}

/**
 * Starts a stand-in for each provider that the environment gives neither an address nor an OAuth client, in a process of their
 * own. Development only.
 */
export async function startEmulators(config: Config, listening: Listening): Promise<EmulatedProviders> {
  try {
    return await start(config, listening);
  } catch (error) {
    return without(config, (error as Error).message); // Relay is of use without them
  }
}

const without = (config: Config, problem?: string): EmulatedProviders => ({
  config,
  urls: {},
  problem,
  stop: () => {},
});

async function start(config: Config, listening: Listening): Promise<EmulatedProviders> {
  const providers = PROVIDERS.filter((provider) => !config.providerUrls[provider] && !config.oauthClients[provider]);
  if (!config.emulators || providers.length === 0) return without(config);
  // Without the flags of this process, and without its input.
  const options = { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] } satisfies ForkOptions;
  const child = fork(fileURLToPath(import.meta.resolve('@relay/emulators/main')), options);
  child.send({
    providers,
    redirectUris: byProvider(providers, (provider) =>
      originsOf(config, listening).map((origin) => `${origin}/api/oauth/${provider}/callback`),
    ),
    ports: byProvider(providers, (provider) => listening.port + 1 + PROVIDERS.indexOf(provider)),
    keptFile: join(resolve(config.dataDirectory), 'emulators.json'),
  } satisfies StartMessage);
  const answer = await answerOf(child);
  if ('failed' in answer) return without(config, answer.failed);
  // It keeps this process alive no longer than anything else does, and ends with it.
  child.unref();
  child.channel?.unref();
  const started = Object.entries(answer.started);
  const urls = Object.fromEntries(started.map(([provider, { url }]) => [provider, url]));
  return {
    config: {
      ...config,
      providerUrls: { ...config.providerUrls, ...urls },
      oauthClients: {
        ...config.oauthClients,
        ...Object.fromEntries(
          started.map(([provider, { clientId, clientSecret }]) => [
            provider,
            { clientId, clientSecret, tenant: undefined, isEmulated: true },
          ]),
        ),
      },
      outboundAllow: [...config.outboundAllow, ...Object.values(urls).map((url) => new URL(url).host)],
    },
    urls,
    problem: undefined,
    stop: () => child.connected && child.disconnect(),
  };
}

async function answerOf(child: ChildProcess): Promise<StartedMessage> {
  const [answer] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => [{ failed: `their process ended with ${code}` }]),
  ]).catch((error: Error) => [{ failed: error.message }]);
  return answer as StartedMessage;
}

/** Every way in which a browser may spell this Relay. */
const originsOf = ({ publicUrl }: Config, { url, port }: Listening) => [
  ...new Set([...(publicUrl ? [publicUrl] : []), url, `http://127.0.0.1:${port}`, `http://localhost:${port}`]),
];

const byProvider = <T>(providers: Provider[], make: (provider: Provider) => T) =>
  Object.fromEntries(providers.map((provider) => [provider, make(provider)])) as Partial<Record<Provider, T>>;
