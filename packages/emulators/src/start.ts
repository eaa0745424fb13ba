// Starts the emulators in this process: on loopback, on free ports unless told otherwise.
import { ACCOUNTS, type Account, clientIdOf } from './accounts.js';
import { Emulator } from './gate/emulator.js';
import { type Listening, listen } from './gate/http.js';
import { PEER_REDIRECT_URI, type Peer, startPeer } from './gate/peer.js';
import type { Provider, Vendor } from './gate/vendor.js';
import { type GitHubState, githubVendor } from './github/index.js';
import { REPOSITORIES } from './github/repositories.js';
import { type GoogleState, googleVendor } from './google/index.js';
import type { KeptFile } from './kept.js';
import { type MicrosoftState, microsoftVendor } from './microsoft/index.js';
import type { Client } from './oauth/client.js';
import type { OAuthSettings } from './oauth/deps.js';
import { Judge } from './schemas/judge.js';

export interface EmulatorOptions {
  /** All, if left out. */
  providers?: Provider[];
  /** Where somebody may be sent back to, at every provider or at each; more by `allowRedirectUri`. */
  redirectUris?: string[] | Partial<Record<Provider, string[]>>;
  /** By provider; free ones, if left out or taken. */
  ports?: Partial<Record<Provider, number>>;
  /** Where tokens outlive this process, together with the client's secret; nowhere, if left out. */
  kept?: KeptFile;
  settings?: Partial<OAuthSettings>;
}

export interface Emulators {
  google: Emulator<GoogleState>;
  microsoft: Emulator<MicrosoftState>;
  github: Emulator<GitHubState>;
  /** Those that were started. */
  all: Emulator[];
  stop(): Promise<void>;
}

/** Only those named in `providers` are there; the type says all, so that tests need no checks. */
export async function startEmulators(options: EmulatorOptions = {}): Promise<Emulators> {
  const { providers = ['google', 'microsoft', 'github'] } = options;
  const started = await Promise.all(
    providers.map(async (provider) => startOne(provider, options, await listen(options.ports?.[provider] ?? 0))),
  );
  const byProvider = Object.fromEntries(started.map((emulator) => [emulator.provider, emulator]));
  return {
    ...(byProvider as unknown as Pick<Emulators, Provider>),
    all: started,
    stop: async () => {
      await Promise.all(started.map((emulator) => emulator.stop()));
    },
  };
}

/** The emulator of one provider, on a port that is taken already. */
export async function startOne(provider: Provider, options: EmulatorOptions, listening: Listening): Promise<Emulator> {
  const { kept, redirectUris = [] } = options;
  const accounts: Account[] = structuredClone(ACCOUNTS[provider]);
  const client: Client = {
    clientId: clientIdOf(provider),
    clientSecret: kept?.clientSecret ?? `emulated-${provider}-secret`,
    name: 'Relay',
    redirectUris: new Set(Array.isArray(redirectUris) ? redirectUris : redirectUris[provider]),
  };
  const peer = await startPeer({
    service: provider,
    accounts,
    seed: seedOf(provider, accounts, client),
    baseUrl: listening.url,
  });
  if (provider === 'github') await readIds(accounts, peer);
  const emulator = new Emulator({
    vendor: vendorOf(provider, accounts, peer),
    peer,
    client,
    accounts,
    settings: { accessTokenSeconds: 3600, expiringTokens: false, ...options.settings },
    judge: new Judge(provider),
    listening,
  });
  kept?.watch(provider, emulator.grants);
  return emulator;
}

function vendorOf(provider: Provider, accounts: Account[], peer: Peer): Vendor<unknown> {
  if (provider === 'google') return googleVendor(accounts, peer);
  if (provider === 'microsoft') return microsoftVendor(accounts);
  return githubVendor(accounts, peer);
}

function seedOf(provider: Provider, accounts: Account[], { clientId, clientSecret, name }: Client) {
  const application = { client_id: clientId, client_secret: clientSecret, name, redirect_uris: [PEER_REDIRECT_URI] };
  if (provider === 'github')
    return {
      users: accounts.map((account) => ({ login: account.name, name: account.displayName, email: account.email })),
      repos: REPOSITORIES,
      oauth_apps: [application],
    };
  return {
    users: accounts.map(({ email, displayName }) => ({ email, name: displayName })),
    oauth_clients: [application],
  };
}

/** GitHub's ids are numbers that the third party gives out, in the same order at every start. */
async function readIds(accounts: Account[], peer: Peer): Promise<void> {
  for (const account of accounts) {
    const { body } = await peer.send({ method: 'GET', path: '/user', as: account });
    account.id = String((body as { id: number }).id);
  }
}
