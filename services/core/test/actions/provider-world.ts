// A world with a fake provider, and an account there that the workspace has connected.
import type { Receiver } from '@relay/testing';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { ActionDefinition } from '../../src/providers/index.js';
import { openWorld, type TestWorld, type WorldOptions } from '../world.js';
import { connect, FakeConnections } from './fake-connections.js';
import { fakeProviderActions, onlyWith, startFakeProvider } from './fake-provider.js';

type Headers = Record<string, string>;

export class ProviderWorld {
  private seen = 0;

  constructor(
    readonly world: TestWorld,
    readonly provider: Receiver,
    readonly connections: FakeConnections,
    /** Of our workspace, to the account of Ada. */
    readonly connectionId: string,
  ) {}

  preview(action: string, input: object, more: object = {}, headers: Headers = {}) {
    const body = { action, input: input as Record<string, unknown>, connectionId: this.connectionId, ...more };
    return this.world.call('actions.preview', { key: this.world.keys.developer, body, headers });
  }

  confirm({ id, digest }: { id: string; digest: string }, key = this.world.keys.developer) {
    return this.world.call('actions.execute', { key, body: { previewId: id, digest } });
  }

  /** Previews and confirms. */
  async run(action: string, input: object, more: object = {}) {
    const { body } = await this.preview(action, input, more);
    return this.confirm(body);
  }

  read(input: object, more: object = {}, headers: Headers = {}, key = this.world.keys.developer) {
    const { connectionId } = this;
    const body = { action: 'fake.note.list', input: input as Record<string, unknown>, connectionId, ...more };
    return this.world.call('actions.execute', { key, headers, body });
  }

  /** What has arrived at the provider since this was last asked: method and path. */
  arrived(): string[] {
    const since = this.provider.received.slice(this.seen);
    this.seen = this.provider.received.length;
    return since.map(({ method, path }) => `${method} ${path}`);
  }

  /** Connects another account. */
  connect(more: Parameters<typeof connect>[2] = {}, workspaceId = this.world.workspace.id) {
    return connect(this.world.db, workspaceId, more);
  }

  /** A row of the connection, changed. */
  async change(columns: Record<string, unknown>, id = this.connectionId): Promise<void> {
    await this.world.db('connections').where({ id }).update(columns);
  }
}

/** As `useWorld`; before each test the provider works, and takes the current token only. */
export function useProviderWorld(more: ActionDefinition[] = [], options: WorldOptions = {}): () => ProviderWorld {
  let world: ProviderWorld;
  beforeAll(async () => {
    const provider = await startFakeProvider();
    let connections!: FakeConnections;
    const core = await openWorld({
      ...options,
      actions: [...fakeProviderActions, ...more],
      providerUrls: { fake: provider.url },
      connections: (db) => {
        connections ??= new FakeConnections(db);
        return connections;
      },
    });
    world = new ProviderWorld(core, provider, connections, await connect(core.db, core.workspace.id));
  });
  beforeEach(() => {
    const { provider, connections } = world;
    provider.behave(onlyWith(() => connections.token));
    connections.none = undefined;
    world.arrived();
  });
  afterAll(async () => {
    await world.world.stop();
    await world.provider.stop();
  });
  return () => world;
}
