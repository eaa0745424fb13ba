// A core for samples to talk to, and real things in the places of the ids that the contract gives as examples.
import { setTimeout } from 'node:timers/promises';
import {
  contract,
  createClient,
  type DevelopmentCore,
  type Receiver,
  startDevelopmentCore,
  startReceiver,
} from '@relay/testing';
import { connected } from './connect.ts';

/** Where the samples send: a host that exists nowhere. */
const EXAMPLE_HOST = 'https://hooks.example.com';

export interface World {
  core: DevelopmentCore;
  receiver: Receiver;
  call: ReturnType<typeof clientOf>;
  /** RELAY_API_KEY and RELAY_BASE_URL, as a sample reads them. */
  environment: Record<string, string>;
  /**
   * Puts a receiver of this machine in the place of the example host, and things newly made in the places of ids: of the contract's
   * examples, and of those that are left open (`prv_…`).
   */
  fill(code: string): Promise<Filled>;
  stop(): Promise<void>;
}
export interface Filled {
  code: string;
  /** What was made, by the name of the path parameter that takes it, such as `previewId`. */
  made: Record<string, string>;
}

export async function startWorld(): Promise<World> {
  const receiver = await startReceiver();
  const core = await startDevelopmentCore({ RELAY_OUTBOUND_ALLOW: '127.0.0.1', RELAY_EMULATORS: 'on' });
  const { apiKey, baseUrl } = core.credentials;
  const call = clientOf(core);
  let endpointId: string | undefined;
  return {
    core,
    receiver,
    call,
    environment: { RELAY_API_KEY: apiKey, RELAY_BASE_URL: baseUrl },
    async fill(code) {
      // A workspace has 20 endpoints at the most.
      if (endpointId) await createClient(baseUrl)('webhooks.endpoints.delete', { key: apiKey, path: { endpointId } });
      const made = await make(call, receiver.url, code);
      const filled = Object.entries(made).reduce(
        (text, [name, id]) => standInsOf(name).reduce((rest, standIn) => rest.replaceAll(standIn, id), text),
        code,
      );
      endpointId = made.endpointId;
      return { code: elsewhere(filled).replaceAll(EXAMPLE_HOST, receiver.url), made };
    },
    async stop() {
      await core.stop();
      await receiver.stop();
    },
  };
}

/** With a client of the reader's own, the emulated Google would take nobody in any more; nobody connects a Microsoft account here. */
const elsewhere = (code: string) =>
  code.includes('<client secret>') ? code.replaceAll(/\bgoogle\b/g, 'microsoft') : code;

/** A client with the key of the development instance, that throws what is refused. */
function clientOf(core: DevelopmentCore) {
  const { apiKey: key, baseUrl } = core.credentials;
  const client = createClient(baseUrl);
  const call: typeof client = async (id, options) => {
    const reply = await client(id, { key, ...options });
    if (reply.status >= 400) throw new Error(`${id}: ${reply.text}`);
    return reply;
  };
  return call;
}

/** The example of a path parameter; the digest stands beside the preview's id in the body of `actions.execute`. */
export function exampleOf(name: string): string {
  if (name === 'digest')
    return contract.paths['/api/actions/execute'].post.requestBody.content['application/json'].example.digest;
  return contract.components.parameters[name.charAt(0).toUpperCase() + name.slice(1)].example;
}

/** What stands for an id in code: its example, and the start of it, such as `prv_…`. */
function standInsOf(name: string): string[] {
  const example = exampleOf(name);
  return [example, example.replace(/(?<=[_-]).*/, '…')];
}

async function make(call: World['call'], url: string, code: string) {
  const isWanted = (name: string) => standInsOf(name).some((id) => code.includes(id));
  const made: Record<string, string> = {};
  if (isWanted('previewId')) {
    const { id, digest } = (await call('actions.preview', { body: { action: 'webhook.send', input: { url } } })).body;
    Object.assign(made, { previewId: id, digest });
  }
  const takesItBack = /\bundo\b/.test(code);
  if (isWanted('executionId')) made.executionId = await (takesItBack ? scheduled(call) : executed(call, url));
  if (isWanted('connectionId')) made.connectionId = await connected(call, 'google');
  if (isWanted('sessionId')) made.sessionId = (await call('chat.send', { body: { message: 'Hello' } })).body.sessionId;
  if (isWanted('apiKeyId'))
    made.apiKeyId = (await call('apiKeys.create', { body: { name: 'a sample', role: 'viewer' } })).body.id;
  if (isWanted('endpointId')) {
    const { id } = (await call('webhooks.endpoints.create', { body: { url, events: ['execution.failed'] } })).body;
    await call('webhooks.endpoints.ping', { path: { endpointId: id } });
    Object.assign(made, { endpointId: id, deliveryId: await delivered(call, id) });
  }
  return made;
}

/** Puts an event into a calendar, which can be undone, and gives the execution's id. */
async function scheduled(call: World['call']): Promise<string> {
  const connectionId = await connected(call, 'google');
  const input = { title: 'A sample', start: '2027-03-01T10:00:00', timeZone: 'Europe/Berlin' };
  const preview = await call('actions.preview', { body: { action: 'google.calendar.create', input, connectionId } });
  const { id, digest } = preview.body;
  return (await call('actions.execute', { body: { previewId: id, digest } })).body.id;
}

/** Executes a webhook to `url` and gives the execution's id. */
export async function executed(call: World['call'], url: string): Promise<string> {
  const { id, digest } = (await call('actions.preview', { body: { action: 'webhook.send', input: { url } } })).body;
  return (await call('actions.execute', { body: { previewId: id, digest } })).body.id;
}

/** Waits until the newest delivery to an endpoint has succeeded, after so many attempts, and gives its id. */
export function delivered(call: World['call'], endpointId: string, attempts = 1): Promise<string> {
  return until(`delivery to ${endpointId}`, async () => {
    const [delivery] = (await call('webhooks.deliveries.list', { path: { endpointId } })).body.data;
    return delivery?.status === 'succeeded' && delivery.attempts >= attempts ? delivery.id : undefined;
  });
}

/** Looks until there is something to see. */
export async function until<Sight>(what: string, look: () => Promise<Sight | undefined>): Promise<Sight> {
  for (let tries = 0; tries < 500; tries++) {
    const sight = await look();
    if (sight !== undefined) return sight;
    await setTimeout(20);
  }
  throw new Error(`${what}: waited in vain`);
}
