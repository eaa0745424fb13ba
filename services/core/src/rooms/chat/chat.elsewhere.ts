// A reply that another process of Relay makes: its message is waited for, and told as a whole.
import { setTimeout as pause } from 'node:timers/promises';
import type { ChatEvent } from '../../generated/types.js';
import type { Catalog } from '../actions/index.js';
import type { Messages } from './chat.messages.js';
import { Reply } from './chat.reply.js';
import { type Session, toSuggestion } from './chat.schema.js';
import type { Suggestions } from './chat.suggestions.js';

/** In milliseconds. */
const LOOK_EVERY = 250;
const LONGEST_WAIT = 60_000;

export interface ElsewhereDeps {
  catalog: Catalog;
  messages: Messages;
  suggestions: Suggestions;
  /** In milliseconds. */
  longestWaitMs?: number | undefined;
}

export class RepliesElsewhere {
  constructor(private readonly deps: ElsewhereDeps) {}

  /** The reply of a session that is under way; undefined when none is. */
  async follow(workspaceId: string, session: Session, signal: AbortSignal) {
    const messageId = await this.deps.messages.running(workspaceId, session.id);
    return messageId === undefined ? undefined : this.tell(workspaceId, session, messageId, signal);
  }

  private async *tell(workspaceId: string, { id }: Session, messageId: string, signal: AbortSignal) {
    const { catalog, suggestions } = this.deps;
    const events: ChatEvent[] = [];
    const reply = new Reply(messageId, (event) => events.push(event));
    reply.begin(id);
    yield* events.splice(0);
    const message = await this.ended(workspaceId, messageId, signal);
    if (signal.aborted) return;
    if (message?.text) reply.say(message.text);
    for (const stored of await suggestions.list(workspaceId, id))
      if (stored.messageId === messageId) reply.suggest(toSuggestion(stored, catalog.find(stored.action)));
    if (message?.status === 'finished') reply.finish();
    else reply.fail('The reply was not finished, or takes long. Read the session in a moment.');
    yield* events;
  }

  /** The message when it is made; undefined when that takes too long, or when it is gone. */
  private async ended(workspaceId: string, messageId: string, signal: AbortSignal) {
    const { messages, longestWaitMs = LONGEST_WAIT } = this.deps;
    const endsAt = performance.now() + longestWaitMs;
    for (;;) {
      const message = await messages.find(workspaceId, messageId);
      if (message?.status !== 'running') return message;
      if (performance.now() > endsAt) return undefined;
      await pause(LOOK_EVERY, undefined, { signal, ref: false }).catch(() => {}); // the client went away
      if (signal.aborted) return undefined;
    }
  }
}
