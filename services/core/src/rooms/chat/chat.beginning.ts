// From what was posted to a turn: in which session, and with which reply it is answered.
import type { Context } from '../../contract/replies.js';
import { type Db, databaseNow } from '../../platform/db/index.js';
import { isId, newId } from '../../platform/ids.js';
import type { BegunTurn } from './chat.conversation.js';
import { sessionNotFound } from './chat.errors.js';
import type { Messages } from './chat.messages.js';
import type { TurnRequest } from './chat.request.js';
import type { Session } from './chat.schema.js';
import { type Owner, ownerOf, type Sessions } from './chat.sessions.js';
import type { Suggestions } from './chat.suggestions.js';

export interface BeginningDeps {
  db: Db;
  sessions: Sessions;
  messages: Messages;
  suggestions: Suggestions;
  /** What relative dates are read by; the database's clock, if left out. */
  now?: Date | undefined;
}

export class Beginning {
  constructor(private readonly deps: BeginningDeps) {}

  async begin(request: TurnRequest, context: Context): Promise<BegunTurn> {
    const { db, now } = this.deps;
    const { workspaceId } = context.principal;
    const [startedAt, session] = await Promise.all([databaseNow(db), this.sessionFor(ownerOf(context), request)]);
    context.annotate({ chatSessionId: session.id });
    const { contacts } = request;
    const turn = { context, workspaceId, session, contacts, startedAt, now: now ?? startedAt, request };
    return { ...turn, ...(await this.messagesFor(workspaceId, session, request)) };
  }

  /** The person's message and the reply; those that the session has already, where it goes on with them. */
  private async messagesFor(
    workspaceId: string,
    session: Session,
    { approvals, edits, text, regenerates }: TurnRequest,
  ): Promise<Pick<BegunTurn, 'saidId' | 'replyId' | 'goesOn' | 'repeats'>> {
    const { messages, suggestions } = this.deps;
    const answers = approvals.length > 0 && Object.keys(edits).length === 0;
    // The reply to an approval goes on with the message that asked for it.
    const asked = answers ? await suggestions.messageOf(workspaceId, session.id, approvals[0]!.approvalId) : undefined;
    if (asked !== undefined) return { saidId: undefined, replyId: asked, goesOn: true, repeats: false };
    const said = regenerates ? await messages.newestSaid(workspaceId, session.id) : undefined;
    const repeats = said !== undefined && said.text === text;
    const saidId = repeats ? said.id : text === '' ? undefined : newId('msg');
    return { saidId, replyId: newId('msg'), goesOn: false, repeats };
  }

  private async sessionFor(
    owner: Owner,
    { session: { id, isClients }, text, timeZone }: TurnRequest,
  ): Promise<Session> {
    const { sessions } = this.deps;
    const found = id === undefined ? undefined : await sessions.find(owner, id);
    if (found) return { ...found, timeZone: timeZone ?? found.timeZone };
    if (id !== undefined && (!isClients || isId('chat', id))) throw sessionNotFound();
    return sessions.open(owner, { title: text, timeZone: timeZone ?? 'UTC', clientId: id ?? null });
  }
}
