// What stands in a message already when a reply to approvals goes on with it. Who resumes that reply, such as a page after a reload,
// may have nothing of the message, and a client refuses the end of a call that it does not know.
import type { ChatEvent } from '../../generated/types.js';
import type { Catalog } from '../actions/index.js';
import { Reply } from './chat.reply.js';
import { toSuggestion } from './chat.schema.js';
import type { Suggestions } from './chat.suggestions.js';
import type { Turn } from './chat.turn.js';

export class Replay {
  constructor(private readonly deps: { catalog: Catalog; suggestions: Suggestions }) {}

  /** Tells the suggestions again whose approvals are answered; none can be approved by it. */
  async tell(
    { workspaceId, session }: Pick<Turn, 'workspaceId' | 'session'>,
    approvalIds: string[],
    messageId: string,
  ) {
    const { catalog, suggestions } = this.deps;
    const events: ChatEvent[] = [];
    const reply = new Reply(messageId, (event) => events.push(event));
    for (const stored of await suggestions.approvableBy(workspaceId, session.id, approvalIds)) {
      const action = catalog.find(stored.action);
      reply.recall(toSuggestion(stored, action), action?.name);
    }
    return events;
  }
}
