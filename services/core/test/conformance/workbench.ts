// A core beside the emulator of one provider, with all that is sent between them on record.
import { type Emulator, type Provider, startEmulators } from '@relay/emulators';
import { type ActionDefinition, catalog } from '../../src/providers/index.js';
import { findOAuthProvider } from '../../src/providers/oauth/index.js';
import { connectAccount } from '../connecting.js';
import { openWorld, type TestWorld, type WorldOptions } from '../world.js';
import { Kit } from './kit.js';
import { Wire } from './wire.js';

export interface Workbench {
  world: TestWorld;
  emulator: Emulator;
  wire: Wire;
  /** The provider's, as people know it. */
  providerName: string;
  /** A kit with a connection of its own, which was asked for these scopes: for all of the provider's, if left out. */
  connect(scopes?: string[]): Promise<Kit>;
  close(): Promise<void>;
}

/** `actions` are judged beside those of the catalog. */
export async function openWorkbench(
  provider: Provider,
  actions: ActionDefinition[] = [],
  options: Pick<WorldOptions, 'sendDeadlineMs'> = {},
): Promise<Workbench> {
  const wire = new Wire();
  const emulators = await startEmulators({ providers: [provider] });
  const emulator: Emulator = emulators[provider] as Emulator;
  const { clientId, clientSecret } = emulator.client;
  const world = await openWorld({
    outbound: wire.tap,
    providerUrls: { [provider]: emulator.url },
    oauthClients: { [provider]: { clientId, clientSecret, tenant: undefined } },
    actions,
    ...options,
  });
  emulator.allowRedirectUri(`${world.baseUrl}/api/oauth/${provider}/callback`);
  const ofProvider = [...catalog, ...actions].filter((action) => action.provider === provider);
  const allScopes = [...new Set(ofProvider.flatMap(({ scopes }) => scopes))];
  const workbench: Workbench = {
    world,
    emulator,
    wire,
    providerName: findOAuthProvider(provider)!.name,
    async connect(scopes = allScopes) {
      emulator.faults.clear();
      const { id } = await connectAccount(world, { provider, scopes });
      return new Kit(workbench, id);
    },
    async close() {
      await world.stop();
      await emulators.stop();
    },
  };
  return workbench;
}
