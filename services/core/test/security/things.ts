// One of each thing that a workspace can have, made over the API.
import type { Call } from '@relay/testing';
import type { TestWorkspace, TestWorld } from '../world.js';

export interface Things {
  workspaceId: string;
  apiKeyId: string;
  /** Ready to be executed. */
  previewId: string;
  digest: string;
  /** Of the execution. */
  executedPreviewId: string;
  executionId: string;
  endpointId: string;
  deliveryId: string;
  eventId: string;
  /** One that waits for its owner. */
  connectionId: string;
  /** Of the admin's chat. */
  sessionId: string;
  suggestionId: string;
}

/** Their ids, by what they are the ids of. */
export const idsOf = ({ digest: _digest, ...ids }: Things): Record<string, string> => ids;

export async function makeThings({ call, receiver }: TestWorld, { id, keys }: TestWorkspace): Promise<Things> {
  const key = keys.admin;
  const plan = () => preview(call, key, receiver.url);
  const [ready, executed] = [await plan(), await plan()];
  const execution = await call('actions.execute', { key, body: { previewId: executed.id, digest: executed.digest } });
  const apiKey = await call('apiKeys.create', { key, body: { name: 'made for a test', role: 'viewer' } });
  const endpoint = await call('webhooks.endpoints.create', { key, body: { url: 'https://hooks.example.com/' } });
  const delivery = await call('webhooks.endpoints.ping', { key, path: { endpointId: endpoint.body.id } });
  const client = { clientId: `client of ${id}`.replaceAll(' ', '-'), clientSecret: 'made for a test' };
  await call('providers.configure', { key, path: { provider: 'google' }, body: client });
  const connection = await call('connections.create', { key, body: { provider: 'google' } });
  const chat = await call('chat.send', { key, body: { message: `Send a webhook to ${receiver.url}` } });
  const events = await call('audit.list', { key, query: { limit: 1 } });
  return {
    workspaceId: id,
    apiKeyId: apiKey.body.id,
    previewId: ready.id,
    digest: ready.digest,
    executedPreviewId: executed.id,
    executionId: execution.body.id,
    endpointId: endpoint.body.id,
    deliveryId: delivery.body.id,
    eventId: events.body.data[0]!.id,
    connectionId: connection.body.id,
    sessionId: chat.body.sessionId,
    suggestionId: chat.body.suggestions[0]!.id,
  };
}

async function preview(call: Call, key: string, url: string) {
  const { body } = await call('actions.preview', { key, body: { action: 'webhook.send', input: { url } } });
  return body;
}
