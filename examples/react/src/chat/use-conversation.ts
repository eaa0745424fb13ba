import { Chat, useChat } from '@ai-sdk/react';
import { useEffect, useRef, useState } from 'react';
import {
  CallError,
  type ChatSessionWithMessages,
  discardPreview,
  execute,
  type Preview,
  type Problem,
} from '../calls/index.ts';
import type { JsonObject } from '../form/field.ts';
import { forgetId, keepId, keptId, messagesOf, statusesOf } from './kept.ts';
import { type Card, type RelayMessage, type Turn, turnsOf } from './messages.ts';
import { transport } from './transport.ts';
import { useKept } from './use-kept.ts';

export interface Conversation {
  id: string;
  /** The id that Relay has given it; undefined before anything was said. */
  sessionId: string | undefined;
  turns: Turn[];
  /** A reply is under way. */
  busy: boolean;
  /** It is under way beside this page, such as one that was begun before a reload. */
  isAnsweredElsewhere: boolean;
  /** Somebody pressed Stop. */
  isStopped: boolean;
  /** What was said before is being looked for. */
  loading: boolean;
  problem: Problem | undefined;
  /** The problem is that of a confirm. */
  ofConfirm: boolean;
  say(text: string): Promise<void>;
  /** Changes a suggestion, or answers what it asks for; `text` is what that looks like in the conversation. */
  change(suggestionId: string, changes: JsonObject, text: string): Promise<void>;
  /**
   * Confirms or declines, also once more: what has run is not run again, and its result comes. Throws when what is no part of this
   * page's conversation cannot be decided.
   */
  decide(card: Card, preview: Preview, approved: boolean): Promise<void>;
  /** Does once more what failed: reads the conversation, or sends the last message. */
  again(): void;
  stop(): void;
  /** Shows another conversation; a new one without an id. */
  open(id?: string): void;
}

/** What was sent last. */
interface Sent {
  body?: object;
  isDecision: boolean;
  /** The newest message that Relay had before. */
  before?: string | undefined;
}

const newestIdIn = (session: ChatSessionWithMessages | undefined) => session?.messages.at(-1)?.id;

const begin = (id: string = crypto.randomUUID()) => new Chat<RelayMessage>({ id, transport });
/** It outlives the page that shows it: whoever looks at the form and comes back finds the conversation. */
let current = begin(keptId());

export function useConversation(): Conversation {
  const [chat, setChat] = useState(current);
  const { id, messages, status, error, setMessages, sendMessage, regenerate, addToolApprovalResponse, ...stream } =
    useChat({ chat });
  const { stop, resumeStream } = stream;
  const last = useRef<Sent>({ isDecision: false });
  const [isStopped, setStopped] = useState(false);
  const busy = status === 'submitted' || status === 'streaming';
  const { session, loading, isRunning, ...kept } = useKept(id, busy);

  const newest = messages.at(-1);
  // A stream that broke off; of a confirm the person is told.
  const isCut = newest?.parts.length === 0 || (error instanceof TypeError && !last.current.isDecision);
  const isKept = newest === undefined || (isCut && newestIdIn(session) !== last.current.before);
  const isMissing = isKept && !busy && !isStopped;
  useEffect(() => {
    if (!session || !isMissing) return;
    setMessages(messagesOf(session));
    // Not by `resume: true`: a reply that is gone on with stands behind what was said before.
    void resumeStream();
  }, [session, isMissing, setMessages, resumeStream]);

  /** Notes at a suggestion what was done about it beside the conversation. */
  const note = ({ turnId }: Card, part: RelayMessage['parts'][number]) =>
    setMessages((all) => all.map((one) => (one.id === turnId ? { ...one, parts: [...one.parts, part] } : one)));

  async function send(text: string, body?: object): Promise<void> {
    last.current = { isDecision: false, before: newestIdIn(session), ...(body && { body }) };
    setStopped(false);
    keepId(id);
    await sendMessage({ text }, { ...(body && { body }) });
  }
  return {
    id,
    sessionId: session?.id,
    turns: turnsOf(messages, session && statusesOf(session)),
    busy,
    isAnsweredElsewhere: isRunning && !busy && !isStopped,
    isStopped,
    loading,
    problem: error ? problemOf(error) : messages.length === 0 ? kept.problem : undefined,
    ofConfirm: last.current.isDecision,
    say: (text) => send(text),
    change: (suggestionId, changes, text) => send(text, { relay: { edits: { [suggestionId]: changes } } }),
    async decide(card, preview, approved) {
      const { suggestion, call } = card;
      const approvalId = call?.approval?.id;
      if (!approvalId) {
        // After a reload nobody has the approval any more. The preview itself is confirmed: it is the same execution.
        if (approved) {
          const execution = await execute(preview);
          const { id: suggestionId, action } = suggestion;
          return note(card, { type: 'data-relay-result', data: { suggestionId, action, execution } });
        }
        await discardPreview(preview.id);
        return note(card, { type: 'data-relay-suggestion', data: { ...suggestion, status: 'declined' } });
      }
      last.current = { isDecision: true };
      setStopped(false);
      if (call.state === 'approval-requested') await addToolApprovalResponse({ id: approvalId, approved });
      // Not by `sendAutomaticallyWhen`: of several suggestions, each is sent as soon as it is confirmed.
      await sendMessage();
    },
    again() {
      const { body } = last.current;
      setStopped(false);
      if (messages.length === 0) kept.reload();
      else void regenerate({ ...(body && { body }) });
    },
    stop() {
      setStopped(true);
      void stop();
    },
    open(id) {
      void stop();
      current = begin(id);
      last.current = { isDecision: false };
      setStopped(false);
      if (id === undefined) forgetId();
      else keepId(id);
      setChat(current);
    },
  };
}

/** What is no answer of the server is a stream that broke off, or the sentence by which Relay ended it. */
function problemOf(error: Error): Problem {
  if (error instanceof CallError) return error.problem;
  const detail = error instanceof TypeError ? 'The connection broke off.' : error.message;
  return { status: 0, code: 'reply_failed', detail, errors: [] };
}
