// Every operation of the contract goes through the shared cases: keys, roles, other workspaces, what the contract does not know.
import { describeSharedCases, operations } from '@relay/testing';
import { describe, expect, it } from 'vitest';
import { type TestWorld, useWorld } from './world.js';

const world = useWorld();
const previewBody = { action: 'webhook.send', input: { url: 'https://example.com/' } };

async function foreignPreview({ call, other }: TestWorld) {
  const { body } = await call('actions.preview', { key: other.keys.developer, body: previewBody });
  return body;
}

async function foreignExecution({ call, other, receiver }: TestWorld) {
  const key = other.keys.developer;
  const { body } = await call('actions.preview', { key, body: { ...previewBody, input: { url: receiver.url } } });
  return (await call('actions.execute', { key, body: { previewId: body.id, digest: body.digest } })).body.id;
}

async function foreignEndpoint({ call, other }: TestWorld) {
  const body = { url: 'https://hooks.example.com/' };
  return (await call('webhooks.endpoints.create', { key: other.keys.admin, body })).body.id;
}

async function foreignDelivery(theirs: TestWorld) {
  const path = { endpointId: await foreignEndpoint(theirs) };
  return (await theirs.call('webhooks.endpoints.ping', { key: theirs.other.keys.admin, path })).body.id;
}

async function foreignConnection({ call, other }: TestWorld) {
  const key = other.keys.admin;
  const client = { clientId: 'theirs', clientSecret: 'theirs' };
  await call('providers.configure', { key, path: { provider: 'google' }, body: client });
  return (await call('connections.create', { key, body: { provider: 'google' } })).body.id;
}

async function foreignSession({ call, other }: TestWorld) {
  return (await call('chat.send', { key: other.keys.admin, body: { message: 'Hello' } })).body.sessionId;
}

describeSharedCases(world, {
  foreign: {
    previewId: async () => (await foreignPreview(world())).id,
    executionId: () => foreignExecution(world()),
    apiKeyId: async () => world().other.keyIds.viewer,
    endpointId: () => foreignEndpoint(world()),
    deliveryId: () => foreignDelivery(world()),
    connectionId: () => foreignConnection(world()),
    sessionId: () => foreignSession(world()),
  },
  bodies: {
    'actions.preview': async () => previewBody,
    'actions.execute': async () => ({ previewId: 'prv_01h455vb4pex5vsknk084sn02q', digest: 'sha256-x' }),
    'chat.stream': async () => ({ message: 'Hello' }),
    'chat.send': async () => ({ message: 'Hello' }),
    'providers.configure': async () => ({ clientId: 'ours', clientSecret: 'ours' }),
    'connections.create': async () => ({ provider: 'google' }),
    'apiKeys.create': async () => ({ name: 'shared', role: 'viewer' }),
    'apiKeys.rotate': async () => ({ graceSeconds: 0 }),
    'webhooks.secret.rotate': async () => ({ graceSeconds: 0 }),
    'webhooks.endpoints.create': async () => ({ url: 'https://hooks.example.com/' }),
    'webhooks.endpoints.update': async () => ({ description: 'shared' }),
    'webhooks.endpoints.rotateSecret': async () => ({ graceSeconds: 0 }),
  },
  foreignBodies: {
    'actions.preview': async () => ({ ...previewBody, replaces: (await foreignPreview(world())).id }),
    'actions.execute': async () => {
      const { id, digest } = await foreignPreview(world());
      return { previewId: id, digest };
    },
    'chat.stream': async () => ({ message: 'Hello', sessionId: await foreignSession(world()) }),
    'chat.send': async () => ({ message: 'Hello', sessionId: await foreignSession(world()) }),
    'connections.create': async () => {
      const body = { clientId: 'ours', clientSecret: 'ours' };
      await world().call('providers.configure', { key: world().keys.admin, path: { provider: 'google' }, body });
      return { provider: 'google', connectionId: await foreignConnection(world()) };
    },
  },
});

describe('operations that anybody may call', () => {
  it('are the two health checks, and the pages of somebody who connects an account', () => {
    expect(operations.filter(({ role }) => role === undefined).map(({ id }) => id)).toEqual([
      'system.health',
      'system.ready',
      'connections.start',
      'connections.callback',
    ]);
  });
});
