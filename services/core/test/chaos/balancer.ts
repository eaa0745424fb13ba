// What stands in front of several cores: it asks each for /readyz and sends clients only to those that are ready.
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@relay/testing';
import type { ChaosWorld } from './chaos-world.js';
import { eventually } from './eventually.js';

/** How soon it notices, in milliseconds: a drain has to take longer. */
const ASK_EVERY_MS = 50;

export interface Balancer {
  /** Resolves when it sends clients to this core. */
  sees(url: string): Promise<void>;
  stop(): Promise<void>;
}

export function startBalancer({ cores, client }: ChaosWorld): Balancer {
  let stopped = false;
  const round = async () => {
    const answers = await Promise.all(
      cores.map(async ({ url }) => {
        const reply = await createClient(url)('system.ready').catch(() => undefined);
        return reply?.status === 200 ? [url] : [];
      }),
    );
    client.urls = answers.flat();
  };
  const rounds = (async () => {
    while (!stopped) {
      await round();
      await pause(ASK_EVERY_MS);
    }
  })();
  return {
    sees: async (url) => void (await eventually(`${url} is ready`, async () => client.urls.includes(url))),
    stop: async () => {
      stopped = true;
      await rounds;
    },
  };
}
