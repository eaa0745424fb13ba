// A core beside the emulator of one provider, with all that is sent between them on record.
import type { Emulator, Provider } from '@relay/emulators';
import { type ActionDefinition, catalog } from '../../src/providers/index.js';
import { findOAuthProvider } from '../../src/providers/oauth/index.js';
import { connectAccount, openConnectedWorld } from '../connecting.js';
import type { TestWorld, WorldOptions } from '../world.js';
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
  const world = await openConnectedWorld({ providers: [provider], outbound: wire.tap, actions, ...options });
  const emulator = world.emulators[provider] as Emulator;
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
    close: () => world.stop(),
  };
  return workbench;
}
