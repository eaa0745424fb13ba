// Samples that keep running and receive webhooks on port 3000.
import { freePort } from '@relay/testing';
import { expect, vi } from 'vitest';
import { delivered, executed, type World } from '../../src/world.ts';
import { type Check, describe } from './checks.ts';
import { settle } from './reader.ts';

interface Visit {
  environment: Record<string, string>;
  /** Sends to the receiver what Relay sends, and tells what it must have printed then. */
  send(): Promise<RegExp>;
}

/** It takes what Relay sends and prints it, and refuses what somebody else has signed. */
function receives(visit: (world: World, url: string) => Promise<Visit>): Check {
  return async (reader, group) => {
    for (const block of group) {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}/`;
      const { environment, send } = await visit(reader.world, url);
      const settled = await settle(reader, block, { environment, replace: { 3000: String(port) } });
      const running = await reader.terminal.start(settled.sample, settled.environment);
      try {
        await running.listening(port);
        const expected = await send();
        expect(await forge(url), describe(block)).toBe(400);
        await vi.waitFor(() => expect(running.stdout(), describe(block)).toMatch(expected));
      } finally {
        await running.stop();
      }
    }
  };
}

/** A receiver of `webhook.send`, with the workspace's secret. */
export const receivesWebhooks = receives(async ({ call }, url) => ({
  environment: { WEBHOOK_SECRET: (await call('webhooks.secret.get')).body.secret },
  async send() {
    const input = { url, payload: { order: 4711 } };
    const { id, digest } = (await call('actions.preview', { body: { action: 'webhook.send', input } })).body;
    const { body } = await call('actions.execute', { body: { previewId: id, digest } });
    expect(body).toMatchObject({ status: 'succeeded', output: { status: 204 } });
    return new RegExp(`^(${id} )?{ ?['"]?order['"]?: 4711 ?}\n$`);
  },
}));

/** A receiver of Relay's own events, with the secret of its endpoint; what comes twice is handled once. */
export const receivesEvents = receives(async ({ call, receiver }, url) => {
  const endpoint = (await call('webhooks.endpoints.create', { body: { url, events: ['execution.succeeded'] } })).body;
  const path = { endpointId: endpoint.id };
  return {
    environment: { RELAY_ENDPOINT_SECRET: endpoint.secret },
    async send() {
      const executionId = await executed(call, receiver.url);
      const deliveryId = await delivered(call, endpoint.id);
      await call('webhooks.deliveries.retry', { path: { ...path, deliveryId } });
      await delivered(call, endpoint.id, 2);
      await call('webhooks.endpoints.delete', { path });
      const once = '((?!execution.succeeded).)*';
      return new RegExp(`^execution.succeeded \\{${once}${executionId}${once}\\}\n$`, 's');
    },
  };
});

/** POSTs to it what looks like a webhook and is signed by nobody; gives the status of the answer. */
async function forge(url: string): Promise<number> {
  const headers = {
    'webhook-id': 'evt_forged',
    'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
    'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}`,
  };
  return (await fetch(url, { method: 'POST', headers, body: '{}' })).status;
}
