// Sessions and messages. What people have written is sealed.
import type { ChatMessage } from '../../generated/types.js';
import type { Sealer } from '../../platform/crypto/index.js';
import { type Db, inTransaction, lockWorkspace } from '../../platform/db/index.js';
import { newId } from '../../platform/ids.js';
import type { MessageRow, Session, SessionRow } from './chat.schema.js';

/** Whose session it is. */
export interface Owner {
  workspaceId: string;
  principalId: string;
}

export interface StoredMessage extends Omit<ChatMessage, 'suggestions' | 'createdAt'> {
  createdAt: Date;
}

const MOST_MESSAGES = 50;
const TITLE_CHARACTERS = 80;

export class ChatStore {
  constructor(private readonly deps: { db: Db; sealer: Sealer }) {}

  /** By its id, or by the name that its client has for it. */
  async findSession({ workspaceId, principalId }: Owner, name: string): Promise<Session | undefined> {
    if (name.includes('\0')) return undefined; // no text of Postgres has one
    const row: SessionRow | undefined = await this.deps
      .db('chat_sessions')
      .where({ workspace_id: workspaceId, principal_id: principalId })
      .where((either) => either.where({ id: name }).orWhere({ client_id: name }))
      .first();
    return row && this.toSession(workspaceId, row);
  }

  /** A new session; the one that another request has just made, if it is of the same name. */
  async openSession(
    owner: Owner,
    session: { title: string; timeZone: string; clientId: string | null },
  ): Promise<Session> {
    const { workspaceId, principalId } = owner;
    const id = newId('chat');
    const title = session.title.replace(/\s+/g, ' ').trim();
    const short = title.length > TITLE_CHARACTERS ? `${title.slice(0, TITLE_CHARACTERS).toWellFormed()}…` : title;
    await this.deps
      .db('chat_sessions')
      .insert({
        workspace_id: workspaceId,
        id,
        principal_id: principalId,
        client_id: session.clientId,
        sealed_title: this.seal('chat_sessions', workspaceId, id, short),
        time_zone: session.timeZone,
      })
      .onConflict(['workspace_id', 'principal_id', 'client_id'])
      .ignore();
    return (await this.findSession(owner, session.clientId ?? id))!;
  }

  async listSessions(
    { workspaceId, principalId }: Owner,
    before: string | undefined,
    limit: number,
  ): Promise<Session[]> {
    const query = this.deps.db('chat_sessions').where({ workspace_id: workspaceId, principal_id: principalId });
    if (before) query.where('id', '<', before);
    const rows: SessionRow[] = await query.orderBy('id', 'desc').limit(limit);
    return rows.map((row) => this.toSession(workspaceId, row));
  }

  /** False when it was deleted meanwhile. */
  async deleteSession(db: Db, { workspaceId }: Owner, id: string): Promise<boolean> {
    return (await db('chat_sessions').where({ workspace_id: workspaceId, id }).delete()) > 0;
  }

  /** Writes what a person says, with the reply that is about to be made; gives the ids of both. The oldest messages make room. */
  async begin(
    { workspaceId }: Pick<Owner, 'workspaceId'>,
    session: Session,
    said: string | undefined,
  ): Promise<{ saidId: string; replyId: string }> {
    const [saidId, replyId] = [newId('msg'), newId('msg')];
    const message = (id: string, role: ChatMessage['role'], status: ChatMessage['status'], text: string) => ({
      workspace_id: workspaceId,
      session_id: session.id,
      id,
      role,
      status,
      sealed: this.seal('chat_messages', workspaceId, id, text),
    });
    const asked = said === undefined ? [] : [message(saidId, 'user', 'finished', said)];
    await inTransaction(this.deps.db, async (transaction) => {
      await lockWorkspace(transaction, workspaceId);
      await transaction('chat_messages').insert([...asked, message(replyId, 'assistant', 'running', '')]);
      await transaction('chat_sessions')
        .where({ workspace_id: workspaceId, id: session.id })
        .update({ updated_at: transaction.fn.now(), time_zone: session.timeZone });
      await trim(transaction, workspaceId);
    });
    return { saidId, replyId };
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
      const text = [this.open('chat_messages', workspaceId, id, row.sealed), more.text].filter(Boolean).join('\n\n');
      await message.update({
        status: more.status,
        sealed: this.seal('chat_messages', workspaceId, id, text),
        execution_ids: [...new Set([...row.execution_ids, ...more.executionIds])],
      });
    });
  }

  async listMessages(workspaceId: string, sessionId: string): Promise<StoredMessage[]> {
    const rows: MessageRow[] = await this.deps
      .db('chat_messages')
      .where({ workspace_id: workspaceId, session_id: sessionId })
      .orderBy('id');
    return rows.map((row) => ({
      id: row.id,
      role: row.role,
      status: row.status,
      text: this.open('chat_messages', workspaceId, row.id, row.sealed),
      executionIds: row.execution_ids,
      createdAt: row.created_at,
    }));
  }

  private toSession(workspaceId: string, row: SessionRow): Session {
    const title = this.open('chat_sessions', workspaceId, row.id, row.sealed_title);
    return { id: row.id, title, timeZone: row.time_zone, createdAt: row.created_at, updatedAt: row.updated_at };
  }

  private seal(table: string, workspaceId: string, id: string, text: string): string {
    return this.deps.sealer.seal(text, [table, workspaceId, id]);
  }

  private open(table: string, workspaceId: string, id: string, sealed: string): string {
    return this.deps.sealer.open(sealed, [table, workspaceId, id]);
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
