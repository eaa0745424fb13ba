// Sessions. Their titles are what people have written, so they are sealed.
import type { Context } from '../../contract/replies.js';
import type { Sealer } from '../../platform/crypto/index.js';
import type { Db } from '../../platform/db/index.js';
import { newId } from '../../platform/ids.js';
import type { Session, SessionRow } from './chat.schema.js';

/** Whose session it is. */
export interface Owner {
  workspaceId: string;
  principalId: string;
}

/** Who asks. */
export const ownerOf = ({ principal: { workspaceId, id } }: Context): Owner => ({ workspaceId, principalId: id });

const TITLE_CHARACTERS = 80;

export class Sessions {
  constructor(private readonly deps: { db: Db; sealer: Sealer }) {}

  /** By its id, or by the name that its client has for it. */
  async find({ workspaceId, principalId }: Owner, name: string): Promise<Session | undefined> {
    if (name.includes('\0')) return undefined; // no text of Postgres has one
    const row: SessionRow | undefined = await this.deps
      .db('chat_sessions')
      .where({ workspace_id: workspaceId, principal_id: principalId })
      .where((either) => either.where({ id: name }).orWhere({ client_id: name }))
      .first();
    return row && this.toSession(workspaceId, row);
  }

  /** A new session; the one that another request has just made, if it is of the same name. */
  async open(owner: Owner, session: { title: string; timeZone: string; clientId: string | null }): Promise<Session> {
    const { workspaceId, principalId } = owner;
    const id = newId('chat');
    const title = session.title.replace(/\s+/g, ' ').trim();
    const short = title.length > TITLE_CHARACTERS ? `${title.slice(0, TITLE_CHARACTERS).toWellFormed()}…` : title;
    const [row]: SessionRow[] = await this.deps
      .db('chat_sessions')
      .insert({
        workspace_id: workspaceId,
        id,
        principal_id: principalId,
        client_id: session.clientId,
        sealed_title: this.deps.sealer.seal(short, placeOf(workspaceId, id)),
        time_zone: session.timeZone,
      })
      .onConflict(['workspace_id', 'principal_id', 'client_id'])
      .ignore()
      .returning('*');
    return row ? this.toSession(workspaceId, row) : (await this.find(owner, session.clientId!))!;
  }

  async list({ workspaceId, principalId }: Owner, before: string | undefined, limit: number): Promise<Session[]> {
    const query = this.deps.db('chat_sessions').where({ workspace_id: workspaceId, principal_id: principalId });
    if (before) query.where('id', '<', before);
    const rows: SessionRow[] = await query.orderBy('id', 'desc').limit(limit);
    return rows.map((row) => this.toSession(workspaceId, row));
  }

  /** False when it was deleted meanwhile. */
  async delete(db: Db, { workspaceId }: Owner, id: string): Promise<boolean> {
    return (await db('chat_sessions').where({ workspace_id: workspaceId, id }).delete()) > 0;
  }

  private toSession(workspaceId: string, row: SessionRow): Session {
    const title = this.deps.sealer.open(row.sealed_title, placeOf(workspaceId, row.id));
    return { id: row.id, title, timeZone: row.time_zone, createdAt: row.created_at, updatedAt: row.updated_at };
  }
}

const placeOf = (workspaceId: string, id: string) => ['chat_sessions', workspaceId, id];
