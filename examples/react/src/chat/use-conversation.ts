import { Chat, useChat } from '@ai-sdk/react';
import { useEffect, useRef, useState } from 'react';
import { CallError, discardPreview, execute, type Preview, type Problem } from '../calls/index.ts';
import type { JsonObject } from '../form/field.ts';
import { findConversation, keepId, keptId, messagesOf, statusesOf } from './kept.ts';
import { type Card, type RelayMessage, type Statuses, type Turn, turnsOf } from './messages.ts';
import { transport } from './transport.ts';

export interface Conversation {
  id: string;
  turns: Turn[];
  /** A reply is under way. */
  busy: boolean;
  /** What was said before the page was loaded is being looked for. */
  loading: boolean;
  problem: Problem | undefined;
  /** The problem is that of a confirm. */
  ofConfirm: boolean;
  say(text: string): Promise<void>;
  /** Changes a suggestion, or answers what it asks for; `text` is what that looks like in the conversation. */
  change(suggestionId: string, changes: JsonObject, text: string): Promise<void>;
  /** Throws when what is no part of this page's conversation cannot be decided. */
  decide(card: Card, preview: Preview, approved: boolean): Promise<void>;
  /** Sends the last message once more. */
  again(): Promise<void>;
  /** Sends once more how a suggestion was decided: what has run is not run again, and its result comes. */
  decideAgain(): Promise<void>;
  stop(): void;
  restart(): void;
}

const begin = (id: string = crypto.randomUUID()) => new Chat<RelayMessage>({ id, transport });
/** It outlives the page that shows it: whoever looks at the form and comes back finds the conversation. */
let current = begin(keptId());

export function useConversation(): Conversation {
  const [chat, setChat] = useState(current);
  const { id, messages, status, error, setMessages, sendMessage, regenerate, addToolApprovalResponse, stop } = useChat({
    chat,
  });
  const last = useRef<{ body?: object; isDecision: boolean }>({ isDecision: false });
  const busy = status === 'submitted' || status === 'streaming';

  const [loading, setLoading] = useState(() => messages.length === 0 && keptId() === id);
  const [statuses, setStatuses] = useState<Statuses>({});
  const isEmpty = messages.length === 0;
  // After each reply: it may have closed a suggestion that it does not show.
  useEffect(() => {
    if (busy || (isEmpty && !loading)) return;
    let isStale = false;
    findConversation(id).then((kept) => {
      if (isStale) return;
      setLoading(false);
      if (!kept) return;
      setStatuses(statusesOf(kept));
      if (isEmpty) setMessages(messagesOf(kept));
    });
    return () => {
      isStale = true;
    };
  }, [busy, id, isEmpty, loading, setMessages]);

  /** Notes at a suggestion what was done about it beside the conversation. */
  const note = ({ turnId }: Card, part: RelayMessage['parts'][number]) =>
    setMessages((all) => all.map((one) => (one.id === turnId ? { ...one, parts: [...one.parts, part] } : one)));

  async function send(text: string, body?: object): Promise<void> {
    last.current = { isDecision: false, ...(body && { body }) };
    keepId(id);
    await sendMessage({ text }, { ...(body && { body }) });
  }
  return {
    id,
    turns: turnsOf(messages, statuses),
    busy,
    loading,
    problem: error && problemOf(error),
    ofConfirm: last.current.isDecision,
    say: (text) => send(text),
    change: (suggestionId, changes, text) => send(text, { relay: { edits: { [suggestionId]: changes } } }),
    async decide(card, preview, approved) {
      const { suggestion, call } = card;
      const approvalId = call?.approval?.id;
      if (approvalId === undefined) {
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
      await addToolApprovalResponse({ id: approvalId, approved });
      // Not by `sendAutomaticallyWhen`: of several suggestions, each is sent as soon as it is confirmed.
      await sendMessage();
    },
    async again() {
      const { body } = last.current;
      await regenerate({ ...(body && { body }) });
    },
    async decideAgain() {
      last.current = { isDecision: true };
      await sendMessage();
    },
    stop: () => void stop(),
    restart() {
      void stop();
      current = begin();
      last.current = { isDecision: false };
      keepId(current.id);
      setStatuses({});
      setLoading(false);
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
