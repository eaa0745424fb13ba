// What a provider tells the kit about its actions: inputs that work, and how their effect is seen at the emulator.
import type { Provider } from '@relay/emulators';
import type { JsonObject } from '../../src/providers/index.js';
import type { Kit } from './kit.js';

/** Makes an input that works. What it needs to be there first, such as the issue to close, it makes through the kit. */
export type MakeInput = (kit: Kit, tag: string) => JsonObject | Promise<JsonObject>;

export interface WriteFixture {
  kind: 'write';
  /** By names for the titles of tests; the first is used where one is enough. `tag` is a text of its own, to know the effect again. */
  inputs: Record<string, MakeInput>;
  /** How many times the effect of this input stands at the emulator: 0 before it is executed, and when it was undone. */
  effects(kit: Kit, input: JsonObject): number | Promise<number>;
  /** Failures that the provider is asked about again, or that mean something else for this action, each with its reason. */
  otherwise?: Partial<Record<string, { code: string | null; because: string }>>;
}

export interface ReadFixture {
  kind: 'read';
  inputs: Record<string, MakeInput>;
}

export type Fixture = WriteFixture | ReadFixture;

export interface ProviderFixtures {
  provider: Provider;
  /** By the ids of the actions: every one of the provider's. */
  actions: Record<string, Fixture>;
}
