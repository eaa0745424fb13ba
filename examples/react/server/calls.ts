// The few things that the page can ask for. An application of yours has its sign-in in front of this, and decides here who may see,
// preview and confirm what; Relay knows the key, and not the person behind the page.
import { Relay } from '@relay/sdk-js';
import type { Settings } from './settings.ts';

export type Body = Record<string, unknown>;
export interface Call {
  method: string;
  path: RegExp;
  answer(body: Body, id: string): Promise<unknown>;
}

/** A send may take half a minute; the rest should not keep a person waiting for long. */
const EXECUTE = { timeout: 45_000, totalTimeout: 60_000 };

export function callsOf({ apiKey, baseUrl }: Pick<Settings, 'apiKey' | 'baseUrl'>): Call[] {
  const relay = new Relay({ apiKey, baseUrl, timeout: 10_000, totalTimeout: 10_000 });
  return [
    {
      method: 'GET',
      path: /^\/api\/session$/,
      async answer() {
        const { workspace, role } = await relay.me.get();
        // Keys for tests exist in development only, where Relay has an inbox to send to.
        const inbox = apiKey.startsWith('relay_test_') ? `${baseUrl}/dev/inbox` : null;
        return { workspace: workspace.name, role, baseUrl, inbox };
      },
    },
    {
      method: 'GET',
      path: /^\/api\/actions$/,
      answer: () => Array.fromAsync(relay.actions.list({ limit: 100 })),
    },
    {
      method: 'GET',
      path: /^\/api\/connections$/,
      async answer() {
        const { data } = await relay.connections.list({ limit: 100 });
        return data.filter(({ status }) => status !== 'revoked');
      },
    },
    {
      method: 'POST',
      path: /^\/api\/connections$/,
      answer: ({ provider }) =>
        relay.connections.create({ provider } as Parameters<typeof relay.connections.create>[0]),
    },
    {
      method: 'POST',
      path: /^\/api\/previews$/,
      answer: ({ action, input, connectionId, replaces }) =>
        relay.actions.preview({ action, input, connectionId, replaces } as Parameters<typeof relay.actions.preview>[0]),
    },
    {
      method: 'GET',
      path: /^\/api\/previews\/(\w+)$/,
      answer: (_, previewId) => relay.previews.get({ previewId }),
    },
    {
      method: 'DELETE',
      path: /^\/api\/previews\/(\w+)$/,
      answer: (_, previewId) => relay.previews.discard({ previewId }),
    },
    {
      method: 'POST',
      path: /^\/api\/executions$/,
      answer: ({ previewId, digest }) =>
        relay.actions.execute({ previewId, digest } as Parameters<typeof relay.actions.execute>[0], EXECUTE),
    },
    {
      method: 'GET',
      path: /^\/api\/chat\/sessions$/,
      answer: async () => (await relay.chat.sessions.list({ limit: 100 })).data,
    },
    {
      method: 'GET',
      path: /^\/api\/chat\/sessions\/([\w-]+)$/,
      answer: (_, sessionId) => relay.chat.sessions.get({ sessionId }),
    },
    {
      method: 'DELETE',
      path: /^\/api\/chat\/sessions\/([\w-]+)$/,
      answer: (_, sessionId) => relay.chat.sessions.delete({ sessionId }),
    },
    {
      method: 'GET',
      path: /^\/api\/executions$/,
      answer: async () => (await relay.executions.list({ limit: 8 })).data,
    },
    {
      method: 'GET',
      path: /^\/api\/executions\/(\w+)$/,
      answer: (_, executionId) => relay.executions.get({ executionId }),
    },
  ];
}
