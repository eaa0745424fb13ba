import type { Context } from '../../contract/replies.js';
import type {
  ChatApi,
  ChatResumeInput,
  ChatSendInput,
  ChatSessionsDeleteInput,
  ChatSessionsGetInput,
  ChatSessionsListInput,
  ChatStreamInput,
} from '../../generated/api.js';
import type { ChatEvent, ChatReply, ChatSessionPage, ChatSessionWithMessages } from '../../generated/types.js';
import { type Db, databaseNow, inTransaction } from '../../platform/db/index.js';
import type { Idempotency, Replayable } from '../../platform/idempotency/index.js';
import { isId, newId } from '../../platform/ids.js';
import { readCursor, toPage } from '../../platform/page.js';
import type { Catalog } from '../actions/index.js';
import { actorOf, recordAudit } from '../audit/index.js';
import type { BegunTurn, Conversation } from './chat.conversation.js';
import { sessionNotFound } from './chat.errors.js';
import type { Messages } from './chat.messages.js';
import { readRequest, type TurnRequest } from './chat.request.js';
import type { RunningReplies } from './chat.running.js';
import { type Session, toChatSession, toSuggestion } from './chat.schema.js';
import type { Owner, Sessions } from './chat.sessions.js';
import type { Settlement } from './chat.settlement.js';
import type { Suggestions } from './chat.suggestions.js';

export interface ChatDeps {
  db: Db;
  catalog: Catalog;
  sessions: Sessions;
  messages: Messages;
  suggestions: Suggestions;
  settlement: Settlement;
  conversation: Conversation;
  running: RunningReplies;
  idempotency: Idempotency;
  /** What relative dates are read by; the database's clock, if left out. */
  now?: Date | undefined;
}

export class ChatService implements ChatApi {
  constructor(private readonly deps: ChatDeps) {}

  async *stream({ body }: ChatStreamInput, context: Context): AsyncGenerator<ChatEvent> {
    const { running, conversation } = this.deps;
    const { signal } = context;
    const turn = await this.begin(readRequest(body), context);
    yield* running.start(
      keyOf(turn.workspaceId, turn.session),
      async (emit, stopping) => void (await conversation.run(turn, emit, stopping)),
      signal,
    );
  }

  async send({ body, idempotencyKey: key }: ChatSendInput, context: Context): Promise<Replayable<ChatReply>> {
    const { idempotency, conversation } = this.deps;
    const request = readRequest(body);
    const { workspaceId, id: principalId } = context.principal;
    const call = { workspaceId, operation: 'chat.send', key, request: { principalId, body }, showsSecret: true };
    return idempotency.exclusively(call, async () => {
      const turn = await this.begin(request, context);
      const { signal } = context;
      const reply = await conversation.run(turn, () => {}, signal);
      if (reply.failure !== undefined) throw reply.failure;
      const { messageId, text, suggestions, results } = reply;
      return { sessionId: turn.session.id, messageId, text, suggestions, results };
    });
  }

  async resume({ sessionId }: ChatResumeInput, context: Context): Promise<AsyncIterable<ChatEvent> | undefined> {
    const { signal, principal } = context;
    const session = await this.getSession(ownerOf(context), sessionId);
    return this.deps.running.resume(keyOf(principal.workspaceId, session), signal);
  }

  async sessionsList({ cursor, limit }: ChatSessionsListInput, context: Context): Promise<ChatSessionPage> {
    const sessions = await this.deps.sessions.list(ownerOf(context), readCursor(cursor), limit + 1);
    return toPage(sessions.map(toChatSession), limit);
  }

  async sessionsGet({ sessionId }: ChatSessionsGetInput, context: Context): Promise<ChatSessionWithMessages> {
    const { suggestions, settlement, catalog } = this.deps;
    const { workspaceId } = context.principal;
    const session = await this.getSession(ownerOf(context), sessionId);
    await settlement.update({ workspaceId, sessionId: session.id });
    const messages = await this.deps.messages.list(workspaceId, session.id);
    const shown = Map.groupBy(await suggestions.list(workspaceId, session.id), ({ messageId }) => messageId);
    return {
      ...toChatSession(session),
      messages: messages.map(({ createdAt, ...message }) => ({
        ...message,
        suggestions: (shown.get(message.id) ?? []).map((stored) => toSuggestion(stored, catalog.find(stored.action))),
        createdAt: createdAt.toISOString(),
      })),
    };
  }

  async sessionsDelete({ sessionId }: ChatSessionsDeleteInput, context: Context): Promise<void> {
    const owner = ownerOf(context);
    const { id } = await this.getSession(owner, sessionId);
    await inTransaction(this.deps.db, async (transaction) => {
      if (!(await this.deps.sessions.delete(transaction, owner, id))) throw sessionNotFound();
      await recordAudit(transaction, actorOf(context), 'chat_session.deleted', id);
    });
  }

  /** Resolves when no reply is being made any more. */
  drained(): Promise<void> {
    return this.deps.running.drained();
  }

  private async begin(request: TurnRequest, context: Context): Promise<BegunTurn> {
    const { db, suggestions, now } = this.deps;
    const { workspaceId } = context.principal;
    const [startedAt, session] = await Promise.all([databaseNow(db), this.sessionFor(ownerOf(context), request)]);
    const { approvals, edits, text, contacts } = request;
    context.annotate({ chatSessionId: session.id });
    const answers = approvals.length > 0 && Object.keys(edits).length === 0;
    // The reply to an approval goes on with the message that asked for it.
    const asked = answers ? await suggestions.messageOf(workspaceId, session.id, approvals[0]!.approvalId) : undefined;
    const saidId = asked !== undefined || text === '' ? undefined : newId('msg');
    const [replyId, goesOn] = [asked ?? newId('msg'), asked !== undefined];
    return {
      context,
      workspaceId,
      session,
      saidId,
      contacts,
      startedAt,
      now: now ?? startedAt,
      replyId,
      goesOn,
      request,
    };
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

  private async getSession(owner: Owner, name: string): Promise<Session> {
    const session = await this.deps.sessions.find(owner, name);
    if (!session) throw sessionNotFound();
    return session;
  }
}

const ownerOf = ({ principal: { workspaceId, id } }: Context): Owner => ({ workspaceId, principalId: id });
const keyOf = (workspaceId: string, { id }: Session) => `${workspaceId} ${id}`;
