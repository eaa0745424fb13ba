// From a draft to what a person sees: a question, a preview that waits for an approval, or what a read has found.
import type { ActionsApi } from '../../generated/api.js';
import type { Preview } from '../../generated/types.js';
import { RelayError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import type { Metrics } from '../../platform/metrics.js';
import type { ActionDefinition } from '../../providers/index.js';
import type { Catalog, Wish } from '../actions/index.js';
import type { Draft, Missing } from './chat.checks.js';
import type { Connector } from './chat.connect.js';
import { isGone, whyNot } from './chat.hindrances.js';
import type { Keeper } from './chat.keeper.js';
import type { Said } from './chat.provenance.js';
import { type StoredSuggestion, toSuggestion } from './chat.schema.js';
import { newApprovalId } from './chat.suggestions.js';
import type { Turn } from './chat.turn.js';
import { connectFirst, ended, found, offer, questionFor } from './chat.words.js';

export interface ProposerDeps {
  catalog: Catalog;
  actions: Pick<ActionsApi, 'execute'>;
  preview: (wish: Wish, turn: Turn) => Promise<Preview>;
  keeper: Keeper;
  connector: Connector;
  metrics: Metrics;
}

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
    turn.signal.throwIfAborted();
    const { draft, before } = proposal;
    const action = this.deps.catalog.get(draft.action);
    const suggestion = begin(turn, proposal);
    if (!before) this.deps.metrics.chatSuggestions.inc({ engine: proposal.engine, action: action.id });
    if (draft.blockedBy !== undefined) return this.deps.keeper.show(turn, action, suggestion, before);
    if (draft.missing.length > 0) return this.ask(turn, action, suggestion, draft.missing, before);
    try {
      if (action.kind === 'read') await this.read(turn, action, suggestion);
      else await this.offer(turn, action, suggestion, before);
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      await this.hinder(turn, action, suggestion, before, error);
    }
  }

  private async ask(
    turn: Turn,
    action: ActionDefinition,
    suggestion: StoredSuggestion,
    missing: Missing[],
    before?: StoredSuggestion,
  ) {
    turn.reply.say(questionFor(action, missing[0]!, suggestion.input));
    await this.deps.keeper.show(turn, action, { ...suggestion, missing }, before);
  }

  private async offer(turn: Turn, action: ActionDefinition, suggestion: StoredSuggestion, before?: StoredSuggestion) {
    const preview = await this.preview(turn, suggestion, before?.previewId ?? undefined);
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
    if (!(await this.deps.keeper.keep(turn, ready, before, approvalId))) return;
    turn.reply.say(offer(suggestion.assumptions, preview));
    turn.reply.suggest(toSuggestion(ready, action));
    turn.reply.askApproval(preview, approvalId, action.name);
  }

  private async preview(
    turn: Turn,
    { action, input, connectionId }: StoredSuggestion,
    replaces: string | undefined,
  ): Promise<Preview> {
    const wish = { action, input, connectionId: connectionId ?? undefined };
    try {
      return await this.deps.preview({ ...wish, replaces }, turn);
    } catch (error) {
      // Discarded in another way, or gone with its age: nothing is left to be replaced.
      if (replaces === undefined || !isGone(error)) throw error;
      return this.deps.preview(wish, turn);
    }
  }

  private async read(turn: Turn, action: ActionDefinition, suggestion: StoredSuggestion) {
    const { input, connectionId } = suggestion;
    const body = { action: action.id, input, ...(connectionId !== null && { connectionId }) };
    const { body: execution } = await this.deps.actions.execute({ body }, turn.context);
    turn.reply.say(found(action, execution.output));
    const done: StoredSuggestion = { ...suggestion, status: 'done', executionId: execution.id };
    await this.deps.keeper.show(turn, action, done);
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
    const { keeper, connector } = this.deps;
    if (before && error.code === 'preview_executed') return keeper.end(turn, action, before);
    const hindrance = whyNot(error);
    if (hindrance.kind === 'ask') {
      const input = { ...suggestion.input };
      for (const { name } of hindrance.missing) delete input[name];
      return this.ask(turn, action, { ...suggestion, input }, hindrance.missing, before);
    }
    const waiting: StoredSuggestion = { ...suggestion, status: 'waiting' };
    if (hindrance.kind === 'tell') {
      turn.reply.say(ended(error.message));
      return keeper.show(turn, action, waiting, before);
    }
    const connectUrl = hindrance.url ?? (await connector.urlFor(action.provider, turn.context));
    turn.reply.say(connectFirst(action.provider, connectUrl, error));
    await keeper.show(turn, action, { ...waiting, connection: { provider: action.provider, connectUrl } }, before);
  }
}

function begin({ session, reply, startedAt }: Turn, { draft, engine, said, before }: Proposal): StoredSuggestion {
  const { connectionId = null, ...content } = draft;
  return {
    ...content,
    id: before?.id ?? newId('sug'),
    sessionId: session.id,
    messageId: reply.messageId,
    engine,
    status: 'asking',
    connection: null,
    said,
    connectionId,
    previewId: null,
    digest: null,
    executionId: null,
    askedAt: before?.askedAt ?? startedAt,
  };
}
