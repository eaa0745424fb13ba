// A world whose providers are emulators, and a person with a browser who connects accounts in it.
import { type Emulators, type Provider, type SignInOptions, signIn, startEmulators } from '@relay/emulators';
import { Browser as AnyBrowser, type Visited } from '@relay/testing';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { REDIS_START_MS } from './redis.js';
import { openWorld, type TestWorkspace, type TestWorld, type WorldOptions } from './world.js';

export type { Provider };
export const PROVIDERS: Provider[] = ['github', 'google', 'microsoft'];

export interface ConnectedWorld extends TestWorld {
  emulators: Emulators;
}

export interface ConnectedOptions extends WorldOptions {
  /** Those that have an emulator; all, if left out. */
  providers?: Provider[];
}

/** A world with emulators, each with a client in the environment. */
export async function openConnectedWorld(connected: ConnectedOptions = {}): Promise<ConnectedWorld> {
  const { providers = PROVIDERS, ...options } = connected;
  const emulators = await startEmulators({ providers });
  const byProvider = <T>(value: (provider: Provider) => T) =>
    Object.fromEntries(providers.map((provider) => [provider, value(provider)])) as Record<Provider, T>;
  const world = await openWorld({
    oauthClients: byProvider((provider) => {
      const { clientId, clientSecret } = emulators[provider].client;
      return { clientId, clientSecret, tenant: undefined };
    }),
    providerUrls: byProvider((provider) => emulators[provider].url),
    ...options,
  });
  const publicUrl = options.publicUrl ?? world.baseUrl;
  for (const provider of providers) emulators[provider].allowRedirectUri(`${publicUrl}/api/oauth/${provider}/callback`);
  return {
    ...world,
    emulators,
    stop: async () => {
      await world.stop();
      await emulators.stop();
    },
  };
}

/** Opens such a world before a file's tests and closes it after them. */
export function useConnectedWorld(options?: WorldOptions): () => ConnectedWorld {
  let world: ConnectedWorld;
  beforeAll(async () => {
    world = await openConnectedWorld(options);
  }, REDIS_START_MS);
  afterAll(() => world.stop());
  return () => world;
}

/** A browser of somebody who has an account at the providers. */
export class Browser extends AnyBrowser {
  /** The whole way: opens the link, signs in at the provider, and comes back. */
  async connect(authorizationUrl: string, options?: SignInOptions): Promise<Visited> {
    return this.open(await signIn(await this.begin(authorizationUrl), options));
  }
}

interface Wanted extends SignInOptions {
  provider: Provider;
  scopes?: string[];
  workspace?: TestWorkspace;
}

/** Creates a connection and takes its owner all the way; gives the connection as it is then. */
export async function connectAccount(world: TestWorld, { provider, scopes, workspace, ...options }: Wanted) {
  const key = (workspace ?? world.workspace).keys.developer;
  const body = { provider, ...(scopes && { scopes }) };
  const created = await world.call('connections.create', { key, body });
  if (created.status !== 201) throw new Error(created.text);
  const page = await new Browser().connect(created.body.authorizationUrl, options);
  if (page.status !== 200) throw new Error(page.text);
  const read = await world.call('connections.get', { key, path: { connectionId: created.body.id } });
  return read.body;
}

export const TOKEN_PATH = {
  google: '/token',
  microsoft: '/common/oauth2/v2.0/token',
  github: '/login/oauth/access_token',
};

/** Such a world, its emulators as new for each test, and the steps of a person and a developer in it. */
export function useConnecting(options?: WorldOptions) {
  const world = useConnectedWorld(options);
  beforeEach(() => {
    for (const emulator of world().emulators.all) emulator.reset();
  });
  const key = () => world().keys.developer;
  return {
    world,
    async create(provider: Provider = 'google', more: object = {}) {
      const { status, body } = await world().call('connections.create', { key: key(), body: { provider, ...more } });
      expect(status).toBe(201);
      return body;
    },
    get: async (connectionId: string) =>
      (await world().call('connections.get', { key: key(), path: { connectionId } })).body,
    stored: (id: string) =>
      world().db('connections').where({ id }).first('sealed_tokens', 'version', 'account_id', 'status'),
    auditOf: async (id: string) =>
      (await world().db('audit_events').where({ subject_id: id }).orderBy('id')).map(
        ({ type, actor_id: actor, data }) => ({ type, actor, ...data }),
      ),
    tokenRequests: (provider: Provider = 'google') => world().emulators[provider].calls.oauth(TOKEN_PATH[provider]),
  };
}

/** The title of a page. */
export const heading = (text: string) => /<h1>(.*?)<\/h1>/.exec(text)?.[1];

/** `url` with other query parameters. */
export function changed(url: string, change: Record<string, string>): string {
  const copy = new URL(url);
  for (const [name, value] of Object.entries(change)) copy.searchParams.set(name, value);
  return copy.href;
}
