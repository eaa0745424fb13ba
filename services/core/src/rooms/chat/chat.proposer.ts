// From a draft to what a person sees: a question, a preview that waits for an approval, or what a read has found.
import type { ActionsApi, PreviewsApi } from '../../generated/api.js';
import type { Preview, Suggestion } from '../../generated/types.js';
import { RelayError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import type { Metrics } from '../../platform/metrics.js';
import type { ActionDefinition } from '../../providers/index.js';
import type { Catalog, Wish } from '../actions/index.js';
import type { Draft } from './chat.checks.js';
import type { Connector } from './chat.connect.js';
import { whyNot } from './chat.hindrances.js';
import type { Said } from './chat.provenance.js';
import { type StoredSuggestion, toSuggestion } from './chat.schema.js';
import { newApprovalId, type Suggestions } from './chat.suggestions.js';
import type { Turn } from './chat.turn.js';
import { ANSWERED, connectFirst, ended, found, offer, questionFor } from './chat.words.js';

export interface ProposerDeps {
  catalog: Catalog;
  actions: Pick<ActionsApi, 'execute'>;
  preview: (wish: Wish, turn: Turn) => Promise<Preview>;
  previews: Pick<PreviewsApi, 'discard' | 'get'>;
  suggestions: Suggestions;
  connector: Connector;
  metrics: Metrics;
}

const EXECUTED = 'It was executed already, in another way, so it cannot be changed any more.';

export interface Proposal {
  draft: Draft;
  engine: string;
  /** All that the person has written about it, the newest first. */
  said: Said[];
  /** What it was until now. */
  before?: StoredSuggestion | undefined;
}

export class Proposer {
  constructor(private readonly deps: ProposerDeps) {}

  async propose(turn: Turn, proposal: Proposal): Promise<void> {
    const { draft, before } = proposal;
    const action = this.deps.catalog.get(draft.action);
    const suggestion = this.begin(turn, proposal);
    if (!before) this.deps.metrics.chatSuggestions.inc({ engine: proposal.engine, action: action.id });
    if (draft.blockedBy !== undefined) return this.show(turn, action, { ...suggestion, status: 'asking' }, before);
    if (draft.missing.length > 0) return this.ask(turn, action, suggestion, before);
    try {
      if (action.kind === 'read') await this.read(turn, action, suggestion);
      else await this.offer(turn, action, suggestion, before);
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      await this.hinder(turn, action, suggestion, before, error);
    }
  }

  private begin({ session, reply, startedAt }: Turn, { draft, engine, said, before }: Proposal): StoredSuggestion {
    const { action, input, missing, provenance, assumptions, blockedBy, connectionId } = draft;
    return {
      id: before?.id ?? newId('sug'),
      sessionId: session.id,
      messageId: reply.messageId,
      engine,
      action,
      status: 'asking',
      input,
      missing,
      provenance,
      assumptions,
      ...(blockedBy !== undefined && { blockedBy }),
      connection: null,
      said,
      connectionId: connectionId ?? null,
      previewId: null,
      digest: null,
      executionId: null,
      askedAt: before?.askedAt ?? startedAt,
    };
  }

  private async ask(turn: Turn, action: ActionDefinition, suggestion: StoredSuggestion, before?: StoredSuggestion) {
    const [first] = suggestion.missing;
    if (first) turn.reply.say(questionFor(action, first));
    await this.show(turn, action, { ...suggestion, status: 'asking' }, before);
  }

  private async offer(turn: Turn, action: ActionDefinition, suggestion: StoredSuggestion, before?: StoredSuggestion) {
    const { input, connectionId } = suggestion;
    const replaces = before?.previewId ?? undefined;
    const preview = await this.deps.preview(
      { action: action.id, input, connectionId: connectionId ?? undefined, replaces },
      turn,
    );
    const approvalId = newApprovalId();
    const ready: StoredSuggestion = {
      ...suggestion,
      status: 'ready',
      shown: preview.input,
      summary: preview.summary,
      connectionId: preview.connectionId,
      previewId: preview.id,
      digest: preview.digest,
    };
    if (!(await this.deps.suggestions.save(turn.workspaceId, ready, approvalId))) {
      await this.discard(turn, preview.id);
      return turn.reply.say(ANSWERED);
    }
    turn.reply.say(offer(suggestion.assumptions, preview));
    turn.reply.suggest(toSuggestion(ready, action));
    turn.reply.askApproval(preview, approvalId, action.name);
  }

  private async read(turn: Turn, action: ActionDefinition, suggestion: StoredSuggestion) {
    const { input, connectionId } = suggestion;
    const body = { action: action.id, input, ...(connectionId !== null && { connectionId }) };
    const { body: execution } = await this.deps.actions.execute({ body }, turn.context);
    turn.reply.say(found(action, execution.output));
    const done: StoredSuggestion = { ...suggestion, status: 'done', executionId: execution.id };
    await this.show(turn, action, done);
    turn.reply.result(suggestion.id, execution);
  }

  /** What speaks against it becomes a question, or is told; nothing is lost by it. */
  private async hinder(
    turn: Turn,
    action: ActionDefinition,
    suggestion: StoredSuggestion,
    before: StoredSuggestion | undefined,
    error: RelayError,
  ) {
    if (before?.previewId && error.code === 'preview_executed') return this.end(turn, action, before, before.previewId);
    const hindrance = whyNot(error);
    if (hindrance.kind === 'ask') {
      const input = { ...suggestion.input };
      for (const { name } of hindrance.missing) delete input[name];
      return this.ask(turn, action, { ...suggestion, input, missing: hindrance.missing }, before);
    }
    if (hindrance.kind === 'tell') {
      turn.reply.say(ended(error.message));
      return this.show(turn, action, { ...suggestion, status: 'waiting' }, before);
    }
    const connectUrl = hindrance.url ?? (await this.deps.connector.urlFor(action.provider, turn.context));
    turn.reply.say(connectFirst(action.provider, connectUrl, error.message));
    const connection: Suggestion['connection'] = { provider: action.provider, connectUrl };
    await this.show(turn, action, { ...suggestion, status: 'waiting', connection }, before);
  }

  /** Keeps and shows a suggestion that cannot be confirmed as it is; what could be confirmed before cannot any more. */
  private async show(turn: Turn, action: ActionDefinition, suggestion: StoredSuggestion, before?: StoredSuggestion) {
    // Before it is kept as open: what has run already must not be offered again.
    if (before?.previewId && (await this.discard(turn, before.previewId)) === 'executed')
      return this.end(turn, action, before, before.previewId);
    if (!(await this.deps.suggestions.save(turn.workspaceId, suggestion))) return turn.reply.say(ANSWERED);
    turn.reply.suggest(toSuggestion(suggestion, action));
  }

  /** Ends a suggestion whose preview was executed in another way. */
  private async end(turn: Turn, action: ActionDefinition, before: StoredSuggestion, previewId: string) {
    const { previews, suggestions } = this.deps;
    const { executionId } = await previews.get({ previewId }, turn.context);
    if (!(await suggestions.end(turn.workspaceId, before.id, previewId, executionId!))) return turn.reply.say(ANSWERED);
    turn.reply.say(EXECUTED);
    turn.reply.suggest(toSuggestion({ ...before, status: 'confirmed', executionId }, action));
  }

  private async discard({ context }: Turn, previewId: string): Promise<'executed' | undefined> {
    try {
      await this.deps.previews.discard({ previewId }, context);
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      if (error.code === 'preview_executed') return 'executed';
    }
    return undefined; // it is discarded, or was gone before
  }
}
