// Writes down what a suggestion has become. Of two who change it at the same time the first one counts, and what the other one has
// made cannot be confirmed.
import type { PreviewsApi } from '../../generated/api.js';
import { RelayError } from '../../platform/errors.js';
import type { ActionDefinition } from '../../providers/index.js';
import { type StoredSuggestion, toSuggestion } from './chat.schema.js';
import type { Settlement } from './chat.settlement.js';
import type { Suggestions } from './chat.suggestions.js';
import type { Turn } from './chat.turn.js';
import { ANSWERED, EXECUTED } from './chat.words.js';

export interface KeeperDeps {
  previews: Pick<PreviewsApi, 'discard'>;
  suggestions: Suggestions;
  settlement: Settlement;
}

export class Keeper {
  constructor(private readonly deps: KeeperDeps) {}

  /** Keeps a suggestion; false when it was answered meanwhile: then its new preview is discarded, and the person is told. */
  async keep(turn: Turn, suggestion: StoredSuggestion, before?: StoredSuggestion, approvalId?: string) {
    if (await this.deps.suggestions.save(turn.workspaceId, suggestion, { before, approvalId })) return true;
    if (suggestion.previewId !== null) await this.discard(turn, suggestion.previewId);
    turn.reply.say(ANSWERED);
    return false;
  }

  /** Keeps and shows a suggestion that cannot be confirmed as it is; what could be confirmed before cannot any more. */
  async show(turn: Turn, action: ActionDefinition, suggestion: StoredSuggestion, before?: StoredSuggestion) {
    // Before it is kept as open: what has run already must not be offered again.
    if (before?.previewId && (await this.discard(turn, before.previewId)) === 'executed')
      return this.end(turn, action, before);
    if (await this.keep(turn, suggestion, before)) turn.reply.suggest(toSuggestion(suggestion, action));
  }

  /** Ends a suggestion whose preview was executed in another way. */
  async end({ workspaceId, session, reply }: Turn, action: ActionDefinition | undefined, { id }: StoredSuggestion) {
    const { settlement, suggestions } = this.deps;
    await settlement.settle({ workspaceId, sessionId: session.id });
    const [settled] = await suggestions.list(workspaceId, session.id, { ids: [id] });
    reply.say(EXECUTED);
    if (settled) reply.suggest(toSuggestion(settled, action));
  }

  /** Discards a preview, if it is there. */
  async discard({ context }: Turn, previewId: string): Promise<'executed' | undefined> {
    try {
      await this.deps.previews.discard({ previewId }, context);
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      if (error.code === 'preview_executed') return 'executed';
    }
    return undefined; // it is discarded, or was gone before
  }
}
