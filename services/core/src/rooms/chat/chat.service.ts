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
import { type Db, inTransaction } from '../../platform/db/index.js';
import type { Idempotency, Replayable } from '../../platform/idempotency/index.js';
import { isAnyId } from '../../platform/ids.js';
import { readCursor, toPage } from '../../platform/page.js';
import type { Catalog } from '../actions/index.js';
import { actorOf, recordAudit } from '../audit/index.js';
import type { Beginning } from './chat.beginning.js';
import type { Conversation } from './chat.conversation.js';
import type { RepliesElsewhere } from './chat.elsewhere.js';
import { sessionNotFound } from './chat.errors.js';
import type { Messages } from './chat.messages.js';
import type { Replay } from './chat.replay.js';
import { readRequest } from './chat.request.js';
import type { RunningReplies, Work } from './chat.running.js';
import { type Session, toChatSession, toSuggestion } from './chat.schema.js';
import { type Owner, ownerOf, type Sessions } from './chat.sessions.js';
import type { Settlement } from './chat.settlement.js';
import type { Suggestions } from './chat.suggestions.js';

export interface ChatDeps {
  db: Db;
  catalog: Catalog;
  sessions: Sessions;
  messages: Messages;
  suggestions: Suggestions;
  settlement: Settlement;
  beginning: Beginning;
  conversation: Conversation;
  running: RunningReplies;
  replay: Replay;
  elsewhere: RepliesElsewhere;
  idempotency: Idempotency;
}

export class ChatService implements ChatApi {
  constructor(private readonly deps: ChatDeps) {}

  async *stream({ body }: ChatStreamInput, context: Context): AsyncGenerator<ChatEvent> {
    const { beginning, running, replay, conversation } = this.deps;
    const request = readRequest(body);
    const turn = await beginning.begin(request, context);
    const answered = request.approvals.map(({ approvalId }) => approvalId);
    const work: Work = {
      run: async (emit, stopping) => void (await conversation.run(turn, emit, stopping)),
      before: (messageId) => replay.tell(turn, answered, messageId),
    };
    yield* running.start(keyOf(turn.workspaceId, turn.session), work, context.signal);
  }

  async send({ body, idempotencyKey: key }: ChatSendInput, context: Context): Promise<Replayable<ChatReply>> {
    const { beginning, idempotency, conversation } = this.deps;
    const request = readRequest(body);
    const { workspaceId, id: principalId } = context.principal;
    const call = { workspaceId, operation: 'chat.send', key, request: { principalId, body }, showsSecret: true };
    return idempotency.exclusively(call, async () => {
      const turn = await beginning.begin(request, context);
      const { signal } = context;
      const reply = await conversation.run(turn, () => {}, signal);
      if (reply.failure !== undefined) throw reply.failure;
      const { messageId, text, suggestions, results } = reply;
      return { sessionId: turn.session.id, messageId, text, suggestions, results };
    });
  }

  async resume({ sessionId }: ChatResumeInput, context: Context): Promise<AsyncIterable<ChatEvent> | undefined> {
    const { signal, principal } = context;
    const { running, elsewhere, sessions } = this.deps;
    const session = await sessions.find(ownerOf(context), sessionId);
    // A page asks before anything is said, too, with the id that its client has made.
    if (!session && !isAnyId(sessionId)) return undefined;
    if (!session) throw sessionNotFound();
    const { workspaceId } = principal;
    return running.resume(keyOf(workspaceId, session), signal) ?? elsewhere.follow(workspaceId, session, signal);
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

  private async getSession(owner: Owner, name: string): Promise<Session> {
    const session = await this.deps.sessions.find(owner, name);
    if (!session) throw sessionNotFound();
    return session;
  }
}

const keyOf = (workspaceId: string, { id }: Session) => `${workspaceId} ${id}`;
