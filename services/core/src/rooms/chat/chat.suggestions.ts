// Suggestions as they are kept, and the approvals that are asked for. An approval works once, and for the session's own principal.
import { createHash, randomBytes } from 'node:crypto';
import type { Sealer } from '../../platform/crypto/index.js';
import type { Db } from '../../platform/db/index.js';
import type { Messages } from './chat.messages.js';
import type { StoredSuggestion, SuggestionRow } from './chat.schema.js';
import { sealedOf, toStored } from './chat.sealed.js';

/** A capability: 256 random bits. */
export const newApprovalId = (): string => `apr_${randomBytes(32).toString('base64url')}`;
const hashOf = (approvalId: string) => createHash('sha256').update(approvalId).digest('base64url');

export const OPEN: StoredSuggestion['status'][] = ['asking', 'waiting', 'ready'];
/** One that waits has an approval only where its confirm was refused: it may be given once more. */
const APPROVABLE: StoredSuggestion['status'][] = ['ready', 'waiting'];

export class Suggestions {
  constructor(private readonly deps: { db: Db; sealer: Sealer; messages: Pick<Messages, 'texts'> }) {}

  /**
   * Writes a suggestion, in the place of what it was before; an approval that was asked for before does not work any more. False
   * when it was answered, or previewed anew, meanwhile: then it stays as it is.
   */
  async save(
    workspaceId: string,
    suggestion: StoredSuggestion,
    { before, approvalId }: { before?: StoredSuggestion | undefined; approvalId?: string | undefined } = {},
  ): Promise<boolean> {
    const { id, sessionId, messageId, engine, action, status, connectionId, previewId, digest, executionId, askedAt } =
      suggestion;
    const row = {
      session_id: sessionId,
      message_id: messageId,
      engine,
      action,
      status,
      sealed: sealedOf(this.deps.sealer, workspaceId, suggestion),
      connection_id: connectionId,
      preview_id: previewId,
      digest,
      approval_hash: approvalId === undefined ? null : hashOf(approvalId),
      execution_id: executionId,
      asked_at: askedAt,
    };
    const rows = await this.deps
      .db('chat_suggestions')
      .insert({ workspace_id: workspaceId, id, ...row })
      .onConflict(['workspace_id', 'id'])
      .merge(row)
      .whereIn('chat_suggestions.status', OPEN)
      .whereRaw('chat_suggestions.preview_id is not distinct from ?', [before?.previewId ?? null])
      .returning('id');
    return rows.length > 0;
  }

  async list(
    workspaceId: string,
    sessionId: string,
    filter: { ids?: string[]; status?: string[] } = {},
  ): Promise<StoredSuggestion[]> {
    const query = this.deps
      .db('chat_suggestions')
      .where({ workspace_id: workspaceId, session_id: sessionId })
      .orderBy('id');
    if (filter.ids) query.whereIn('id', filter.ids);
    if (filter.status) query.whereIn('status', filter.status);
    const stored = ((await query) as SuggestionRow[]).map((row) => toStored(this.deps.sealer, workspaceId, row));
    const ids = stored.flatMap(({ said }) => said.flatMap(({ messageId }) => messageId ?? []));
    const texts = await this.deps.messages.texts(workspaceId, [...new Set(ids)]);
    return stored.map((one) => ({
      ...one,
      said: one.said.map(({ messageId }) => ({ messageId, text: texts.get(messageId ?? '') ?? '' })),
    }));
  }

  /**
   * Answers an approval, once: whoever comes second finds it answered. Undefined when this session has none with this id. The same
   * statement takes the suggestion out of those that can be answered, so that of many answers one counts.
   */
  async answer(
    workspaceId: string,
    sessionId: string,
    approvalId: string,
    approved: boolean,
  ): Promise<{ suggestion: StoredSuggestion; isFirst: boolean } | undefined> {
    const { db } = this.deps;
    const known = { workspace_id: workspaceId, session_id: sessionId, approval_hash: hashOf(approvalId) };
    const status = approved ? 'confirmed' : 'declined';
    const [first]: SuggestionRow[] = await db('chat_suggestions')
      .where(known)
      .whereIn('status', APPROVABLE)
      .update({ status })
      .returning('*');
    const row: SuggestionRow | undefined = first ?? (await db('chat_suggestions').where(known).first());
    return row && { suggestion: toStored(this.deps.sealer, workspaceId, row), isFirst: first !== undefined };
  }

  /** Those that ask for one of these approvals, whether it is answered or not. */
  async approvableBy(workspaceId: string, sessionId: string, approvalIds: string[]): Promise<StoredSuggestion[]> {
    const { db, sealer } = this.deps;
    const rows: SuggestionRow[] = await db('chat_suggestions')
      .where({ workspace_id: workspaceId, session_id: sessionId })
      .whereIn('approval_hash', approvalIds.map(hashOf))
      .orderBy('id');
    return rows.map((row) => toStored(sealer, workspaceId, row));
  }

  /** The message that asks for an approval, if it is still there. */
  async messageOf(workspaceId: string, sessionId: string, approvalId: string): Promise<string | undefined> {
    const known = { workspace_id: workspaceId, session_id: sessionId, approval_hash: hashOf(approvalId) };
    const rows = this.deps.db('chat_suggestions').where(known).select('message_id');
    return (await this.deps.db('chat_messages').where({ workspace_id: workspaceId }).whereIn('id', rows).first('id'))
      ?.id;
  }

  /** Changes the status of a suggestion that has one of `from`. */
  async move(
    workspaceId: string,
    id: string,
    from: StoredSuggestion['status'][],
    to: StoredSuggestion['status'],
  ): Promise<boolean> {
    const rows = this.deps.db('chat_suggestions').where({ workspace_id: workspaceId, id }).whereIn('status', from);
    return (await rows.update({ status: to })) > 0;
  }

  /** Puts back a confirmed suggestion whose preview did not run; a preview that is gone is forgotten, with its approval. */
  async reopen(workspaceId: string, id: string, previewId: string, isGone: boolean): Promise<void> {
    await this.deps
      .db('chat_suggestions')
      .where({ workspace_id: workspaceId, id, preview_id: previewId, status: 'confirmed', execution_id: null })
      .update({ status: 'waiting', ...(isGone && { preview_id: null, digest: null, approval_hash: null }) });
  }
}
