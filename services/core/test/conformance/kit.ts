// A core, an emulated provider and a connection between them: what every check of an adapter needs.
import { randomUUID } from 'node:crypto';
import type { Fault, JournalEntry } from '@relay/emulators';
import type { Execution, Preview } from '../../src/generated/types.js';
import type { ActionDefinition, JsonObject } from '../../src/providers/index.js';
import type { Fixture } from './fixtures.js';
import type { Sent } from './wire.js';
import type { Workbench } from './workbench.js';

export interface Subject {
  action: ActionDefinition;
  fixture: Fixture;
}

/** What happened while something was done. */
export interface Watched<T> {
  result: T;
  /** Calls of the provider's API that could have changed something. */
  mutations: JournalEntry[];
  /** All that core has sent. */
  sent: Sent[];
}

/** A preview that was confirmed, and how it ended. */
export interface Run {
  input: JsonObject;
  preview: Preview;
  execution: Execution;
}

export class Kit {
  constructor(
    readonly workbench: Workbench,
    readonly connectionId: string,
  ) {}

  /** Another connection of the same account: some checks break theirs. */
  another = (scopes?: string[]): Promise<Kit> => this.workbench.connect(scopes);

  /** The same, and nothing of what the account has agreed to before counts: some providers add up scopes. */
  afresh(scopes: string[]): Promise<Kit> {
    this.emulator.revokeAccess(this.emulator.accounts[0]!.name);
    return this.another(scopes);
  }

  /** As if its tokens had been given an hour ago: Relay does not ask for new ones at once. */
  async age(): Promise<void> {
    const { db } = this.workbench.world;
    await db('connections')
      .where({ id: this.connectionId })
      .update({ tokens_at: db.raw("now() - interval '1 hour'") });
  }

  get emulator() {
    return this.workbench.emulator;
  }

  get wire() {
    return this.workbench.wire;
  }

  get call() {
    return this.workbench.world.call;
  }

  get key() {
    return this.workbench.world.keys;
  }

  preview(action: string, input: JsonObject) {
    const body = { action, input, connectionId: this.connectionId };
    return this.call('actions.preview', { key: this.key.developer, body });
  }

  confirm({ id: previewId, digest }: Pick<Preview, 'id' | 'digest'>) {
    return this.call('actions.execute', { key: this.key.developer, body: { previewId, digest } });
  }

  /** Runs a read. */
  read(action: string, input: JsonObject) {
    const body = { action, input, connectionId: this.connectionId };
    return this.call('actions.execute', { key: this.key.developer, body });
  }

  /** Previews and confirms a write, whatever comes of it. */
  async write(action: string, input: JsonObject): Promise<Run> {
    const preview = await this.preview(action, input);
    if (preview.status !== 201) throw new Error(`the preview of ${action} answered ${preview.status}: ${preview.text}`);
    const execution = await this.confirm(preview.body);
    if (execution.status !== 200) throw new Error(`${action} answered ${execution.status}: ${execution.text}`);
    return { input, preview: preview.body, execution: execution.body };
  }

  /** What a write that succeeds returns; for what another action needs. */
  async made(action: string, input: JsonObject): Promise<JsonObject> {
    const { execution } = await this.write(action, input);
    if (execution.status !== 'succeeded')
      throw new Error(`${action} did not succeed: ${JSON.stringify(execution.error)}`);
    return execution.output as JsonObject;
  }

  /** Does it, and tells what it caused. */
  async watch<T>(work: () => Promise<T>): Promise<Watched<T>> {
    const [calls, sent] = [this.emulator.calls.mutations().length, this.wire.sent.length];
    const result = await work();
    return { result, mutations: this.emulator.calls.mutations().slice(calls), sent: this.wire.since(sent) };
  }

  /** Lets the next call of a request fail like this; its URL may be without an origin. */
  breakAt({ method, url }: Pick<JournalEntry, 'method' | 'url'>, fault: Fault): void {
    this.emulator.faults.add({ ...fault, method, path: new URL(url, this.emulator.url).pathname });
  }

  /** An input of the fixture: the first, or the one of this name. */
  async input(fixture: Fixture, name = Object.keys(fixture.inputs)[0]!): Promise<JsonObject> {
    return fixture.inputs[name]!(this, `tag-${randomUUID().slice(0, 8)}`);
  }
}
