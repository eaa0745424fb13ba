// A yes or a no to a suggestion. What runs is its preview, by the same path as `actions.execute`: once, however often it is confirmed.
import type { ActionsApi, PreviewsApi } from '../../generated/api.js';
import { RelayError } from '../../platform/errors.js';
import type { Metrics } from '../../platform/metrics.js';
import type { Approval } from './chat.request.js';
import type { StoredSuggestion } from './chat.schema.js';
import type { Suggestions } from './chat.suggestions.js';
import type { Turn } from './chat.turn.js';
import { DISMISSED, ended, UNKNOWN_APPROVAL } from './chat.words.js';

export interface ApprovalsDeps {
  actions: Pick<ActionsApi, 'execute'>;
  previews: Pick<PreviewsApi, 'discard'>;
  suggestions: Suggestions;
  metrics: Metrics;
}

/** Refusals after which it is certain that this preview will never run. */
const NOT_RUN = ['preview_expired', 'preview_discarded'];

export class Approvals {
  constructor(private readonly deps: ApprovalsDeps) {}

  async answer(turn: Turn, { approvalId, approved }: Approval): Promise<void> {
    const found = await this.deps.suggestions.answer(turn.workspaceId, turn.session.id, approvalId, approved);
    if (!found) return turn.reply.say(UNKNOWN_APPROVAL);
    const { suggestion, isFirst } = found;
    const toolCallId = suggestion.previewId!;
    if (suggestion.status === 'declined') {
      if (isFirst) await this.decline(turn, suggestion);
      turn.reply.denied(toolCallId);
      return turn.reply.say(DISMISSED);
    }
    if (!approved) {
      turn.reply.refused(toolCallId, 'It was confirmed before.');
      return turn.reply.say('It was confirmed before, so it cannot be declined any more.');
    }
    await this.confirm(turn, suggestion, isFirst);
  }

  /** Who confirms a second time is told of the same execution. */
  private async confirm(turn: Turn, suggestion: StoredSuggestion, isFirst: boolean): Promise<void> {
    const { actions, suggestions, metrics } = this.deps;
    const { id, engine, action, previewId, digest, summary, askedAt } = suggestion;
    if (isFirst) {
      metrics.chatConfirmed.inc({ engine, action });
      metrics.chatConfirmSeconds.observe({ action }, Math.max(0, turn.startedAt.getTime() - askedAt.getTime()) / 1000);
    }
    try {
      const { body: execution } = await actions.execute(
        { body: { previewId: previewId!, digest: digest! } },
        turn.context,
      );
      await suggestions.noteExecution(turn.workspaceId, id, execution.id);
      turn.reply.ended(previewId!, execution);
      turn.reply.result(id, execution);
      const { status, error } = execution;
      if (status === 'succeeded') turn.reply.say(`Done: ${ended(summary ?? action)}`);
      else if (status === 'failed') turn.reply.say(`It failed: ${ended(error?.detail ?? '')}`);
      else turn.reply.say(ended(error?.detail ?? 'It is still under way'));
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      // It can be previewed anew: say "go on", or edit it.
      if (NOT_RUN.includes(error.code)) await suggestions.move(turn.workspaceId, id, ['confirmed'], 'waiting');
      turn.reply.refused(previewId!, error.message);
      turn.reply.say(ended(error.message));
    }
  }

  private async decline({ context }: Turn, { engine, action, previewId }: StoredSuggestion): Promise<void> {
    this.deps.metrics.chatDeclined.inc({ engine, action });
    try {
      await this.deps.previews.discard({ previewId: previewId! }, context);
    } catch (error) {
      if (!(error instanceof RelayError)) throw error; // it was executed in another way
    }
  }
}
