// A yes or a no to a suggestion. What runs is its preview, by the same path as `actions.execute`: once, however often it is confirmed.
import type { ActionsApi, PreviewsApi } from '../../generated/api.js';
import type { Execution } from '../../generated/types.js';
import { RelayError } from '../../platform/errors.js';
import type { Metrics } from '../../platform/metrics.js';
import type { Catalog } from '../actions/index.js';
import { isGone } from './chat.hindrances.js';
import type { Keeper } from './chat.keeper.js';
import type { Approval } from './chat.request.js';
import type { StoredSuggestion } from './chat.schema.js';
import type { Settlement } from './chat.settlement.js';
import type { Suggestions } from './chat.suggestions.js';
import type { Turn } from './chat.turn.js';
import { DECLINED, DISMISSED, EXECUTED, ended, UNKNOWN_APPROVAL } from './chat.words.js';

export interface ApprovalsDeps {
  catalog: Catalog;
  actions: Pick<ActionsApi, 'execute'>;
  previews: Pick<PreviewsApi, 'get'>;
  suggestions: Suggestions;
  keeper: Keeper;
  settlement: Settlement;
  metrics: Metrics;
}

export class Approvals {
  constructor(private readonly deps: ApprovalsDeps) {}

  async answer(turn: Turn, { approvalId, approved }: Approval): Promise<void> {
    const found = await this.deps.suggestions.answer(turn.workspaceId, turn.session.id, approvalId, approved);
    // Of what was refused and then superseded nobody waits for an answer any more.
    if (!found || found.suggestion.status === 'replaced') return turn.reply.say(UNKNOWN_APPROVAL);
    const { suggestion, isFirst } = found;
    const toolCallId = suggestion.previewId!;
    if (suggestion.status === 'declined') {
      if (isFirst) return this.decline(turn, suggestion, toolCallId);
      turn.reply.denied(toolCallId);
      return turn.reply.say(DECLINED);
    }
    if (!approved) {
      turn.reply.refused(toolCallId, 'It was confirmed before.');
      return turn.reply.say('It was confirmed before, so it cannot be declined any more.');
    }
    await this.confirm(turn, suggestion);
  }

  /** Who confirms a second time is told of the same execution. */
  private async confirm(turn: Turn, suggestion: StoredSuggestion): Promise<void> {
    const { id, previewId, digest, summary, action } = suggestion;
    const execution = await this.execute(turn, suggestion, { previewId: previewId!, digest: digest! });
    if (!execution) return;
    await this.deps.settlement.settle({ workspaceId: turn.workspaceId, sessionId: turn.session.id });
    turn.reply.ended(previewId!, execution);
    turn.reply.result(id, execution);
    const { status, error } = execution;
    if (status === 'succeeded') turn.reply.say(`Done: ${ended(summary ?? action)}`);
    else if (status === 'failed') turn.reply.say(`It failed: ${ended(error?.detail ?? '')}`);
    else turn.reply.say(ended(error?.detail ?? 'It is still under way'));
  }

  /** Undefined when it was refused: then nothing has run, and the person is told why. */
  private async execute(
    turn: Turn,
    { id }: StoredSuggestion,
    body: { previewId: string; digest: string },
  ): Promise<Execution | undefined> {
    const { actions, suggestions } = this.deps;
    const { previewId } = body;
    try {
      return (await actions.execute({ body }, turn.context)).body;
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      const gone = isGone(error);
      // It can be previewed anew: say "go on", or edit it. What runs in spite of the refusal stays confirmed.
      if (gone || (await this.deps.previews.get({ previewId }, turn.context)).executionId === null)
        await suggestions.reopen(turn.workspaceId, id, previewId, gone);
      turn.reply.refused(previewId, error.message);
      turn.reply.say(ended(error.message));
      return undefined;
    }
  }

  private async decline(turn: Turn, suggestion: StoredSuggestion, toolCallId: string): Promise<void> {
    const { catalog, keeper, metrics } = this.deps;
    const { engine, action } = suggestion;
    if ((await keeper.discard(turn, toolCallId)) === 'executed') {
      turn.reply.refused(toolCallId, EXECUTED);
      return keeper.end(turn, catalog.find(action), suggestion);
    }
    metrics.chatDeclined.inc({ engine, action });
    turn.reply.denied(toolCallId);
    turn.reply.say(DISMISSED);
  }
}
