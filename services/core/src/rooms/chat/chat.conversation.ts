// A turn from its beginning to its end, whether it is streamed or not.
import type { ChatEvent } from '../../generated/types.js';
import { RelayError } from '../../platform/errors.js';
import type { Logger } from '../../platform/log.js';
import type { Approvals } from './chat.approvals.js';
import type { Edits } from './chat.edits.js';
import { isSessionGone, sessionNotFound } from './chat.errors.js';
import type { Messages } from './chat.messages.js';
import type { Pending } from './chat.pending.js';
import { Reply } from './chat.reply.js';
import type { TurnRequest } from './chat.request.js';
import type { Turn } from './chat.turn.js';
import type { Understander } from './chat.understanding.js';
import { EDITED_MEANWHILE, nothing } from './chat.words.js';

export interface ConversationDeps {
  messages: Messages;
  approvals: Approvals;
  edits: Edits;
  pending: Pending;
  understander: Understander;
  log: Logger;
}

/** A turn whose session is known. */
export type BegunTurn = Omit<Turn, 'reply' | 'signal'> & {
  replyId: string;
  /** Whether its reply goes on with a message of the session. */
  goesOn: boolean;
  /** Whether the person's message is answered again. */
  repeats: boolean;
  request: TurnRequest;
};

export class Conversation {
  constructor(private readonly deps: ConversationDeps) {}

  /** Never throws: what goes wrong is a part of the reply. */
  async run(
    { replyId, goesOn, repeats, request, ...begun }: BegunTurn,
    emit: (event: ChatEvent) => void,
    signal: AbortSignal,
  ): Promise<Reply> {
    const reply = new Reply(replyId, emit);
    const turn: Turn = { ...begun, reply, signal };
    reply.begin(turn.session.id); // a reader waits neither for the messages to be written nor for the engine
    let status: 'finished' | 'failed' | 'stopped' = 'finished';
    try {
      const { workspaceId, session } = turn;
      const saidId = repeats ? undefined : turn.saidId; // it is there already
      if (!goesOn) await this.deps.messages.begin(workspaceId, session, { saidId, text: request.text, replyId });
      await this.answer(turn, request, repeats);
    } catch (caught) {
      const error = isSessionGone(caught) ? sessionNotFound() : caught;
      // Somebody who has gone away is no excuse for what goes wrong meanwhile.
      status = signal.aborted && error === signal.reason ? 'stopped' : 'failed';
      reply.failure = error;
    }
    await this.keep(turn, status); // whoever reads the session at the end of a stream finds how it ended
    if (status === 'finished') reply.finish();
    else if (status === 'stopped') reply.stop();
    else reply.fail(this.explain(turn, reply.failure));
    return reply;
  }

  private async answer(turn: Turn, { text, approvals, edits }: TurnRequest, repeats: boolean): Promise<void> {
    const changes = Object.entries(edits);
    // What is changed together with its approval was never seen as it is now.
    if (changes.length > 0 && approvals.length > 0) turn.reply.say(EDITED_MEANWHILE);
    for (const [id, change] of changes) await this.deps.edits.edit(turn, id, change);
    if (changes.length > 0) return;
    for (const approval of approvals) await this.deps.approvals.answer(turn, approval);
    if (approvals.length > 0) return;
    if (text.trim() === '') return turn.reply.say(nothing('empty'));
    const { pending, understander } = this.deps;
    if (repeats ? await pending.repeat(turn) : await pending.answer(turn, text)) return;
    if (!(await understander.request(turn, text))) await pending.remind(turn);
  }

  private explain({ context }: Turn, error: unknown): string {
    if (error instanceof RelayError) return error.message;
    this.deps.log.error({ err: error, requestId: context.requestId }, 'a turn of a chat failed');
    return `Something went wrong on our side; the request id ${context.requestId} helps us to find it.`;
  }

  private async keep({ workspaceId, reply }: Turn, status: 'finished' | 'failed' | 'stopped'): Promise<void> {
    const executionIds = reply.results.map(({ execution }) => execution.id);
    try {
      await this.deps.messages.end(workspaceId, reply.messageId, { status, text: reply.text, executionIds });
    } catch (err) {
      this.deps.log.error({ err }, 'the reply of a chat could not be kept');
    }
  }
}
