// A world with an engine that says what it is told to, for the tests of what chat never does.
import { beforeAll, beforeEach } from 'vitest';
import { ofType, postChat, ScriptedEngine, suggests, typed } from '../../../test/chatting.js';
import { connectAccount, useConnectedWorld } from '../../../test/connecting.js';
import type { EngineSuggestion } from './chat.engine.js';

export type Suggested = Pick<EngineSuggestion, 'action' | 'input'> & Partial<EngineSuggestion>;

export const mail = (input: object): Suggested => ({ action: 'google.gmail.send', input: { body: 'Hello', ...input } });

/** The address book that its requests bring along. */
export const contacts = [{ name: 'Grace Hopper', email: 'grace@example.com' }];

/** Opens it before a file's tests and closes it after them: a workspace with a Google account. */
export function useScriptedChat() {
  const engine = new ScriptedEngine();
  const world = useConnectedWorld({ engine });
  beforeAll(() => connectAccount(world(), { provider: 'google', account: 'ada@example.com' }));
  beforeEach(() => world().receiver.behave((response) => response.end('ok')));
  const here = (key = world().keys.developer) => ({ baseUrl: world().baseUrl, key });

  function hook() {
    const url = `${world().receiver.url}/${Math.random().toString(36).slice(2)}`;
    engine.on(`Call ${url}`, suggests({ action: 'webhook.send', input: { url } }));
    return { url, text: `Call ${url}` };
  }

  return {
    engine,
    world,
    here,
    hook,
    arrivals: () => world().receiver.received.length,
    count: async (table: string) => Number((await world().db(table).count())[0]!.count),

    /** A suggestion that waits for its approval. */
    async ready(id: string) {
      const { events } = await postChat(here(), typed(id, hook().text));
      const { approvalId, toolCallId } = ofType(events, 'tool-approval-request')[0]!;
      const suggestion = ofType(events, 'data-relay-suggestion')[0]!.data as { id: string; previewId: string };
      return { approvalId: approvalId!, toolCallId: toolCallId!, suggestion };
    },

    /** What a suggestion of a scripted engine becomes. */
    async suggestionOf(text: string, suggestion: Suggested) {
      engine.on(text, suggests(suggestion));
      const { events } = await postChat(here(), { message: text, contacts });
      const [shown] = ofType(events, 'data-relay-suggestion');
      return { events, suggestion: shown?.data as Record<string, never> | undefined };
    },
  };
}
