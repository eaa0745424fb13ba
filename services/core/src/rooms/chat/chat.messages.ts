// Messages. What people have written is sealed.
import type { ChatMessage } from '../../generated/types.js';
import type { Sealer } from '../../platform/crypto/index.js';
import { type Db, inTransaction, lockWorkspace } from '../../platform/db/index.js';
import type { MessageRow, Session } from './chat.schema.js';

export interface StoredMessage extends Omit<ChatMessage, 'suggestions' | 'createdAt'> {
  createdAt: Date;
}

const MOST_MESSAGES = 50;

export class Messages {
  constructor(private readonly deps: { db: Db; sealer: Sealer }) {}

  /** Writes what a person says, if it is anything, with the reply that is about to be made. The oldest messages make room. */
  async begin(
    workspaceId: string,
    session: Session,
    { saidId, text, replyId }: { saidId: string | undefined; text: string; replyId: string },
  ): Promise<void> {
    const message = (id: string, role: ChatMessage['role'], status: ChatMessage['status'], text: string) => ({
      workspace_id: workspaceId,
      session_id: session.id,
      id,
      role,
      status,
      sealed: this.seal(workspaceId, id, text),
    });
    const asked = saidId === undefined ? [] : [message(saidId, 'user', 'finished', text)];
    await inTransaction(this.deps.db, async (transaction) => {
      await lockWorkspace(transaction, workspaceId);
      await transaction('chat_messages').insert([...asked, message(replyId, 'assistant', 'running', '')]);
      await transaction('chat_sessions')
        .where({ workspace_id: workspaceId, id: session.id })
        .update({ updated_at: transaction.fn.now(), time_zone: session.timeZone });
      await trim(transaction, workspaceId);
    });
  }

  /** Adds to what a reply says. */
  async end(
    workspaceId: string,
    id: string,
    more: { status: ChatMessage['status']; text: string; executionIds: string[] },
  ): Promise<void> {
    await inTransaction(this.deps.db, async (transaction) => {
      const message = transaction('chat_messages').where({ workspace_id: workspaceId, id });
      // Two approvals of one message may end at once: each adds to what the other has left.
      const row: MessageRow | undefined = await message.clone().forUpdate().first();
      if (!row) return; // it has made room, or its session was deleted
      const text = [this.open(workspaceId, id, row.sealed), more.text].filter(Boolean).join('\n\n');
      await message.update({
        status: more.status,
        sealed: this.seal(workspaceId, id, text),
        execution_ids: [...new Set([...row.execution_ids, ...more.executionIds])],
      });
    });
  }

  async list(workspaceId: string, sessionId: string): Promise<StoredMessage[]> {
    const rows: MessageRow[] = await this.deps
      .db('chat_messages')
      .where({ workspace_id: workspaceId, session_id: sessionId })
      .orderBy('id');
    return rows.map((row) => this.toStored(workspaceId, row));
  }

  /** The reply of a session that is being made, by whichever process. */
  async running(workspaceId: string, sessionId: string): Promise<string | undefined> {
    const running = { workspace_id: workspaceId, session_id: sessionId, status: 'running' };
    return (await this.deps.db('chat_messages').where(running).orderBy('id', 'desc').first('id'))?.id;
  }

  async find(workspaceId: string, id: string): Promise<StoredMessage | undefined> {
    const row: MessageRow | undefined = await this.deps
      .db('chat_messages')
      .where({ workspace_id: workspaceId, id })
      .first();
    return row && this.toStored(workspaceId, row);
  }

  /** What a person has said last in a session. */
  async newestSaid(workspaceId: string, sessionId: string): Promise<StoredMessage | undefined> {
    const said = { workspace_id: workspaceId, session_id: sessionId, role: 'user' };
    const row: MessageRow | undefined = await this.deps.db('chat_messages').where(said).orderBy('id', 'desc').first();
    return row && this.toStored(workspaceId, row);
  }

  /** What messages say, by their ids; nothing of those that are gone. */
  async texts(workspaceId: string, ids: string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const messages = this.deps.db('chat_messages').where({ workspace_id: workspaceId }).whereIn('id', ids);
    const rows: Array<Pick<MessageRow, 'id' | 'sealed'>> = await messages.select('id', 'sealed');
    return new Map(rows.map(({ id, sealed }) => [id, this.open(workspaceId, id, sealed)]));
  }

  private toStored(workspaceId: string, row: MessageRow): StoredMessage {
    return {
      id: row.id,
      role: row.role,
      status: row.status,
      text: this.open(workspaceId, row.id, row.sealed),
      executionIds: row.execution_ids,
      createdAt: row.created_at,
    };
  }

  private seal(workspaceId: string, id: string, text: string): string {
    return this.deps.sealer.seal(text, ['chat_messages', workspaceId, id]);
  }

  private open(workspaceId: string, id: string, sealed: string): string {
    return this.deps.sealer.open(sealed, ['chat_messages', workspaceId, id]);
  }
}

/** Keeps the workspace's newest messages, and of the sessions without any only those in which something waits for an approval. */
async function trim(db: Db, workspaceId: string): Promise<void> {
  await db.raw(
    `delete from chat_messages where workspace_id = :workspaceId and id in (
      select id from chat_messages where workspace_id = :workspaceId order by id desc offset ${MOST_MESSAGES})`,
    { workspaceId },
  );
  await db.raw(
    `delete from chat_sessions s where s.workspace_id = ? and s.updated_at < now() - interval '1 minute'
      and not exists (select from chat_messages m where m.workspace_id = s.workspace_id and m.session_id = s.id)
      and not exists (select from chat_suggestions o where o.workspace_id = s.workspace_id and o.session_id = s.id
        and o.status = 'ready' and s.updated_at > now() - interval '1 hour')`,
    [workspaceId],
  );
}
